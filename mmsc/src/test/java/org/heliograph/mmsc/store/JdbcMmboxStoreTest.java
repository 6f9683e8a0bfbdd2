// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.mmsc.Messages;
import org.heliograph.mmsc.message.MmState;
import org.heliograph.mmsc.message.MmboxQuota;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.StoredMessage;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.message.Tokens;
import org.heliograph.mmsc.mmbox.MmboxStore;
import org.heliograph.mmsc.mmbox.MmboxStore.Kept;
import org.heliograph.mmsc.mmbox.MmboxStore.Removed;
import org.heliograph.mmsc.mmbox.MmboxStore.Selection;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcMmboxStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00.123Z");
    private static final Tokens TOKENS = new Tokens(InstantSource.system(), "mms.example");
    private static final Msisdn A = new Msisdn("447700900001");
    private static final Msisdn B = new Msisdn("447700900002");
    private static final MmboxQuota QUOTA = new MmboxQuota(3, 1_000);
    private static final Selection ALL = new Selection(List.of(), List.of());

    @TempDir private Path directory;
    private EmbeddedDatabase file;
    private Database database;
    private MmboxStore store;

    @BeforeEach
    void open() throws Exception {
        file = EmbeddedDatabase.open(directory, "mmsc");
        database = Database.on(file, new SimpleMeterRegistry());
        store = new JdbcMmboxStore(database);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        file.close();
    }

    private static StoredMessage message(
            Msisdn owner, Token content, long octets, MmState state, List<String> flags) {
        MultimediaMessage message =
                new MultimediaMessage(
                        TOKENS.messageId(),
                        A,
                        Messages.send(Messages.headers("t", "+447700900002")).headers(),
                        content,
                        octets,
                        NOW,
                        NOW.plus(Duration.ofDays(1)));
        return new StoredMessage(
                TOKENS.token(),
                owner,
                StoredMessage.sent(message.id()),
                message,
                state,
                flags,
                NOW);
    }

    private static StoredMessage message(Msisdn owner, long octets) {
        return message(owner, TOKENS.token(), octets, MmState.NEW, List.of());
    }

    private boolean holds(Token content) {
        return new JdbcExpiryStore(database).holds(content);
    }

    @Test
    void keepsAMessageForItsOwnerOnce() {
        StoredMessage one =
                message(A, TOKENS.token(), 400, MmState.DRAFT, List.of("fun", "work_%"));
        assertEquals(new Kept.New(), store.add(one, QUOTA));
        StoredMessage found = store.find(A, one.token()).orElseThrow();
        assertEquals(one.message().headers().entries(), found.message().headers().entries());
        assertEquals(one.flags(), found.flags());
        assertEquals(one.state(), found.state());
        assertEquals(one.message().id(), found.message().id());
        assertEquals(one.message().expiresAt(), found.message().expiresAt());
        assertEquals(one.storedAt(), found.storedAt());
        assertTrue(store.find(B, one.token()).isEmpty());
        assertTrue(store.byOrigin(B, one.origin()).isEmpty());
        assertEquals(
                Optional.of(one.token()),
                store.byOrigin(A, one.origin()).map(StoredMessage::token));
        assertTrue(
                store.add(one, QUOTA) instanceof Kept.Repeat(StoredMessage before)
                        && before.token().equals(one.token()));
        assertEquals(new MmboxQuota(1, 400), store.totals(A));
        assertEquals(new MmboxQuota(0, 0), store.totals(B));
    }

    @Test
    void keepsNoMoreThanTheQuota() {
        assertEquals(new Kept.New(), store.add(message(A, 600), QUOTA));
        assertEquals(new Kept.Full(), store.add(message(A, 401), QUOTA), "octets");
        assertEquals(new Kept.New(), store.add(message(A, 400), QUOTA));
        assertEquals(new Kept.New(), store.add(message(A, 0), QUOTA));
        assertEquals(new Kept.Full(), store.add(message(A, 0), QUOTA), "messages");
        assertEquals(new Kept.New(), store.add(message(B, 1_000), QUOTA), "of another");
    }

    @Test
    void sharesOnlyAContentThatIsKept() {
        StoredMessage first = message(A, 10);
        assertEquals(new Kept.ContentGone(), store.share(first, QUOTA));
        store.add(first, QUOTA);
        Token content = first.message().content();
        StoredMessage second = message(B, content, 10, MmState.NEW, List.of());
        assertEquals(new Kept.New(), store.share(second, QUOTA));
        assertTrue(store.remove(B, first.token()).isEmpty(), "another's");
        assertEquals(Optional.of(new Removed(content, false)), store.remove(A, first.token()));
        assertTrue(holds(content));
        assertEquals(Optional.of(new Removed(content, true)), store.remove(B, second.token()));
        assertFalse(holds(content));
        assertTrue(store.remove(B, second.token()).isEmpty());
    }

    @Test
    void selectsByAnyStateAndAnyFlag() {
        StoredMessage draft = message(A, TOKENS.token(), 1, MmState.DRAFT, List.of("a", "b"));
        StoredMessage sent = message(A, TOKENS.token(), 1, MmState.SENT, List.of("b"));
        StoredMessage fresh = message(A, TOKENS.token(), 1, MmState.NEW, List.of("ab"));
        List.of(draft, sent, fresh).forEach(one -> store.add(one, QUOTA));
        assertEquals(3, store.select(A, ALL, 0, 9).size());
        assertEquals(0, store.select(B, ALL, 0, 9).size());
        assertEquals(2, store.select(A, ALL, 1, 9).size());
        assertEquals(1, store.select(A, ALL, 0, 1).size());
        assertEquals(0, store.select(A, ALL, Long.MAX_VALUE, 9).size());
        assertEquals(
                2,
                store.select(A, new Selection(List.of(MmState.DRAFT, MmState.NEW), List.of()), 0, 9)
                        .size());
        assertEquals(
                List.of(draft.token()),
                store.select(A, new Selection(List.of(), List.of("a")), 0, 9).stream()
                        .map(StoredMessage::token)
                        .toList());
        assertEquals(
                List.of(sent.token()),
                store
                        .select(A, new Selection(List.of(MmState.SENT), List.of("b", "z")), 0, 9)
                        .stream()
                        .map(StoredMessage::token)
                        .toList());
    }

    @Test
    void changesWhatIsThere() {
        StoredMessage one = message(A, 1);
        store.add(one, QUOTA);
        assertTrue(store.change(B, one.token(), before -> before).isEmpty());
        store.change(A, one.token(), before -> before.marked(MmState.SENT, List.of("x")));
        StoredMessage found = store.find(A, one.token()).orElseThrow();
        assertEquals(MmState.SENT, found.state());
        assertEquals(List.of("x"), found.flags());
    }

    @Test
    void letsGoOfWhatWasKeptForItsTime() {
        StoredMessage one = message(A, 1);
        store.add(one, QUOTA);
        store.add(message(A, 1), QUOTA);
        Instant end = one.message().expiresAt();
        assertEquals(List.of(), store.expire(end.minusMillis(1), 9));
        assertEquals(1, store.expire(end, 1).size());
        assertEquals(1, store.expire(end, 9).size());
        assertEquals(new MmboxQuota(0, 0), store.totals(A));
        assertFalse(holds(one.message().content()));
    }
}
