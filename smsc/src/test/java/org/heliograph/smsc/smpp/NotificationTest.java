// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.Test;

/** Intermediate notifications and replace_if_present_flag, with jSMPP's client as the ESME. */
final class NotificationTest extends EsmeScene {

    private void failsAtFirst(int attempts) {
        var left = new AtomicInteger(attempts);
        centre.handset =
                _ ->
                        left.getAndDecrement() > 0
                                ? new DeliveryOutcome.Deferred(Cause.CONGESTION, "test")
                                : new DeliveryOutcome.Delivered();
    }

    @Test
    void notifiesOnceThatAMessageIsPutOff() throws Exception {
        failsAtFirst(3);
        String id = esme.submit(HANDSET, 0, 0, 0x11, new byte[] {'x'});

        DeliverSm notification = esme.nextDelivery();
        assertEquals(0x20, notification.getEsmClass());
        assertEquals(
                1,
                notification
                        .getOptionalParameter(OptionalParameter.Message_state.class)
                        .getValue());
        assertEquals(
                id,
                notification
                        .getOptionalParameter(OptionalParameter.Receipted_message_id.class)
                        .getValueAsString());
        String text = new String(notification.getShortMessage(), US_ASCII);
        assertTrue(text.contains(" dlvrd:000 "), text);
        assertTrue(text.contains(" stat:ENROUTE err:002 "), text);
        DeliverSm receipt = esme.nextDelivery();
        assertTrue(receipt.isSmscDeliveryReceipt());
        assertEquals(id, receipt.getShortMessageAsDeliveryReceipt().getId());
    }

    @Test
    void notifiesOnceOfALongMessage() throws Exception {
        var attempts = new AtomicInteger();
        centre.handset =
                _ ->
                        attempts.getAndIncrement() % 2 == 0 // every part is put off once
                                ? new DeliveryOutcome.Deferred(Cause.NO_ANSWER, "test")
                                : new DeliveryOutcome.Delivered();
        byte[] text = "0123456789".repeat(40).getBytes(US_ASCII);
        esme.submit(HANDSET, 0, 0, 0x11, new byte[0], new OptionalParameter.Message_payload(text));

        assertEquals(0x20, esme.nextDelivery().getEsmClass());
        assertEquals(0x04, esme.nextDelivery().getEsmClass());
        for (int i = 0; i < 3; i++) {
            centre.nextArrival();
        }
        assertEquals(6, attempts.get());
    }

    @Test
    void notifiesNobodyWhoDidNotAsk() throws Exception {
        failsAtFirst(2);
        esme.submit(HANDSET, 0, 0, 0x01, new byte[] {'x'});
        assertTrue(esme.nextDelivery().isSmscDeliveryReceipt());
        esme.submit(HANDSET, 0, 0, 0x10, new byte[] {'x'});
        centre.nextArrival();
        centre.nextArrival();
        esme.submit(HANDSET, 0, 0, 0x01, new byte[] {'y'}); // the first thing that comes
        assertTrue(esme.nextDelivery().isSmscDeliveryReceipt());
    }

    private String submitInstead(String text) throws Exception {
        var rest = new EsmePeer.Rest(0, "", "", 1, 1);
        return esme.submit(HANDSET, 0, 0, rest, text.getBytes(US_ASCII));
    }

    @Test
    void replacesWhatWaitsFromTheSameSourceToTheSameDestination() throws Exception {
        var attempts = new Semaphore(0);
        var held = new CountDownLatch(1);
        centre.handset =
                _ -> {
                    attempts.release();
                    try {
                        held.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new DeliveryOutcome.Delivered();
                };
        esme.submit(HANDSET, 0, 0, 0, "under way".getBytes(US_ASCII));
        attempts.acquire();
        esme.submit("447700900999", 0, 0, 0, "elsewhere".getBytes(US_ASCII));
        String old = esme.submit(HANDSET, 0, 0, 1, "old".getBytes(US_ASCII));
        String first = submitInstead("first");
        assertEquals(old, esme.nextDelivery().getShortMessageAsDeliveryReceipt().getId());
        assertFalse(old.equals(first));
        submitInstead("second");
        assertEquals(first, esme.nextDelivery().getShortMessageAsDeliveryReceipt().getId());
        held.countDown();

        var arrived = new TreeSet<String>();
        for (int i = 0; i < 3; i++) {
            arrived.add(centre.nextArrival().userData().text(Alphabet.GSM_7BIT));
        }
        assertEquals(Set.of("under way", "elsewhere", "second"), arrived);
        esme.nextDelivery(); // the receipt of the last
        centre.awaitNothingWaits();
    }

    @Test
    void replacesWhatIsScheduledToo() throws Exception {
        esme.submit(
                HANDSET, 0, 0, EsmePeer.Rest.at("000000010000000R"), "later".getBytes(US_ASCII));
        submitInstead("now");
        assertEquals("now", centre.nextArrival().userData().text(Alphabet.GSM_7BIT));
        assertEquals(0, store.scheduled().count());
    }
}
