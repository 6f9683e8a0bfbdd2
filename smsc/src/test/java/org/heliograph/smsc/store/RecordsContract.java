// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import static org.heliograph.smsc.queue.MessageStoreContract.HANDSET;
import static org.heliograph.smsc.queue.MessageStoreContract.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.cdr.Field;
import org.heliograph.charging.cdr.Outbox;
import org.heliograph.charging.cdr.RecordType;
import org.heliograph.charging.credit.ChargeableEvent;
import org.heliograph.charging.rating.Usage;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.Forwarded;
import org.heliograph.smsc.queue.ForwardedStore;
import org.heliograph.smsc.queue.MessageStoreContract;
import org.junit.jupiter.api.Test;

/** What a store in a database does with the records of what is charged. */
interface RecordsContract {
    Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    /** {@return an empty store} */
    SqlMessageStore store();

    /** {@return the store as somebody finds it who opens it after the process was killed} */
    SqlMessageStore afterCrash() throws Exception;

    static ChargingRecord record(long id) {
        var event =
                new ChargeableEvent(
                        "sms:" + id, "sms", "demo", "demo", "447700900001", NOW, Usage.units(1));
        return new ChargingRecord(
                event.id(),
                RecordType.SC_SMT,
                NOW.plusMillis(id),
                Map.of(Field.MESSAGE_SIZE, "5"),
                Optional.of(new ChargingRecord.Charge(event, true)));
    }

    private static Map<MessageId, ChargingRecord> charged(long id) {
        return Map.of(new MessageId(id), record(id));
    }

    private static void end(SqlMessageStore store, long id) throws Exception {
        store.settle(List.of(new MessageId(id)), List.of(), List.of(), List.of(), charged(id));
    }

    @Test
    default void recordsAreThereWithTheEndsTheyTellOf() throws Exception {
        store().outbox();
        store().insert(List.of(message(HANDSET, 1), message(HANDSET, 2), message(HANDSET, 3)));
        end(store(), 1);
        end(store(), 1); // once more, by somebody who was not told that it worked
        store().replace(List.of(), List.of(new MessageId(2)), charged(2));
        store().settle(List.of(), List.of(), List.of(), List.of(), charged(9)); // was never kept
        SqlMessageStore after = afterCrash();
        try (Outbox outbox = after.outbox()) {
            assertEquals(List.of(record(1), record(2), record(9)), outbox.next(10));
            assertEquals(List.of(record(1)), outbox.next(1));
        }
        assertEquals(1, after.load(HANDSET, new MessageId(0), 10).size());
    }

    @Test
    default void whatWasTakenOutStaysOut() throws Exception {
        Outbox outbox = store().outbox();
        store().insert(List.of(message(HANDSET, 1), message(HANDSET, 2)));
        store().waiting(); // so that they are in the tables
        end(store(), 1);
        store().waiting();
        outbox.remove(outbox.next(10));
        assertEquals(List.of(), outbox.next(10));
        end(store(), 1); // who is late has not ended it
        assertEquals(List.of(), outbox.next(10));
        store().waiting();
        assertEquals(List.of(), outbox.next(10));
        end(store(), 2);
        store().waiting();
        store().insert(List.of(message(HANDSET, 3)));
        end(store(), 3);
        assertEquals(List.of(record(2), record(3)), outbox.next(10));
        outbox.remove(outbox.next(10));
        outbox.close();
        assertEquals(List.of(), afterCrash().outbox().next(10));
    }

    @Test
    default void whatDidNotWaitIsChargedThoughItWasLookedForThere() throws Exception {
        Outbox outbox = store().outbox();
        end(store(), 5); // it was held back, and is not among what waits
        store().settle(List.of(), List.of(), List.of(), List.of(), charged(5));
        assertEquals(List.of(record(5)), outbox.next(10));
        assertEquals(List.of(record(5)), afterCrash().outbox().next(10));
    }

    @Test
    default void whatAnotherCentreHadIsChargedOnce() throws Exception {
        Outbox outbox = store().outbox();
        Forwarded forwarded = MessageStoreContract.forwarded(1, "ab", NOW);
        store().settle(List.of(), List.of(), List.of(), List.of(forwarded), Map.of());
        var end =
                new ForwardedStore.Conclusion(
                        new MessageId(1),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.of(record(1)));
        assertEquals(Set.of(new MessageId(1)), store().conclude(List.of(end)));
        outbox.remove(outbox.next(10));
        assertEquals(Set.of(), store().conclude(List.of(end)));
        assertEquals(List.of(), outbox.next(10));
    }
}
