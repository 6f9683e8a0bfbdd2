// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.store;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.heliograph.charging.credit.Balances;
import org.heliograph.config.EmbeddedDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBalancesTest implements BalancesContract {
    @TempDir private Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Balances balances;

    @BeforeEach
    void open() throws Exception {
        balances =
                new SqlBalances(
                        EmbeddedDatabase.open(directory, "charging"), new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        balances.close();
    }

    @Override
    public Balances balances() {
        return balances;
    }

    @Override
    public Balances restarted(String statement) throws Exception {
        balances.close();
        try (var database = EmbeddedDatabase.open(directory, "charging");
                var connection = database.connect();
                var direct = connection.createStatement()) {
            direct.execute(statement);
        }
        open();
        return balances;
    }
}
