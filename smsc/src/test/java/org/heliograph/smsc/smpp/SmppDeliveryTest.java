// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an ESME gets: receipts, and messages to its short codes. */
final class SmppDeliveryTest {
    private static final String HANDSET = "447700900123";

    private final MemoryMessageStore store = new MemoryMessageStore();
    private TestCentre centre;
    private EsmePeer esme;

    @BeforeEach
    void start() throws Exception {
        centre = new TestCentre(store);
        esme = new EsmePeer(centre);
    }

    @AfterEach
    void stop() {
        esme.close();
        centre.close();
    }

    @Test
    void reportsADelivery() throws Exception {
        esme.bind(BindType.BIND_TRX);
        String id = esme.submit(HANDSET, 0, 0, 1, new byte[] {'x'});

        DeliverSm receipt = esme.nextDelivery();
        assertTrue(receipt.isSmscDeliveryReceipt());
        assertEquals("Info", receipt.getDestAddress());
        assertEquals(HANDSET, receipt.getSourceAddr());
        String text = new String(receipt.getShortMessage(), ISO_8859_1);
        assertTrue(
                text.matches(
                        "id:"
                                + id
                                + " sub:001 dlvrd:001 submit date:\\d{10} done date:\\d{10}"
                                + " stat:DELIVRD err:000 text:"),
                text);
        assertEquals(id, receipt.getShortMessageAsDeliveryReceipt().getId());
        var receipted = receipt.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
        assertEquals(id, receipted.getValueAsString());
        assertEquals(
                2, receipt.getOptionalParameter(OptionalParameter.Message_state.class).getValue());
    }

    @Test
    void reportsAFailureToWhoAskedForFailuresOnly() throws Exception {
        esme.bind(BindType.BIND_TRX);
        esme.submit(HANDSET, 0, 0, 2, new byte[] {'x'});
        centre.nextArrival();
        centre.handset = _ -> new DeliveryOutcome.Failed(Cause.REJECTED, "test", 21);
        String id = esme.submit(HANDSET, 0, 0, 2, new byte[] {'x'});

        DeliverSm receipt = esme.nextDelivery();
        String text = new String(receipt.getShortMessage(), ISO_8859_1);
        assertTrue(text.contains(" stat:UNDELIV err:101 "), text);
        assertArrayEquals(
                new byte[] {3, 0, 21}, // GSM, RP-Cause
                receipt.getOptionalParameter(OptionalParameter.Network_error_code.class)
                        .getValue());
        assertEquals(id, receipt.getShortMessageAsDeliveryReceipt().getId());
        assertEquals(
                5, receipt.getOptionalParameter(OptionalParameter.Message_state.class).getValue());
    }

    @Test
    void reportsALongMessageAsFailedIfAnyPartOfItDid() throws Exception {
        esme.bind(BindType.BIND_TRX);
        centre.handset =
                message ->
                        message.userData().concatenation().orElseThrow().sequence() == 1
                                ? new DeliveryOutcome.Failed(Cause.REJECTED, "test")
                                : new DeliveryOutcome.Delivered();
        var text = new OptionalParameter.Message_payload("0123456789".repeat(40).getBytes(UTF_8));
        String id = esme.submit(HANDSET, 0, 0, 1, new byte[0], text);

        DeliverSm receipt = esme.nextDelivery();
        assertEquals(id, receipt.getShortMessageAsDeliveryReceipt().getId());
        assertEquals(
                5, receipt.getOptionalParameter(OptionalParameter.Message_state.class).getValue());

        centre.handset = _ -> new DeliveryOutcome.Delivered();
        esme.submit(HANDSET, 0, 0, 1, new byte[0], text);
        assertEquals(
                2,
                esme.nextDelivery()
                        .getOptionalParameter(OptionalParameter.Message_state.class)
                        .getValue());
    }

    @Test
    void keepsAReceiptUntilAReceivingBindIsUp() throws Exception {
        esme.bind(BindType.BIND_TX);
        String id = esme.submit(HANDSET, 0, 0, 1, new byte[] {'x'});
        centre.nextArrival();

        var receiver = new SMPPSession();
        esme.bind(receiver, BindType.BIND_RX, "demo", TestCentre.PASSWORD);
        assertEquals(id, esme.nextDelivery().getShortMessageAsDeliveryReceipt().getId());
        receiver.unbindAndClose();
    }

    @Test
    void bringsAMessageToTheOwnerOfAShortCode() throws Exception {
        esme.bind(BindType.BIND_TX);
        esme.submit("2000", 0, 8, 0, "Größe".getBytes(UTF_16BE));

        var other = new SMPPSession();
        esme.bind(other, BindType.BIND_RX, "other", TestCentre.PASSWORD);
        DeliverSm message = esme.nextDelivery();
        assertEquals("Größe", new String(message.getShortMessage(), UTF_16BE));
        assertEquals(8, message.getDataCoding());
        assertEquals("Info", message.getSourceAddr());
        assertEquals("2000", message.getDestAddress());
        other.unbindAndClose();
    }

    @Test
    void triesAgainWhenTheEsmeHasNoRoom() throws Exception {
        esme.answer = SMPPConstant.STAT_ESME_RMSGQFUL;
        esme.bind(BindType.BIND_TRX);
        esme.submit("1000", 0, 0, 0, new byte[] {'x'});
        esme.answer = SMPPConstant.STAT_ESME_ROK;

        assertEquals('x', esme.nextDelivery().getShortMessage()[0]);
    }

    @Test
    void passesOverABindThatDoesNotAnswer() throws Exception {
        esme.held = new CountDownLatch(1);
        esme.bind(BindType.BIND_RX);
        try (var other = new EsmePeer(centre)) {
            other.bind(BindType.BIND_TRX);
            for (int i = 0; i < 3; i++) {
                other.submit("1000", 0, 0, 0, new byte[] {(byte) ('a' + i)});
            }
            Set<Byte> arrived = new HashSet<>(); // jSMPP's client has a thread for each
            for (int i = 0; i < 3; i++) {
                arrived.add(other.nextDelivery().getShortMessage()[0]);
            }
            assertEquals(Set.of((byte) 'a', (byte) 'b', (byte) 'c'), arrived);
        }
    }
}
