// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Datagram and transaction mode, with jSMPP's client as the ESME. */
final class MessagingModesTest extends EsmeScene {
    private static final int DATAGRAM = 1;
    private static final int TRANSACTION = 2;

    private final Semaphore attempts = new Semaphore(0);
    private final CountDownLatch held = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        held.countDown();
    }

    private String submit(int mode, String text, OptionalParameter... more) throws Exception {
        return esme.submit(HANDSET, mode, 0, 1, text.getBytes(US_ASCII), more);
    }

    private void holdOnTo(String text) {
        centre.handset =
                message -> {
                    if (message.userData().text(Alphabet.GSM_7BIT).equals(text)) {
                        attempts.release();
                        try {
                            held.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                    return new DeliveryOutcome.Delivered();
                };
    }

    @Test
    void aDatagramIsTriedOnceAndNeverStored() throws Exception {
        store.failing(true); // the block of ids is there already
        submit(DATAGRAM, "x");
        assertEquals("x", centre.nextArrival().userData().text(Alphabet.GSM_7BIT));

        centre.handset =
                _ -> {
                    attempts.release();
                    return new DeliveryOutcome.Deferred(Cause.CONGESTION, "test");
                };
        submit(DATAGRAM, "y");
        attempts.acquire();
        assertTrue(!attempts.tryAcquire(300, TimeUnit.MILLISECONDS));
        assertEquals(0, store.size() + centre.dispatcher.depth().messages());
    }

    @Test
    void aDatagramIsAnsweredBeforeItIsDelivered() throws Exception {
        holdOnTo("x");
        submit(DATAGRAM, "x");
        attempts.acquire();
        submit(0, "behind"); // and holds up nothing
        assertEquals("behind", centre.nextArrival().userData().text(Alphabet.GSM_7BIT));
    }

    @Test
    void aTransactionIsAnsweredWithItsOutcome() throws Exception {
        String id = submit(TRANSACTION, "x");
        assertEquals(id, centre.arrived.remove().id().toString());

        centre.handset = _ -> new DeliveryOutcome.Failed(Cause.REJECTED, "test", 21);
        var refused = assertThrows(NegativeResponseException.class, () -> submit(TRANSACTION, "y"));
        assertEquals(SMPPConstant.STAT_ESME_RDELIVERYFAILURE, refused.getCommandStatus());
        assertEquals(0, store.size());
        assertNull(centre.arrived.poll(200, TimeUnit.MILLISECONDS)); // and no receipts
    }

    @Test
    void anUnansweredTransactionHoldsUpNoOther() throws Exception {
        holdOnTo("x");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> first = () -> submit(TRANSACTION, "x");
            Future<String> slow = threads.submit(first);
            attempts.acquire();
            submit(TRANSACTION, "y");
            submit(0, "z");
            assertTrue(!slow.isDone());
            held.countDown();
            assertTrue(slow.get().matches("[0-9]+"));
        }
    }

    @Test
    void everyPartOfALongTransactionCounts() throws Exception {
        centre.handset =
                message ->
                        message.userData().concatenation().orElseThrow().sequence() == 2
                                ? new DeliveryOutcome.Deferred(Cause.NO_ANSWER, "test")
                                : new DeliveryOutcome.Delivered();
        var text =
                new OptionalParameter.Message_payload("0123456789".repeat(40).getBytes(US_ASCII));
        var refused =
                assertThrows(NegativeResponseException.class, () -> submit(TRANSACTION, "", text));
        assertEquals(SMPPConstant.STAT_ESME_RDELIVERYFAILURE, refused.getCommandStatus());
        assertEquals(1, centre.arrived.size()); // the third was not tried
    }

    @Test
    void schedulesOnlyWhatIsStored() {
        for (int mode : new int[] {DATAGRAM, TRANSACTION}) {
            var refused =
                    assertThrows(
                            NegativeResponseException.class,
                            () ->
                                    esme.submit(
                                            HANDSET,
                                            mode,
                                            0,
                                            EsmePeer.Rest.at("000000010000000R"),
                                            new byte[] {'x'}));
            assertEquals(SMPPConstant.STAT_ESME_RINVSCHED, refused.getCommandStatus());
        }
    }
}
