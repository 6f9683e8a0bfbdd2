// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.junit.jupiter.api.Test;

final class FairQueueTest {
    private final FairQueue queue = new FairQueue(0);

    private static Handover of(String systemId, int id) {
        return new Handover(
                new ShortMessage(
                        new MessageId(id),
                        new Origin.Esme(systemId),
                        TpAddress.alphanumeric("Info"),
                        TpAddress.international("999700900123"),
                        0,
                        DataCodingScheme.GSM_7BIT,
                        new UserData(List.of(), Octets.of('x')),
                        ReportRequest.NONE,
                        Instant.EPOCH,
                        Instant.EPOCH));
    }

    private List<Long> take(int most) throws InterruptedException {
        return queue.take(most).stream().map(one -> one.message.id().value()).toList();
    }

    @Test
    void originsTakeTurns() throws Exception {
        queue.join();
        for (int i = 0; i < 50; i++) {
            assertTrue(queue.add(of("flood", i)));
        }
        queue.add(of("single", 100));
        queue.add(of("other", 200));
        queue.add(of("other", 201));
        assertEquals(List.of(0L, 100L, 200L, 1L, 201L, 2L, 3L), take(7));
    }

    @Test
    void whatIsPutBackIsFirstOfItsOrigin() throws Exception {
        queue.join();
        queue.add(of("a", 1));
        queue.add(of("a", 2));
        Handover first = queue.take(1).getFirst();
        queue.putBack(first);
        assertEquals(List.of(1L, 2L), take(5));
    }

    @Test
    void bindsShareWhatWaits() throws Exception {
        queue.join();
        queue.join();
        for (int i = 0; i < 10; i++) {
            queue.add(of("a", i));
        }
        assertEquals(5, take(100).size());
    }

    @Test
    void nothingWaitsWhereNobodySends() {
        assertFalse(queue.add(of("a", 1)));
        queue.join();
        Handover waiting = of("a", 2);
        assertTrue(queue.add(waiting));
        assertEquals(List.of(waiting), queue.leave());
        assertFalse(queue.putBack(of("a", 3)));
        assertFalse(queue.remove(waiting));
    }

    @Test
    void keepsToTheRate() throws Exception {
        var slow = new FairQueue(200);
        slow.join();
        for (int i = 0; i < 40; i++) {
            slow.add(of("a", i));
        }
        long began = System.nanoTime();
        int taken = 0;
        while (taken < 40) {
            taken += slow.take(100).size();
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        assertTrue(millis >= 140, "40 messages at 200 a second took " + millis + " ms");
    }
}
