// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.mmsc.Messages;
import org.heliograph.mmsc.message.Address;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.Filing;
import org.heliograph.mmsc.message.MessageStore.Inserted;
import org.heliograph.mmsc.message.MessageStore.Moved;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.NewRecipient;
import org.heliograph.mmsc.message.NextPush;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.Refusal;
import org.heliograph.mmsc.message.Repeats;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.mmsc.message.Tokens;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered is found again, whatever of it the tables had when the process ended. */
class WriteAheadTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00.123Z");
    private static final Msisdn SENDER = new Msisdn("447700900001");

    private final Tokens tokens = new Tokens(InstantSource.system(), "mms.example");

    @TempDir private Path directory;
    private Path running;
    private Path crashed;

    @BeforeEach
    void makeDirectories() throws Exception {
        running = Files.createDirectory(directory.resolve("running"));
        crashed = Files.createDirectory(directory.resolve("crashed"));
    }

    private Delivery kept(JdbcMessageStore store, Duration life) {
        MultimediaMessage message =
                new MultimediaMessage(
                        tokens.messageId(),
                        SENDER,
                        Messages.send(Messages.headers("t", "+447700900002")).headers(),
                        tokens.token(),
                        9,
                        NOW,
                        NOW.plus(life));
        Recipient recipient =
                Recipient.of(
                        tokens.token(),
                        Address.of(new Msisdn("447700900002")),
                        Refusal.NONE,
                        tokens.transactionId(),
                        NOW);
        assertInstanceOf(
                Inserted.New.class,
                store.insert(
                        message,
                        List.of(
                                new NewRecipient(
                                        recipient, new NextPush.At(PushKind.NOTIFICATION, NOW))),
                        new Repeats(message.id().hashCode(), NOW),
                        new Filing.None()));
        return new Delivery(message, recipient);
    }

    /** As a kill -9 at this moment would leave it. */
    private void crash() throws Exception {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(running)) {
            for (Path file : files) {
                Files.copy(file, crashed.resolve(running.relativize(file)));
            }
        }
    }

    private static RecipientState move(
            JdbcMessageStore store, Delivery delivery, RecipientState next) {
        assertInstanceOf(
                Moved.Done.class,
                store.move(delivery.recipient().token(), next, NOW, new NextPush.None()));
        return next;
    }

    private static RecipientState state(JdbcMessageStore store, Delivery delivery) {
        return store.byToken(delivery.recipient().token()).orElseThrow().recipient().state();
    }

    @Test
    void findsEverythingThatWasAnsweredAfterACrash() throws Exception {
        Delivery forgotten;
        Delivery retrieved;
        Delivery due;
        try (EmbeddedDatabase file = EmbeddedDatabase.openBehindJournal(running, "mmsc");
                Database database = Database.on(file, new SimpleMeterRegistry())) {
            JdbcMessageStore store = new JdbcMessageStore(database);
            forgotten = kept(store, Duration.ZERO);
            retrieved = kept(store, Duration.ofDays(1));
            move(store, forgotten, RecipientState.EXPIRED);
            assertEquals(1, new JdbcExpiryStore(database).forget(NOW, 9));
            due = kept(store, Duration.ofDays(1));
            move(store, retrieved, RecipientState.NOTIFIED);
            move(store, retrieved, RecipientState.RETRIEVED);
            crash();
        }

        for (int start = 0; start < 2; start++) { // what was applied once is not applied again
            try (EmbeddedDatabase file = EmbeddedDatabase.openBehindJournal(crashed, "mmsc");
                    Database database = Database.on(file, new SimpleMeterRegistry())) {
                JdbcMessageStore store = new JdbcMessageStore(database);
                assertTrue(store.byToken(forgotten.recipient().token()).isEmpty());
                assertEquals(RecipientState.RETRIEVED, state(store, retrieved));
                assertEquals(RecipientState.DUE, state(store, due));
                assertEquals(
                        due.message(),
                        store.byToken(due.recipient().token()).orElseThrow().message());
                Delivery next = kept(store, Duration.ofDays(1));
                assertEquals(RecipientState.DUE, state(store, next), "under an id of its own");
            }
        }
    }

    /** What was put down and changed before the tables had it gets there as it then is. */
    @Test
    void bringsToTheTablesWhatAllChangesComeTo() throws Exception {
        Delivery due;
        Delivery notified;
        Delivery retrieved;
        try (EmbeddedDatabase file = EmbeddedDatabase.openBehindJournal(running, "mmsc");
                Database database = Database.on(file, new SimpleMeterRegistry())) {
            JdbcMessageStore store = new JdbcMessageStore(database);
            due = kept(store, Duration.ofDays(1));
            notified = kept(store, Duration.ofDays(1));
            retrieved = kept(store, Duration.ofDays(1));
            move(store, notified, RecipientState.NOTIFIED);
            move(store, retrieved, RecipientState.NOTIFIED);
            move(store, retrieved, RecipientState.RETRIEVED);
        }
        try (EmbeddedDatabase file = EmbeddedDatabase.openBehindJournal(running, "mmsc");
                Database database = Database.on(file, new SimpleMeterRegistry())) {
            JdbcMessageStore store = new JdbcMessageStore(database);
            assertEquals(RecipientState.DUE, state(store, due));
            assertEquals(RecipientState.NOTIFIED, state(store, notified));
            assertEquals(RecipientState.RETRIEVED, state(store, retrieved));
            JdbcExpiryStore expiry = new JdbcExpiryStore(database);
            assertTrue(expiry.holds(notified.message().content()));
            assertFalse(expiry.holds(retrieved.message().content()));
            assertEquals(
                    List.of(due),
                    new JdbcPushStore(database).due(PushKind.NOTIFICATION, NOW, 9),
                    "with no push that is over");
        }
    }

    /** What is in the journal is answered for: it gets to the tables when they take it again. */
    @Test
    void goesOnWhileTheTablesTakeNothing() throws Exception {
        try (EmbeddedDatabase file = EmbeddedDatabase.openBehindJournal(running, "mmsc");
                Database database = Database.on(file, new SimpleMeterRegistry());
                Connection other = file.connect();
                Statement statement = other.createStatement()) {
            JdbcMessageStore store = new JdbcMessageStore(database);
            statement.execute("ALTER TABLE message ADD CONSTRAINT stuck CHECK (sender = '1')");
            Delivery first = kept(store, Duration.ofDays(1));
            JdbcExpiryStore expiry = new JdbcExpiryStore(database);
            assertThrows(StoreException.class, () -> expiry.holds(first.message().content()));
            Delivery second = kept(store, Duration.ofDays(1));
            move(store, first, RecipientState.RETRIEVED);

            statement.execute("ALTER TABLE message DROP CONSTRAINT stuck");
            assertTrue(expiry.holds(second.message().content()));
            assertFalse(expiry.holds(first.message().content()));
        }
    }
}
