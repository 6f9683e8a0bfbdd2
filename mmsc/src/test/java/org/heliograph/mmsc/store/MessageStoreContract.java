// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.mmsc.Messages;
import org.heliograph.mmsc.message.Address;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.Filing;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MessageStore.Inserted;
import org.heliograph.mmsc.message.MessageStore.Moved;
import org.heliograph.mmsc.message.MmState;
import org.heliograph.mmsc.message.MmboxQuota;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.NewRecipient;
import org.heliograph.mmsc.message.NextPush;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.ReadReport;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.Refusal;
import org.heliograph.mmsc.message.Repeats;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.mmsc.message.StoredMessage;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.message.Tokens;
import org.heliograph.mmsc.push.PushStore;
import org.heliograph.mmsc.report.ExpiryStore;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.ReadStatus;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.Test;

/** What every store of messages does. */
interface MessageStoreContract {
    Instant NOW = Instant.parse("2026-11-22T08:00:00.123Z");
    Tokens TOKENS = new Tokens(InstantSource.system(), "mms.example");

    Msisdn SENDER = new Msisdn("447700900001");
    NextPush NOTHING = new NextPush.None();
    Filing UNFILED = new Filing.None();
    NextPush REPORT = new NextPush.At(PushKind.DELIVERY_REPORT, NOW);

    MessageStore store();

    PushStore pushes();

    ExpiryStore expiry();

    default MultimediaMessage message(Token content, Instant acceptedAt) {
        return new MultimediaMessage(
                TOKENS.messageId(),
                SENDER,
                Messages.send(
                                Messages.headers("t", "+447700900002")
                                        .add(MmsField.SUBJECT, EncodedString.of("Möwe")))
                        .headers(),
                content,
                1234,
                acceptedAt,
                NOW.plus(Duration.ofHours(1)));
    }

    default Recipient due(Address address) {
        return Recipient.of(TOKENS.token(), address, Refusal.NONE, TOKENS.transactionId(), NOW);
    }

    default NewRecipient notified(Recipient recipient) {
        return new NewRecipient(recipient, new NextPush.At(PushKind.NOTIFICATION, NOW));
    }

    default List<NewRecipient> phones(int recipients) {
        List<NewRecipient> all = new ArrayList<>();
        for (int i = 0; i < recipients; i++) {
            all.add(notified(due(Address.of(new Msisdn("44770090001" + i)))));
        }
        return all;
    }

    /** Submissions that nobody takes for each other. */
    default Repeats unique(MultimediaMessage message) {
        return new Repeats(message.id().hashCode(), Instant.EPOCH);
    }

    /** A message to so many recipients, stored. */
    default List<Delivery> stored(int recipients) {
        MultimediaMessage message = message(TOKENS.token(), NOW);
        List<NewRecipient> all = phones(recipients);
        assertEquals(new Inserted.New(), store().insert(message, all, unique(message), UNFILED));
        return all.stream().map(one -> new Delivery(message, one.recipient())).toList();
    }

    private Moved move(Delivery delivery, RecipientState next, boolean report) {
        return store().move(delivery.recipient().token(), next, NOW, report ? REPORT : NOTHING);
    }

    private RecipientState state(Delivery delivery) {
        return found(delivery).state();
    }

    private Recipient found(Delivery delivery) {
        return store().byToken(delivery.recipient().token()).orElseThrow().recipient();
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
                store().byTransaction(recipient.msisdn(), recipient.transactionId())
                        .map(Delivery::recipient));
        assertEquals(
                Optional.of(recipient),
                store().byMessage(found.message().id(), recipient.msisdn())
                        .map(Delivery::recipient));
        assertTrue(store().byMessage(found.message().id(), SENDER).isEmpty());
        assertTrue(store().byTransaction(new Msisdn("1"), recipient.transactionId()).isEmpty());
        assertTrue(store().byToken(TOKENS.token()).isEmpty());
    }

    @Test
    default void keepsRecipientsOfEveryKind() {
        MultimediaMessage message = message(TOKENS.token(), NOW);
        List<NewRecipient> all = new ArrayList<>(phones(1));
        List<Address> others =
                List.of(
                        new Address.Email("a@example.org"),
                        new Address.ShortCode("80080"),
                        new Address.Unresolved("mail:" + "x".repeat(315)));
        for (Address address : others) {
            Recipient refused =
                    Recipient.of(
                            TOKENS.token(),
                            address,
                            Refusal.UNRESOLVED,
                            TOKENS.transactionId(),
                            NOW);
            all.add(new NewRecipient(refused, REPORT));
        }
        store().insert(message, all, unique(message), UNFILED);
        for (NewRecipient one : all) {
            assertEquals(
                    one.recipient(),
                    store().byToken(one.recipient().token()).orElseThrow().recipient());
        }
        assertEquals(3, pushes().due(PushKind.DELIVERY_REPORT, NOW, 9).size());
        assertEquals(1, pushes().due(PushKind.NOTIFICATION, NOW, 9).size());
        Delivery only = new Delivery(message, all.getFirst().recipient());
        assertEquals(new Moved.Done(true), move(only, RecipientState.RETRIEVED, false));
    }

    @Test
    default void knowsARepeatWithinItsWindow() {
        MultimediaMessage first = message(TOKENS.token(), NOW);
        Repeats repeats = new Repeats(42, NOW.minusSeconds(60));
        assertEquals(new Inserted.New(), store().insert(first, phones(1), repeats, UNFILED));
        MultimediaMessage second = message(TOKENS.token(), NOW);
        assertEquals(
                new Inserted.Repeat(first.id()),
                store().insert(second, phones(1), repeats, UNFILED));
        assertFalse(expiry().holds(second.content()));
        assertEquals(
                new Inserted.New(),
                store().insert(second, phones(1), new Repeats(43, NOW.minusSeconds(60)), UNFILED),
                "another content");
        assertEquals(
                new Inserted.New(),
                store().insert(
                                message(TOKENS.token(), NOW.plusSeconds(61)),
                                phones(1),
                                new Repeats(42, NOW.plusSeconds(1)),
                                UNFILED),
                "too long ago");
    }

    @Test
    default void sharesAContentUntilTheLastOfAllItsRecipientsIsDone() {
        Delivery first = stored(1).getFirst();
        MultimediaMessage forwarded = message(first.message().content(), NOW);
        NewRecipient one = notified(due(Address.of(new Msisdn("447700900077"))));
        Repeats repeats = unique(forwarded);
        assertEquals(
                new Inserted.New(), store().forward(forwarded, List.of(one), repeats, UNFILED));
        assertEquals(
                new Inserted.Repeat(forwarded.id()),
                store().forward(message(forwarded.content(), NOW), phones(1), repeats, UNFILED));
        assertEquals(new Moved.Done(false), move(first, RecipientState.FORWARDED, false));
        assertEquals(new Moved.Done(false), move(first, RecipientState.RETRIEVED, false));
        assertTrue(expiry().holds(forwarded.content()));
        Delivery second = new Delivery(forwarded, one.recipient());
        assertEquals(new Moved.Done(true), move(second, RecipientState.RETRIEVED, false));
        assertFalse(expiry().holds(forwarded.content()));
        assertEquals(
                new Inserted.ContentGone(),
                store().forward(
                                message(forwarded.content(), NOW),
                                phones(1),
                                new Repeats(1, Instant.EPOCH),
                                UNFILED));
    }

    @Test
    default void storesAWholeMessageOrNothing() {
        Delivery first = stored(1).getFirst();
        MultimediaMessage second = message(TOKENS.token(), NOW);
        Recipient fine = due(Address.of(new Msisdn("2")));
        assertThrows(
                StoreException.class,
                () ->
                        store().insert(
                                        second,
                                        List.of(notified(fine), notified(first.recipient())),
                                        unique(second),
                                        UNFILED));
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
                new Moved.Gone(),
                store().move(TOKENS.token(), RecipientState.EXPIRED, NOW, NOTHING));
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

    private void postpone(Delivery delivery, PushKind kind, Instant at) {
        pushes().postpone(delivery.recipient().token(), kind, at);
    }

    @Test
    default void givesDuePushesInTheOrderOfTheirTime() {
        List<Delivery> all = stored(3);
        postpone(all.get(0), PushKind.NOTIFICATION, NOW.plusSeconds(9));
        postpone(all.get(1), PushKind.DELIVERY_REPORT, NOW.plusSeconds(9));
        assertEquals(2, pushes().due(PushKind.NOTIFICATION, NOW, 9).size());
        List<Delivery> later = pushes().due(PushKind.NOTIFICATION, NOW.plusSeconds(9), 9);
        assertEquals(3, later.size());
        assertEquals(all.get(0).recipient().token(), later.getLast().recipient().token());
        assertEquals(1, later.getLast().recipient().attempts());
        assertEquals(1, pushes().due(PushKind.NOTIFICATION, NOW, 1).size());

        move(all.get(1), RecipientState.REJECTED, false);
        move(all.get(2), RecipientState.RETRIEVED, true);
        assertEquals(List.of(), pushes().due(PushKind.NOTIFICATION, NOW, 9));
        List<Delivery> reports = pushes().due(PushKind.DELIVERY_REPORT, NOW, 9);
        assertEquals(1, reports.size());
        assertEquals(RecipientState.RETRIEVED, reports.getFirst().recipient().state());
        pushes().end(all.get(2).recipient().token(), PushKind.NOTIFICATION, NOW);
        assertEquals(1, pushes().due(PushKind.DELIVERY_REPORT, NOW, 9).size(), "another kind");
        pushes().end(all.get(2).recipient().token(), PushKind.DELIVERY_REPORT, NOW);
        assertEquals(List.of(), pushes().due(PushKind.DELIVERY_REPORT, NOW, 9));
    }

    @Test
    default void keepsTheFirstReadReportAndPushesItAfterTheOther() {
        Delivery delivery = stored(1).getFirst();
        Token token = delivery.recipient().token();
        move(delivery, RecipientState.RETRIEVED, true);
        var read = new ReadReport.Received(ReadStatus.READ, NOW.plusSeconds(5));
        assertTrue(store().read(token, read, NOW));
        var deleted = new ReadReport.Received(ReadStatus.DELETED_WITHOUT_BEING_READ, NOW);
        assertFalse(store().read(token, deleted, NOW));
        assertEquals(read, found(delivery).readReport());
        assertEquals(List.of(), pushes().due(PushKind.READ_REPORT, NOW, 9));
        pushes().end(token, PushKind.DELIVERY_REPORT, NOW);
        assertEquals(1, pushes().due(PushKind.READ_REPORT, NOW, 9).size());
        pushes().end(token, PushKind.READ_REPORT, NOW);
        assertEquals(List.of(), pushes().due(PushKind.READ_REPORT, NOW, 9));
        assertEquals(List.of(), pushes().due(PushKind.DELIVERY_REPORT, NOW, 9));
    }

    @Test
    default void pushesAReadReportAtOnceWhenNothingElseWaits() {
        Delivery delivery = stored(1).getFirst();
        move(delivery, RecipientState.RETRIEVED, false);
        var read = new ReadReport.Received(ReadStatus.READ, NOW);
        assertTrue(store().read(delivery.recipient().token(), read, NOW));
        assertEquals(1, pushes().due(PushKind.READ_REPORT, NOW, 9).size());
    }

    @Test
    default void hastensOnlyWhoWasNotifiedAndSaidNothing() {
        List<Delivery> all = stored(4);
        Instant later = NOW.plusSeconds(600);
        NextPush again = new NextPush.At(PushKind.NOTIFICATION, later);
        RecipientState notified = RecipientState.NOTIFIED;
        store().move(all.get(0).recipient().token(), notified, NOW, again);
        store().move(all.get(1).recipient().token(), RecipientState.DEFERRED, NOW, again);
        postpone(all.get(2), PushKind.NOTIFICATION, later);
        store().move(all.get(3).recipient().token(), RecipientState.REJECTED, NOW, NOTHING);
        for (int i = 0; i < 4; i++) {
            int hastened = pushes().hasten(all.get(i).recipient().msisdn(), NOW.plusSeconds(5));
            assertEquals(i % 2 == 0 ? 1 : 0, hastened, "recipient " + i);
        }
        assertEquals(0, pushes().hasten(SENDER, NOW));
        assertEquals(2, pushes().due(PushKind.NOTIFICATION, NOW.plusSeconds(5), 9).size());
    }

    @Test
    default void holdsTheContentOfWhatItsSenderHasStored() {
        MultimediaMessage message = message(TOKENS.token(), NOW);
        StoredMessage copy =
                new StoredMessage(
                        TOKENS.token(),
                        SENDER,
                        StoredMessage.sent(message.id()),
                        message,
                        MmState.SENT,
                        List.of(),
                        NOW);
        Filing filing = new Filing.Of(copy, new MmboxQuota(9, 9_999));
        NewRecipient one = phones(1).getFirst();
        store().insert(message, List.of(one), unique(message), filing);
        assertEquals(
                new Moved.Done(false),
                move(new Delivery(message, one.recipient()), RecipientState.RETRIEVED, false));
        assertTrue(expiry().holds(message.content()));
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
        pushes().end(all.get(1).recipient().token(), PushKind.DELIVERY_REPORT, NOW);
        assertEquals(0, expiry().forget(end.minusMillis(1), 9), "not over");
        assertEquals(1, expiry().forget(end, 9));
        assertTrue(store().byToken(all.get(0).recipient().token()).isEmpty());
    }
}
