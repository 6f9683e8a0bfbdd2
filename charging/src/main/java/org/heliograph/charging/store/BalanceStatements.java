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
 * in the same order. Reservations they lock as they come, so that two that end the same one may
 * wait for each other in a circle; the server ends that, and {@link SqlBalances} tries again.
 */
final class BalanceStatements implements GroupCommit.Transaction<List<? extends BalanceWrite>> {
    private static final int HELD = 0;
    private static final int COMMITTED = 1;
    private static final int RELEASED = 2;

    /** Was to be committed after it had expired, when there was not enough left. */
    private static final int UNPAID = 3;

    /**
     * A reservation.
     *
     * @param account who it was kept back of, which counts, whoever is said to pay by now
     */
    private record Found(String account, BigDecimal amount, int state) {}

    private final PreparedStatement find;
    private final PreparedStatement hold;
    private final PreparedStatement exists;
    private final PreparedStatement insert;
    private final PreparedStatement end;
    private final PreparedStatement endLate;
    private final PreparedStatement settle;
    private final PreparedStatement debit;
    private final PreparedStatement topUpExists;
    private final PreparedStatement topUp;
    private final PreparedStatement open;
    private final PreparedStatement forget;

    BalanceStatements(Connection connection) throws SQLException {
        find =
                connection.prepareStatement(
                        "SELECT account, amount, state FROM charging_reservation WHERE id = ?");
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
        endLate =
                connection.prepareStatement(
                        "UPDATE charging_reservation SET state = ?, expires_at = ?"
                                + " WHERE id = ? AND state = ?");
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
        Map<BalanceWrite.Commit, BigDecimal> held = new LinkedHashMap<>();
        List<BalanceWrite.Commit> others = new ArrayList<>();
        for (BalanceWrite.Commit write : run) {
            Optional<Found> before = find(write.id);
            if (before.isPresent()
                    && before.get().state() == HELD
                    && before.get().account().equals(write.account)) {
                held.put(write, before.get().amount());
            } else {
                others.add(write);
            }
        }
        if (!held.isEmpty()) {
            others.addAll(spend(run.getFirst().account, held));
        }
        for (BalanceWrite.Commit write : others) {
            write.spent = commit(write);
        }
    }

    /** {@return those that somebody else has ended meanwhile: another node, or one before it} */
    private List<BalanceWrite.Commit> spend(
            String account, Map<BalanceWrite.Commit, BigDecimal> held) throws SQLException {
        for (BalanceWrite.Commit write : held.keySet()) {
            set(end, COMMITTED, write.id, HELD);
            end.addBatch();
        }
        int[] ended = end.executeBatch();
        List<BalanceWrite.Commit> others = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        int i = 0;
        for (Map.Entry<BalanceWrite.Commit, BigDecimal> one : held.entrySet()) {
            if (ended[i] > 0) {
                sum = sum.add(one.getValue());
                one.getKey().spent = Optional.of(one.getValue());
            } else {
                others.add(one.getKey());
            }
            i++;
        }
        update(settle, sum, sum, account);
        return others;
    }

    private Optional<BigDecimal> commit(BalanceWrite.Commit write) throws SQLException {
        boolean held = update(end, COMMITTED, write.id, HELD) > 0;
        Optional<Found> before = find(write.id);
        if (before.isEmpty()) {
            int paid = debit(write.account, write.amount);
            update(insert, write.id, write.account, write.amount, paid, write.expiresAt);
            return paid == COMMITTED ? Optional.of(write.amount) : Optional.empty();
        }
        Found kept = before.get();
        int state = kept.state();
        if (held) {
            update(settle, kept.amount(), kept.amount(), kept.account());
        } else if (state == RELEASED) {
            state = debit(kept.account(), kept.amount());
            update(endLate, state, write.expiresAt, write.id, RELEASED);
        }
        return state == UNPAID ? Optional.empty() : Optional.of(kept.amount());
    }

    /**
     * {@return how what comes too late for its reservation ends: if there is enough, it is paid}
     */
    private int debit(String account, BigDecimal amount) throws SQLException {
        return update(debit, amount, account, amount) > 0 ? COMMITTED : UNPAID;
    }

    private void release(BalanceWrite.Release write) throws SQLException {
        Optional<Found> before = find(write.id);
        if (before.isPresent() && update(end, RELEASED, write.id, HELD) > 0) {
            update(settle, BigDecimal.ZERO, before.get().amount(), before.get().account());
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
                    ? Optional.of(new Found(row.getString(1), row.getBigDecimal(2), row.getInt(3)))
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
