// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.mmsc.Messages;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.Token;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of the release before there were versions is brought along with what is in it. */
class SchemaTest {
    private static final Instant ACCEPTED = Instant.parse("2026-11-22T08:00:00.123Z");

    @TempDir private Path directory;

    private static void fillAsBefore(EmbeddedDatabase file) throws Exception {
        String headers =
                MmsCodec.encode(
                                new MSendReq(
                                        Messages.send(Messages.headers("t", "+447700900002"))
                                                .headers(),
                                        Octets.EMPTY))
                        .toHex();
        try (Connection connection = file.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : Schema.STEPS.getFirst()) {
                statement.execute(sql);
            }
            statement.execute(
                    """
                    INSERT INTO message (message_id, sender, headers, content, content_octets,
                        accepted_at, expires_at, open_recipients)
                    VALUES ('m@x', '447700900001', X'%s', 'AAAAAAAAAAAAAAAAAAAAAA', 9,
                        TIMESTAMP WITH TIME ZONE '2026-11-22 10:00:00.123+02:00',
                        TIMESTAMP WITH TIME ZONE '2026-11-29 08:00:00.123+00:00', 2)
                    """
                            .formatted(headers));
            recipient(
                    statement, "BBBBBBBBBBBBBBBBBBBBBB", "447700900002", "NOTIFIED", "NULL, NULL");
            recipient(
                    statement,
                    "CCCCCCCCCCCCCCCCCCCCCC",
                    "447700900003",
                    "DUE",
                    "'NOTIFICATION', TIMESTAMP WITH TIME ZONE '2026-11-22 08:05:00+00:00'");
        }
    }

    private static void recipient(
            Statement statement, String token, String address, String state, String push)
            throws Exception {
        statement.execute(
                """
                INSERT INTO recipient (token, message, address, transaction_id, state, changed_at,
                    attempts, push, next_attempt_at)
                VALUES ('%s', 1, '%s', 'tr', '%s',
                    TIMESTAMP WITH TIME ZONE '2026-11-22 08:00:01+00:00', 3, %s)
                """
                        .formatted(token, address, state, push));
    }

    @Test
    void bringsMessagesAndRecipientsAlong() throws Exception {
        try (EmbeddedDatabase file = EmbeddedDatabase.open(directory, "mmsc")) {
            fillAsBefore(file);
            for (int start = 0; start < 2; start++) {
                try (Database database = Database.on(file, new SimpleMeterRegistry())) {
                    check(database);
                }
            }
        }
    }

    private static void check(Database database) {
        JdbcMessageStore store = new JdbcMessageStore(database);
        Delivery notified = store.byToken(new Token("BBBBBBBBBBBBBBBBBBBBBB")).orElseThrow();
        assertEquals(ACCEPTED, notified.message().acceptedAt());
        assertEquals(ACCEPTED.plus(Duration.ofDays(7)), notified.message().expiresAt());
        assertEquals(RecipientState.NOTIFIED, notified.recipient().state());
        Delivery due = store.byToken(new Token("CCCCCCCCCCCCCCCCCCCCCC")).orElseThrow();
        assertEquals(3, due.recipient().attempts());
        JdbcPushStore pushes = new JdbcPushStore(database);
        Instant nextAttemptAt = Instant.parse("2026-11-22T08:05:00Z");
        assertEquals(1, pushes.due(PushKind.NOTIFICATION, nextAttemptAt.minusMillis(1), 9).size());
        assertEquals(2, pushes.due(PushKind.NOTIFICATION, nextAttemptAt, 9).size());
        assertTrue(new JdbcExpiryStore(database).holds(notified.message().content()));
    }
}
