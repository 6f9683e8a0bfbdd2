// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.heliograph.charging.Charging;
import org.heliograph.charging.store.SqlBalances;
import org.heliograph.config.Settings;
import org.heliograph.config.SettingsLoader;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.ResponseStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a message costs 1, what is paid for when the store fails. */
class PaidTest {
    private static final String A = "447700900001";
    private static final String B = "447700900002";

    @TempDir private Path data;

    @BeforeEach
    void giveMoney() throws Exception {
        Path tariffs = Files.createDirectory(data.resolve("tariffs"));
        Files.writeString(tariffs.resolve("Destinations.csv"), "GB,44\n");
        Files.writeString(tariffs.resolve("Rates.csv"), "M,0,1,1,1,0\n");
        Files.writeString(tariffs.resolve("DestinationRates.csv"), "DM,GB,M,*up,4,0,\n");
        Files.writeString(tariffs.resolve("RatingPlans.csv"), "PM,DM,*any,10\n");
        Files.writeString(tariffs.resolve("RatingProfiles.csv"), "heliograph,mms,*any,,PM,\n");
        try (var balances =
                SqlBalances.open(settings().smsc().store(), data, new SimpleMeterRegistry())) {
            balances.topUp("all", A, BigDecimal.TEN, Instant.EPOCH);
        }
    }

    private static Settings settings() throws Exception {
        return SettingsLoader.load(
                List.of(),
                List.of("charging.rating.tariffs=tariffs", "charging.credit.control=prepaid"));
    }

    private Charging charging() throws Exception {
        return Charging.open(
                settings().charging(),
                settings().smsc().store(),
                data,
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }

    private Connection database(String name) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:" + data.resolve(name));
    }

    /** {@return what there is, and how much of it is kept back} */
    private String balance() throws SQLException {
        try (Connection balances = database("charging");
                Statement statement = balances.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT amount, reserved FROM charging_balance")) {
            assertTrue(row.next());
            return row.getBigDecimal(1).stripTrailingZeros().toPlainString()
                    + " "
                    + row.getBigDecimal(2).stripTrailingZeros().toPlainString();
        }
    }

    private static ResponseStatus send(Centre centre, String transactionId) throws Exception {
        var answer = centre.post(A, Messages.send(Messages.headers(transactionId, "+" + B)));
        return assertInstanceOf(MSendConf.class, Centre.pdu(answer)).responseStatus();
    }

    @Test
    void givesMoneyBackOnlyForWhatIsCertainlyNotStored() throws Exception {
        try (TestSmsc smsc = new TestSmsc(0)) {
            try (Charging charging = charging();
                    Centre centre =
                            Centre.charging(data, smsc.port(), Clock.systemUTC(), charging);
                    Connection database = database("mmsc");
                    Statement statement = database.createStatement()) {
                statement.execute(
                        "ALTER TABLE journal ADD CONSTRAINT stuck CHECK (NOT EXISTS"
                                + " (SELECT 1 FROM charging_record WHERE made_at > entry))");
                assertEquals(ResponseStatus.ERROR_TRANSIENT_FAILURE, send(centre, "uncertain"));
                assertEquals("10 1", balance(), "it may be delivered after the next start");
                assertEquals(ResponseStatus.ERROR_TRANSIENT_FAILURE, send(centre, "certain"));
                assertEquals("10 1", balance(), "the second one's is given back");
                statement.execute("ALTER TABLE journal DROP CONSTRAINT stuck");
            }
            try (Charging charging = charging();
                    Centre _ = Centre.charging(data, smsc.port(), Clock.systemUTC(), charging)) {
                assertInstanceOf(MNotificationInd.class, TestSmsc.pdu(smsc.nextSubmit()));
                awaitBalance("9 0");
            }
        }
    }

    private void awaitBalance(String expected) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!balance().equals(expected) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEquals(expected, balance());
    }
}
