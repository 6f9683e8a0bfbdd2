// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose tables take no change. */
class StuckStoreTest {
    private static final String A = "447700900001";
    private static final String B = "447700900002";

    /** Longer than the store is left alone between two looks, and than the first retry. */
    private static final Duration LONG_ENOUGH = Duration.ofMillis(2_500);

    private static final int MOST_LOOKS = 100;

    @TempDir private Path data;

    @Test
    void doesNotPushAgainWhatTheSmscTookWhileThatCannotBeWrittenDown() throws Exception {
        try (TestSmsc smsc = new TestSmsc(0);
                Centre centre = new Centre(data, smsc.port(), Clock.systemUTC());
                Connection database = DriverManager.getConnection("jdbc:h2:" + data + "/mmsc");
                Statement statement = database.createStatement()) {
            statement.execute(
                    "ALTER TABLE recipient ADD CONSTRAINT stuck"
                            + " CHECK (state = 'DUE' AND attempts = 0)");
            centre.post(A, Messages.send(Messages.headers("t", "+" + B)));
            assertInstanceOf(MNotificationInd.class, TestSmsc.pdu(smsc.nextSubmit()));
            assertTrue(smsc.isQuietFor(LONG_ENOUGH), "pushed again");

            statement.execute("ALTER TABLE recipient DROP CONSTRAINT stuck");
            RecipientState state = RecipientState.DUE;
            for (int i = 0; i < MOST_LOOKS && state == RecipientState.DUE; i++) {
                assertTrue(smsc.isQuietFor(Duration.ofMillis(100)), "pushed again");
                state = state(statement);
            }
            assertEquals(RecipientState.NOTIFIED, state);
        }
    }

    private static RecipientState state(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT state FROM recipient")) {
            return row.next() ? RecipientState.valueOf(row.getString(1)) : RecipientState.DUE;
        }
    }
}
