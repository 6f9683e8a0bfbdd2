// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.charging.credit.Balances;
import org.heliograph.config.ConfigException;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.config.GroupCommit;
import org.heliograph.config.SmscSettings;
import org.heliograph.config.SqlDatabase;

/**
 * Balances in a database. One thread writes for all of this process; other nodes of a PostgreSQL
 * write at the same time, which is why each change of a balance says in its condition what it
 * relies on.
 */
public final class SqlBalances implements Balances {
    private static final int EXPIRED_AT_A_TIME = 500;

    /** Class of the SQLSTATEs of a server that chose this transaction to end a circle of waits. */
    private static final String ROLLED_BACK = "40";

    /** For one change: it would have to be the chosen one each time. */
    private static final int TRIES = 3;

    private final SqlDatabase database;
    private final GroupCommit<List<? extends BalanceWrite>> writer;

    /**
     * Opens the balances of an installation: in the server's database where messages are in one,
     * else in an embedded one of their own.
     */
    public static SqlBalances open(SmscSettings.Store store, Path data, MeterRegistry meters)
            throws ConfigException, IOException {
        SqlDatabase database =
                store.shared() ? store.open(data) : EmbeddedDatabase.open(data, "charging");
        try {
            return new SqlBalances(database, meters);
        } catch (SQLException e) {
            throw new IOException("cannot open the balances: " + e.getMessage(), e);
        }
    }

    /**
     * @param database closed with this
     * @throws SQLException if it cannot be written to now
     */
    SqlBalances(SqlDatabase database, MeterRegistry meters) throws SQLException {
        this.database = database;
        Schema.make(database, Schema.BALANCES);
        this.writer =
                new GroupCommit<>(database, 1, "charging-balances", meters, BalanceStatements::new);
    }

    @Override
    public List<Held> reserve(List<Cost> costs, Instant expiresAt) throws IOException {
        long until = expiresAt.toEpochMilli();
        List<BalanceWrite.Reserve> writes =
                costs.stream()
                        .map(
                                cost ->
                                        new BalanceWrite.Reserve(
                                                cost.id(), cost.account(), cost.amount(), until))
                        .toList();
        make(writes);
        return writes.stream().map(write -> write.result.orElseThrow()).toList();
    }

    @Override
    public List<Optional<BigDecimal>> commit(List<Cost> costs, Instant expiresAt)
            throws IOException {
        long until = expiresAt.toEpochMilli();
        List<BalanceWrite.Commit> writes =
                costs.stream()
                        .map(
                                cost ->
                                        new BalanceWrite.Commit(
                                                cost.id(), cost.account(), cost.amount(), until))
                        .toList();
        make(writes);
        return writes.stream().map(write -> write.spent.map(SqlBalances::shortest)).toList();
    }

    @Override
    public void release(List<Cost> costs) throws IOException {
        make(
                costs.stream()
                        .map(cost -> new BalanceWrite.Release(cost.id(), cost.account()))
                        .toList());
    }

    @Override
    public Optional<Balance> topUp(String id, String account, BigDecimal amount, Instant now)
            throws IOException {
        var write = new BalanceWrite.TopUp(id, account, amount, now.toEpochMilli());
        make(List.of(write));
        return write.enough ? find(account) : Optional.empty();
    }

    @Override
    public int expire(Instant now, Instant forgetBefore) throws IOException {
        int ended = 0;
        List<BalanceWrite> expired;
        do {
            expired = expired(now);
            make(expired);
            ended += expired.size();
        } while (expired.size() == EXPIRED_AT_A_TIME);
        make(List.of(new BalanceWrite.Forget(forgetBefore.toEpochMilli())));
        return ended;
    }

    private List<BalanceWrite> expired(Instant now) throws IOException {
        return read(
                "SELECT id, account FROM charging_reservation WHERE state = 0 AND expires_at <= ?"
                        + " ORDER BY expires_at LIMIT "
                        + EXPIRED_AT_A_TIME,
                statement -> statement.setLong(1, now.toEpochMilli()),
                row -> new BalanceWrite.Release(row.getString(1), row.getString(2)));
    }

    @Override
    public Optional<Balance> find(String account) throws IOException {
        return read(
                        "SELECT account, amount, reserved FROM charging_balance WHERE account = ?",
                        statement -> statement.setString(1, account),
                        SqlBalances::balance)
                .stream()
                .findFirst();
    }

    @Override
    public List<Balance> list(int most) throws IOException {
        return read(
                "SELECT account, amount, reserved FROM charging_balance ORDER BY account LIMIT ?",
                statement -> statement.setInt(1, most),
                SqlBalances::balance);
    }

    private static Balance balance(ResultSet row) throws SQLException {
        return new Balance(
                row.getString(1), shortest(row.getBigDecimal(2)), shortest(row.getBigDecimal(3)));
    }

    private static BigDecimal shortest(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** All or none, in one transaction. */
    private void make(List<? extends BalanceWrite> writes) throws IOException {
        if (writes.isEmpty()) {
            return;
        }
        for (int tries = 1; true; tries++) {
            try {
                writer.write(writes);
                return;
            } catch (SQLException e) {
                if (tries == TRIES || !isRolledBack(e)) {
                    throw new IOException(e.getMessage(), e);
                }
            }
        }
    }

    private static boolean isRolledBack(SQLException e) {
        return !(e instanceof GroupCommit.UncertainException)
                && e.getCause() instanceof SQLException server
                && String.valueOf(server.getSQLState()).startsWith(ROLLED_BACK);
    }

    /** Sets what a statement asks for. */
    @FunctionalInterface
    private interface Binding {
        void on(PreparedStatement statement) throws SQLException;
    }

    /** Reads a row. */
    @FunctionalInterface
    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String query, Binding binding, Row<? extends T> row)
            throws IOException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(query)) {
            binding.on(statement);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row.of(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IOException("cannot read balances: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        writer.close();
        try {
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot close the database of balances", e);
        }
    }
}
