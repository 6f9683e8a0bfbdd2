// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.mmsc.Messages;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MessageStore.Moved;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.mmsc.message.Tokens;
import org.heliograph.mmsc.report.ExpiryStore;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.Test;

/** What every store of messages does. */
interface MessageStoreContract {
    Instant NOW = Instant.parse("2026-11-22T08:00:00.123Z");
    Tokens TOKENS = new Tokens("mms.example");

    MessageStore store();

    ExpiryStore expiry();

    /** A message to so many recipients, stored. */
    default List<Delivery> stored(int recipients) {
        MultimediaMessage message =
                new MultimediaMessage(
                        TOKENS.messageId(),
                        new Msisdn("447700900001"),
                        Messages.send(
                                        Messages.headers("t", "+447700900002")
                                                .add(MmsField.SUBJECT, EncodedString.of("Möwe")))
                                .headers(),
                        TOKENS.token(),
                        1234,
                        NOW,
                        NOW.plus(Duration.ofHours(1)));
        List<Recipient> all = new ArrayList<>();
        for (int i = 0; i < recipients; i++) {
            Msisdn address = new Msisdn("44770090001" + i);
            all.add(Recipient.due(TOKENS.token(), address, TOKENS.transactionId(), NOW));
        }
        store().insert(message, all);
        return all.stream().map(recipient -> new Delivery(message, recipient)).toList();
    }

    private Moved move(Delivery delivery, RecipientState next, boolean report) {
        return store().move(delivery.recipient().token(), next, NOW, report);
    }

    private RecipientState state(Delivery delivery) {
        return store().byToken(delivery.recipient().token()).orElseThrow().recipient().state();
    }

    @Test
    default void findsARecipientByTokenAndByTransaction() {
        Delivery stored = stored(2).getLast();
        Recipient recipient = stored.recipient();
        Delivery found = store().byToken(recipient.token()).orElseThrow();
        assertEquals(recipient, found.recipient());
        assertEquals(stored.message().id(), found.message().id());
        assertEquals(stored.message().sender(), found.message().sender());
        assertEquals(stored.message().content(), found.message().content());
        assertEquals(stored.message().contentOctets(), found.message().contentOctets());
        assertEquals(stored.message().acceptedAt(), found.message().acceptedAt());
        assertEquals(stored.message().expiresAt(), found.message().expiresAt());
        assertEquals(stored.message().headers().entries(), found.message().headers().entries());
        assertEquals(
                Optional.of(recipient),
                store().byTransaction(recipient.address(), recipient.transactionId())
                        .map(Delivery::recipient));
        assertTrue(store().byTransaction(new Msisdn("1"), recipient.transactionId()).isEmpty());
        assertTrue(store().byToken(TOKENS.token()).isEmpty());
    }

    @Test
    default void storesAWholeMessageOrNothing() {
        Delivery first = stored(1).getFirst();
        MultimediaMessage message = first.message();
        MultimediaMessage second =
                new MultimediaMessage(
                        TOKENS.messageId(),
                        message.sender(),
                        message.headers(),
                        TOKENS.token(),
                        1,
                        NOW,
                        NOW);
        Recipient fine = Recipient.due(TOKENS.token(), new Msisdn("2"), "x", NOW);
        assertThrows(
                StoreException.class,
                () -> store().insert(second, List.of(fine, first.recipient())));
        assertTrue(store().byToken(fine.token()).isEmpty());
        assertFalse(expiry().holds(second.content()));
    }

    @Test
    default void movesARecipientOnlyWhereItsStateAllows() {
        Delivery delivery = stored(1).getFirst();
        assertEquals(new Moved.Done(false), move(delivery, RecipientState.NOTIFIED, false));
        assertEquals(new Moved.Done(false), move(delivery, RecipientState.DEFERRED, false));
        assertEquals(
                new Moved.NotAllowed(RecipientState.DEFERRED),
                move(delivery, RecipientState.NOTIFIED, false));
        assertEquals(new Moved.Done(true), move(delivery, RecipientState.RETRIEVED, false));
        assertEquals(
                new Moved.NotAllowed(RecipientState.RETRIEVED),
                move(delivery, RecipientState.RETRIEVED, true));
        assertEquals(RecipientState.RETRIEVED, state(delivery));
        assertEquals(
                new Moved.Gone(), store().move(TOKENS.token(), RecipientState.EXPIRED, NOW, false));
    }

    @Test
    default void tellsWhichRecipientWasTheLast() {
        List<Delivery> all = stored(3);
        assertTrue(expiry().holds(all.getFirst().message().content()));
        assertEquals(new Moved.Done(false), move(all.get(1), RecipientState.REJECTED, false));
        assertEquals(new Moved.Done(false), move(all.get(0), RecipientState.RETRIEVED, false));
        assertTrue(expiry().holds(all.getFirst().message().content()));
        assertEquals(new Moved.Done(true), move(all.get(2), RecipientState.EXPIRED, false));
        assertFalse(expiry().holds(all.getFirst().message().content()));
    }

    @Test
    default void givesDuePushesInTheOrderOfTheirTime() {
        List<Delivery> all = stored(3);
        store().postponePush(all.get(0).recipient().token(), NOW.plusSeconds(9));
        assertEquals(2, store().duePushes(PushKind.NOTIFICATION, NOW, 9).size());
        List<Delivery> later = store().duePushes(PushKind.NOTIFICATION, NOW.plusSeconds(9), 9);
        assertEquals(3, later.size());
        assertEquals(all.get(0).recipient().token(), later.getLast().recipient().token());
        assertEquals(1, later.getLast().recipient().attempts());
        assertEquals(1, store().duePushes(PushKind.NOTIFICATION, NOW, 1).size());

        move(all.get(1), RecipientState.NOTIFIED, false);
        move(all.get(2), RecipientState.RETRIEVED, true);
        assertEquals(List.of(), store().duePushes(PushKind.NOTIFICATION, NOW, 9));
        List<Delivery> reports = store().duePushes(PushKind.DELIVERY_REPORT, NOW, 9);
        assertEquals(1, reports.size());
        assertEquals(RecipientState.RETRIEVED, reports.getFirst().recipient().state());
        store().endPush(all.get(2).recipient().token());
        assertEquals(List.of(), store().duePushes(PushKind.DELIVERY_REPORT, NOW, 9));
    }

    @Test
    default void expiresWhoIsNotDoneAndForgetsMessagesThatAreOver() {
        List<Delivery> all = stored(2);
        Instant end = all.getFirst().message().expiresAt();
        move(all.get(0), RecipientState.RETRIEVED, false);
        assertEquals(List.of(), expiry().expired(end.minusMillis(1), 9));
        List<Delivery> expired = expiry().expired(end, 9);
        assertEquals(1, expired.size());
        assertEquals(all.get(1).recipient().token(), expired.getFirst().recipient().token());
        assertEquals(0, expiry().forget(end, 9), "one is not done");
        move(all.get(1), RecipientState.EXPIRED, true);
        assertEquals(0, expiry().forget(end, 9), "a report waits");
        store().endPush(all.get(1).recipient().token());
        assertEquals(0, expiry().forget(end.minusMillis(1), 9), "not over");
        assertEquals(1, expiry().forget(end, 9));
        assertTrue(store().byToken(all.get(0).recipient().token()).isEmpty());
    }
}
