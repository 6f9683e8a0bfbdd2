// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.charging.credit.Balances.Held;
import org.heliograph.config.GroupCommit;

/**
 * Makes groups of changes on one connection, by account: two nodes that write groups lock balances
 * in the same order, and never wait for each other in a circle.
 */
final class BalanceStatements implements GroupCommit.Transaction<List<? extends BalanceWrite>> {
    private static final int HELD = 0;
    private static final int COMMITTED = 1;
    private static final int RELEASED = 2;

    /** Was to be committed after it had expired, when there was not enough left. */
    private static final int UNPAID = 3;

    private record Found(BigDecimal amount, int state) {}

    private final PreparedStatement find;
    private final PreparedStatement hold;
    private final PreparedStatement exists;
    private final PreparedStatement insert;
    private final PreparedStatement end;
    private final PreparedStatement settle;
    private final PreparedStatement debit;
    private final PreparedStatement topUpExists;
    private final PreparedStatement topUp;
    private final PreparedStatement open;
    private final PreparedStatement forget;

    BalanceStatements(Connection connection) throws SQLException {
        find =
                connection.prepareStatement(
                        "SELECT amount, state FROM charging_reservation WHERE id = ?");
        hold =
                connection.prepareStatement(
                        "UPDATE charging_balance SET reserved = reserved + ?"
                                + " WHERE account = ? AND amount - reserved >= ?");
        exists = connection.prepareStatement("SELECT 1 FROM charging_balance WHERE account = ?");
        insert =
                connection.prepareStatement(
                        "INSERT INTO charging_reservation (id, account, amount, state, expires_at)"
                                + " VALUES (?, ?, ?, ?, ?)");
        end =
                connection.prepareStatement(
                        "UPDATE charging_reservation SET state = ? WHERE id = ? AND state = ?");
        settle =
                connection.prepareStatement(
                        "UPDATE charging_balance SET amount = amount - ?, reserved = reserved - ?"
                                + " WHERE account = ?");
        debit =
                connection.prepareStatement(
                        "UPDATE charging_balance SET amount = amount - ?"
                                + " WHERE account = ? AND amount - reserved >= ?");
        topUpExists = connection.prepareStatement("SELECT 1 FROM charging_top_up WHERE id = ?");
        topUp =
                connection.prepareStatement(
                        "INSERT INTO charging_top_up (id, account, amount, made_at)"
                                + " VALUES (?, ?, ?, ?)");
        open =
                connection.prepareStatement(
                        "INSERT INTO charging_balance (account, amount, reserved) VALUES (?, 0, 0)");
        forget =
                connection.prepareStatement(
                        "DELETE FROM charging_reservation WHERE state > 0 AND expires_at < ?");
    }

    @Override
    public void write(List<List<? extends BalanceWrite>> group) throws SQLException {
        List<BalanceWrite> ordered = new ArrayList<>();
        group.forEach(ordered::addAll);
        ordered.sort(Comparator.comparing(write -> write.account)); // stable: order of asking
        int next = 0;
        while (next < ordered.size()) {
            int from = next;
            next = endOfRun(ordered, from);
            List<BalanceWrite> run = ordered.subList(from, next);
            switch (run.getFirst()) {
                case BalanceWrite.Reserve _ -> reserve(of(BalanceWrite.Reserve.class, run));
                case BalanceWrite.Commit _ -> commit(of(BalanceWrite.Commit.class, run));
                case BalanceWrite.Release _ -> {
                    for (BalanceWrite.Release one : of(BalanceWrite.Release.class, run)) {
                        release(one);
                    }
                }
                case BalanceWrite.TopUp more -> more.enough = topUp(more);
                case BalanceWrite.Forget old -> update(forget, old.before);
            }
        }
    }

    /** Of the same account and kind: what many cost together is one change of its balance. */
    private static int endOfRun(List<BalanceWrite> writes, int from) {
        BalanceWrite first = writes.get(from);
        if (first instanceof BalanceWrite.TopUp || first instanceof BalanceWrite.Forget) {
            return from + 1;
        }
        int end = from + 1;
        while (end < writes.size()
                && writes.get(end).account.equals(first.account)
                && writes.get(end).getClass() == first.getClass()) {
            end++;
        }
        return end;
    }

    private static <W extends BalanceWrite> List<W> of(Class<W> kind, List<BalanceWrite> run) {
        return run.stream().map(kind::cast).toList();
    }

    private void reserve(List<BalanceWrite.Reserve> run) throws SQLException {
        Map<String, BalanceWrite.Reserve> fresh = new LinkedHashMap<>();
        BigDecimal all = BigDecimal.ZERO;
        List<BalanceWrite.Reserve> known = new ArrayList<>();
        for (BalanceWrite.Reserve write : run) {
            if (fresh.containsKey(write.id) || find(write.id).isPresent()) {
                known.add(write);
            } else {
                fresh.put(write.id, write);
                all = all.add(write.amount);
            }
        }
        if (fresh.size() > 1 && update(hold, all, run.getFirst().account, all) > 0) {
            for (BalanceWrite.Reserve write : fresh.values()) {
                set(insert, write.id, write.account, write.amount, HELD, write.expiresAt);
                insert.addBatch();
                write.result = Optional.of(Held.HELD);
            }
            insert.executeBatch();
        } else { // not enough for all of them: for the first ones, perhaps
            known = run;
        }
        for (BalanceWrite.Reserve write : known) {
            write.result = Optional.of(reserve(write));
        }
    }

    private Held reserve(BalanceWrite.Reserve write) throws SQLException {
        Optional<Found> before = find(write.id);
        if (before.isPresent()) {
            int state = before.get().state();
            return state == HELD || state == COMMITTED ? Held.HELD : Held.ENDED;
        }
        if (update(hold, write.amount, write.account, write.amount) == 0) {
            return any(exists, write.account) ? Held.NO_CREDIT : Held.NO_ACCOUNT;
        }
        update(insert, write.id, write.account, write.amount, HELD, write.expiresAt);
        return Held.HELD;
    }

    private void commit(List<BalanceWrite.Commit> run) throws SQLException {
        Map<String, BigDecimal> held = new LinkedHashMap<>();
        List<BalanceWrite.Commit> others = new ArrayList<>();
        for (BalanceWrite.Commit write : run) {
            Optional<Found> before = find(write.id);
            if (before.isPresent() && before.get().state() == HELD) {
                held.put(write.id, before.get().amount());
                write.spent = Optional.of(before.get().amount());
            } else {
                others.add(write);
            }
        }
        if (!held.isEmpty()) {
            spend(run.getFirst().account, held);
        }
        for (BalanceWrite.Commit write : others) {
            write.spent = commit(write);
        }
    }

    /** What another node has ended meanwhile is not taken twice. */
    private void spend(String account, Map<String, BigDecimal> held) throws SQLException {
        for (String id : held.keySet()) {
            set(end, COMMITTED, id, HELD);
            end.addBatch();
        }
        int[] ended = end.executeBatch();
        BigDecimal sum = BigDecimal.ZERO;
        int i = 0;
        for (BigDecimal amount : held.values()) {
            sum = ended[i] > 0 ? sum.add(amount) : sum;
            i++;
        }
        update(settle, sum, sum, account);
    }

    private Optional<BigDecimal> commit(BalanceWrite.Commit write) throws SQLException {
        Optional<Found> before = find(write.id);
        if (before.isEmpty()) {
            return late(write, write.amount, -1);
        }
        BigDecimal kept = before.get().amount();
        if (update(end, COMMITTED, write.id, HELD) > 0) {
            update(settle, kept, kept, write.account);
            return Optional.of(kept);
        }
        return switch (before.get().state()) {
            case RELEASED -> late(write, kept, RELEASED);
            case UNPAID -> Optional.empty();
            default -> Optional.of(kept);
        };
    }

    /**
     * @param state of its reservation; negative: there is none
     */
    private Optional<BigDecimal> late(BalanceWrite.Commit write, BigDecimal amount, int state)
            throws SQLException {
        boolean paid = update(debit, amount, write.account, amount) > 0;
        int now = paid ? COMMITTED : UNPAID;
        if (state < 0) {
            update(insert, write.id, write.account, amount, now, Long.MAX_VALUE);
        } else {
            update(end, now, write.id, state);
        }
        return paid ? Optional.of(amount) : Optional.empty();
    }

    private void release(BalanceWrite.Release write) throws SQLException {
        Optional<Found> before = find(write.id);
        if (before.isPresent() && update(end, RELEASED, write.id, HELD) > 0) {
            update(settle, BigDecimal.ZERO, before.get().amount(), write.account);
        }
    }

    private boolean topUp(BalanceWrite.TopUp write) throws SQLException {
        if (any(topUpExists, write.id)) {
            return true;
        }
        if (write.amount.signum() >= 0 && !any(exists, write.account)) {
            update(open, write.account);
        }
        boolean enough =
                write.amount.signum() >= 0
                        ? update(settle, write.amount.negate(), BigDecimal.ZERO, write.account) > 0
                        : update(debit, write.amount.negate(), write.account, write.amount.negate())
                                > 0;
        if (enough) {
            update(topUp, write.id, write.account, write.amount, write.now);
        }
        return enough;
    }

    private Optional<Found> find(String id) throws SQLException {
        find.setString(1, id);
        try (ResultSet row = find.executeQuery()) {
            return row.next()
                    ? Optional.of(new Found(row.getBigDecimal(1), row.getInt(2)))
                    : Optional.empty();
        }
    }

    private static boolean any(PreparedStatement query, String key) throws SQLException {
        query.setString(1, key);
        try (ResultSet row = query.executeQuery()) {
            return row.next();
        }
    }

    private static int update(PreparedStatement statement, Object... values) throws SQLException {
        set(statement, values);
        return statement.executeUpdate();
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
