// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.heliograph.mmsc.Messages;
import org.heliograph.mmsc.message.Address;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.NewRecipient;
import org.heliograph.mmsc.message.NextPush;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.Refusal;
import org.heliograph.mmsc.message.Repeats;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.message.Tokens;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.Test;

class RecentTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00.123Z");
    private static final Msisdn SENDER = new Msisdn("447700900001");
    private static final Msisdn TO = new Msisdn("447700900002");

    /** Room for one message, not for two. */
    private static final long LITTLE = 4_000;

    private final Tokens tokens = new Tokens(InstantSource.system(), "mms.example");
    private final Recent recent = new Recent(LITTLE);

    private NewMessage message(long fingerprint) {
        MultimediaMessage message =
                new MultimediaMessage(
                        tokens.messageId(),
                        SENDER,
                        Messages.send(Messages.headers("t", "+447700900002")).headers(),
                        tokens.token(),
                        9,
                        NOW,
                        NOW.plusSeconds(60));
        Recipient recipient =
                Recipient.of(
                        tokens.token(), Address.of(TO), Refusal.NONE, tokens.transactionId(), NOW);
        return new NewMessage(
                fingerprint,
                message,
                Deliveries.headers(message.headers()),
                List.of(new NewRecipient(recipient, new NextPush.None())),
                fingerprint);
    }

    private static Token token(NewMessage message) {
        return message.recipients().getFirst().recipient().token();
    }

    private Optional<RecipientState> state(NewMessage message) {
        return recent.find(token(message)).map(found -> found.recipient().state());
    }

    private void move(NewMessage message, RecipientState next) {
        Recent.Entry entry = recent.entry(token(message)).orElseThrow();
        recent.move(entry, new Move(message.id(), token(message), next, NOW, new NextPush.None()));
    }

    @Test
    void showsNobodyWhatIsNotInTheJournal() {
        NewMessage one = message(1);
        recent.add(one);
        assertTrue(recent.repeated(SENDER, new Repeats(1, NOW)).isPresent(), "to the writer");
        assertEquals(Optional.empty(), state(one));
        recent.publish(1, 0);
        assertEquals(Optional.of(RecipientState.DUE), state(one));

        move(one, RecipientState.RETRIEVED);
        Recent.Entry entry = recent.entry(token(one)).orElseThrow();
        assertEquals(RecipientState.RETRIEVED, recent.recipient(entry, token(one)).state());
        assertTrue(recent.isDone(entry));
        assertEquals(Optional.of(RecipientState.DUE), state(one));
        recent.discard();
        assertFalse(recent.isDone(entry));
        assertEquals(RecipientState.DUE, recent.recipient(entry, token(one)).state());
    }

    @Test
    void letsGoOfTheOldestOnceTheTablesHaveIt() {
        NewMessage first = message(1);
        NewMessage second = message(2);
        recent.add(first);
        recent.publish(1, 0);
        recent.add(second);
        recent.publish(2, 0);
        assertTrue(state(first).isPresent(), "the tables have it not");
        move(second, RecipientState.NOTIFIED);
        recent.publish(3, 2);
        assertEquals(Optional.empty(), state(first));
        assertEquals(Optional.empty(), recent.repeated(SENDER, new Repeats(1, NOW)));
        assertEquals(Optional.of(RecipientState.NOTIFIED), state(second));
    }

    @Test
    void asksTheTablesForWhatIsChangedOtherwise() {
        NewMessage first = message(1);
        NewMessage second = message(2);
        recent.add(first);
        recent.add(second);
        recent.publish(1, 0);
        recent.dropOf(token(first));
        recent.dropWith(second.message().content());
        assertTrue(recent.entry(token(first)).isEmpty());
        assertTrue(recent.entry(token(second)).isEmpty());
        recent.publish(2, 2);
        assertEquals(Optional.empty(), state(first));
        assertEquals(
                Optional.empty(),
                recent.find(TO, second.recipients().getFirst().recipient().transactionId()));
    }

    @Test
    void knowsByItsTransactionWhoHasTheMessageOfThatNumber() {
        NewMessage one = message(1);
        recent.add(one);
        recent.publish(1, 0);
        String transaction = one.recipients().getFirst().recipient().transactionId();
        assertEquals(one.message().id(), recent.find(TO, transaction).orElseThrow().message().id());
        assertEquals(Optional.empty(), recent.find(SENDER, transaction), "another's");
        assertTrue(recent.clashes(one));
    }
}
