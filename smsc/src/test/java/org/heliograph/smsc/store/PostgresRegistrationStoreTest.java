// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.heliograph.config.SqlDatabase;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.register.Registration;
import org.heliograph.smsc.register.RegistrationStore;
import org.heliograph.smsc.register.RegistrationStoreContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresRegistrationStoreTest implements RegistrationStoreContract {
    private static @Nullable PostgresServer running;
    private final List<RegistrationStore> opened = new ArrayList<>();
    private SqlDatabase database;
    private RegistrationStore store;

    @BeforeAll
    static void startServer() throws Exception {
        running = PostgresServer.start();
    }

    private static PostgresServer server() {
        return Objects.requireNonNull(running);
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (running != null) {
            running.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        database = server().database();
        store = opened();
    }

    private RegistrationStore opened() throws StoreException {
        RegistrationStore another =
                SqlRegistrationStore.open(database, true, new SimpleMeterRegistry());
        opened.add(another);
        return another;
    }

    @AfterEach
    void close() {
        opened.forEach(RegistrationStore::close);
    }

    @Override
    public RegistrationStore store() {
        return store;
    }

    @Override
    public RegistrationStore afterCrash() throws Exception {
        server().crash();
        server().startAgain();
        return opened();
    }

    private static Registration phone(int i, long seconds) {
        return RegistrationStoreContract.registration("4477009" + (10_000 + i), "phone", seconds);
    }

    @Test
    void nodesHearOfEachOthersRegistrationsOnceAndOfTheirEnd() throws Exception {
        RegistrationStore other = opened();
        store.keep(List.of(phone(1, 600)));
        assertEquals(List.of(phone(1, 600)), RegistrationStoreContract.live(other, NOW));
        store.keep(List.of(phone(2, 600)));
        assertEquals(List.of(phone(2, 600)), other.changedElsewhere());
        store.keep(List.of(phone(1, 0)));
        assertEquals(List.of(phone(1, 0)), other.changedElsewhere());
        assertEquals(List.of(), other.changedElsewhere());
    }

    /** A transaction that began before the one that was read last, and ends after it. */
    @Test
    void missesNothingOfATransactionThatEndsLate() throws Exception {
        RegistrationStoreContract.live(store, NOW);
        try (Connection slow = database.connect();
                var statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO registration (subscriber, device, expires_at, details, node,"
                            + " changed) VALUES ('447700910003', 'phone', "
                            + phone(3, 600).expiresAt().toEpochMilli()
                            + ", 'slow', 1, txid_current())");
            RegistrationStore other = opened();
            other.keep(List.of(phone(4, 600)));
            assertEquals(List.of(phone(4, 600)), store.changedElsewhere());
            slow.commit();
            assertTrue(
                    store.changedElsewhere().stream()
                            .anyMatch(one -> one.details().equals("slow")));
        }
    }

    /** Each has its index, so that no query grows with what is registered. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT details FROM registration WHERE changed >= 9000000 AND node <> 7",
                "SELECT expires_at FROM registration WHERE expires_at < 5 ORDER BY expires_at"
                        + " LIMIT 1 OFFSET 5000",
                "DELETE FROM registration WHERE expires_at < 5"
            })
    void readsByIndexAlone(String sql) throws Exception {
        store.keep(IntStream.range(0, 5_000).mapToObj(i -> phone(i, 600)).toList());
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("ANALYZE");
            var plan = new StringBuilder();
            try (var row = statement.executeQuery("EXPLAIN " + sql)) {
                while (row.next()) {
                    plan.append(row.getString(1)).append('\n');
                }
            }
            assertTrue(plan.indexOf("Index") >= 0 && plan.indexOf("Seq Scan") < 0, plan::toString);
        }
    }
}
