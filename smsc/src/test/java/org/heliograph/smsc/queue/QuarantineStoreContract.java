// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import static org.heliograph.smsc.queue.MessageStoreContract.ESME;
import static org.heliograph.smsc.queue.MessageStoreContract.HANDSET;
import static org.heliograph.smsc.queue.MessageStoreContract.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Routed;
import org.junit.jupiter.api.Test;

/** What every message store does with what is held back. */
public interface QuarantineStoreContract {
    /** {@return the store under test, empty and open; whoever gives it closes it} */
    MessageStore store();

    /** Loses whatever a crash of the process would lose. */
    MessageStore afterCrash() throws Exception;

    /** {@return the first of two messages of the second's submission, and that} */
    static QuarantineStore.Held held(long id, Instant at) {
        return new QuarantineStore.Held(
                "fw-push",
                "a push, by port 2948",
                at,
                Instant.EPOCH,
                List.of(message(HANDSET, id), message(ESME, id)).stream()
                        .map(one -> of(one, one.destination().equals(ESME) ? id : id - 1, id))
                        .toList());
    }

    private static Routed of(Routed routed, long id, long submission) {
        ShortMessage one = routed.message();
        return new Routed(
                routed.destination(),
                new ShortMessage(
                        new MessageId(id),
                        one.origin(),
                        one.originatingAddress(),
                        one.destinationAddress(),
                        one.protocolIdentifier(),
                        one.dataCodingScheme(),
                        one.userData(),
                        one.reportRequest(),
                        one.acceptedAt(),
                        one.expiresAt(),
                        one.purpose(),
                        new MessageId(submission),
                        one.smppParameters()));
    }

    @Test
    default void holdsWhatIsInQuarantineUntilItIsReleasedOrRemoved() throws Exception {
        Instant at = Instant.parse("2026-11-22T10:00:00.123Z");
        var first = held(6, at);
        var second = held(8, at.plusSeconds(1));
        var third = held(20, at.plusSeconds(2));
        store().quarantine().hold(List.of(first, second));
        store().quarantine().hold(List.of(third));

        MessageStore store = afterCrash();
        QuarantineStore after = store.quarantine();
        assertEquals(6, after.count());
        assertEquals(Map.of(), store.waiting());
        assertEquals(Optional.of(second), after.find(new MessageId(8)));
        assertEquals(Optional.empty(), after.find(new MessageId(7)), "the id of a part");
        List<QuarantineStore.Entry> listed = after.list(new MessageId(20), 10);
        assertEquals(List.of(8L, 6L), listed.stream().map(one -> one.last().id().value()).toList());
        assertEquals(2, listed.getFirst().messages());
        assertEquals(third.code(), after.list(new MessageId(99), 1).getFirst().code());
        assertEquals(List.of(first.id()), after.heldSince(at.plusMillis(1), 10));
        assertEquals(List.of(first.id()), after.heldSince(at.plusSeconds(9), 1));

        var due = Instant.parse("2026-11-22T11:00:00Z");
        List<ScheduledMessages.Scheduled> released =
                second.messages().stream()
                        .map(one -> new ScheduledMessages.Scheduled(one, due))
                        .toList();
        after.release(second.id(), released);
        assertThrows(StoreException.class, () -> after.release(second.id(), released));
        assertEquals(second.messages(), store.scheduled().due(due, 10));
        assertEquals(2, after.remove(first.id()));
        assertEquals(0, after.remove(first.id()));
        assertEquals(2, after.count());
    }
}
