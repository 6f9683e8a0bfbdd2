// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Route;
import org.heliograph.subscribers.Msisdn;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** query_sm, cancel_sm and replace_sm, with jSMPP's client as the ESME. */
final class WaitingRequestsTest extends EsmeScene {

    /** Tried once; an attempt under way would make it too late for what is asked. */
    private static final DeliveryOutcome ABSENT =
            new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test");

    @Override
    TestCentre open() throws Exception {
        TestCentre few = TestCentre.ofFewAttempts(store);
        few.handset = _ -> ABSENT;
        return few;
    }

    private void appears(String number) {
        centre.handset = _ -> new DeliveryOutcome.Delivered();
        centre.dispatcher.alert(new Route.ToIms(new Msisdn(number)));
    }

    private String submit(String text) throws Exception {
        return esme.submit(HANDSET, 0, 0, 1, text.getBytes(ISO_8859_1));
    }

    private QuerySmResult query(String id) throws Exception {
        return query(esme.session, id, "Info");
    }

    private static QuerySmResult query(SMPPSession session, String id, String source)
            throws Exception {
        return session.queryShortMessage(
                id, TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, source);
    }

    private void cancel(String serviceType, String id, String source, String destination)
            throws Exception {
        esme.session.cancelShortMessage(
                serviceType,
                id,
                TypeOfNumber.ALPHANUMERIC,
                NumberingPlanIndicator.UNKNOWN,
                source,
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                destination);
    }

    private void replace(String id, String text, String validity, int registered) throws Exception {
        esme.session.replaceShortMessage(
                id,
                TypeOfNumber.ALPHANUMERIC,
                NumberingPlanIndicator.UNKNOWN,
                "Info",
                "",
                validity,
                new RegisteredDelivery(registered),
                (byte) 0,
                text.getBytes(ISO_8859_1));
    }

    private static void refused(int status, Executable request) {
        assertEquals(
                status, assertThrows(NegativeResponseException.class, request).getCommandStatus());
    }

    private static int stateOf(DeliverSm receipt) {
        return receipt.getOptionalParameter(OptionalParameter.Message_state.class).getValue();
    }

    @Test
    void tellsWhereAMessageStandsAndWhatBecameOfIt() throws Exception {
        String id = submit("x");
        centre.awaitDeferred(1);
        QuerySmResult waiting = query(id);
        assertEquals(MessageState.ENROUTE, waiting.getMessageState());
        assertNull(waiting.getFinalDate());

        appears(HANDSET);
        centre.nextArrival();
        esme.nextDelivery(); // the receipt is stored with the final state
        QuerySmResult delivered = query(id);
        assertEquals(MessageState.DELIVERED, delivered.getMessageState());
        assertEquals(0, delivered.getErrorCode());
        assertTrue(delivered.getFinalDate().matches("\\d{12}000\\+"), delivered.getFinalDate());

        centre.handset = _ -> new DeliveryOutcome.Failed(Cause.REJECTED, "test");
        String failed = submit("y");
        esme.nextDelivery();
        assertEquals(MessageState.UNDELIVERABLE, query(failed).getMessageState());
        assertEquals((byte) Cause.REJECTED.number(), query(failed).getErrorCode());
    }

    @Test
    void tellsNobodyElse() throws Exception {
        String id = submit("x");
        var other = new SMPPSession();
        esme.bind(other, BindType.BIND_TX, "other", TestCentre.PASSWORD);

        int unknown = SMPPConstant.STAT_ESME_RINVMSGID;
        refused(unknown, () -> query(other, id, "Info"));
        refused(unknown, () -> query(esme.session, id, "Else"));
        refused(unknown, () -> query("99999"));
        refused(unknown, () -> query("x1"));
        refused(unknown, () -> cancel("", "99999", "Info", ""));
        assertEquals(MessageState.ENROUTE, query(esme.session, id, "").getMessageState());
        other.unbindAndClose();
    }

    @Test
    void deliversNothingThatIsCancelled() throws Exception {
        String first = submit("a");
        centre.awaitDeferred(1);
        String second = submit("b");
        cancel("", second, "Info", "");
        DeliverSm receipt = esme.nextDelivery();
        assertEquals(second, receipt.getShortMessageAsDeliveryReceipt().getId());
        assertEquals(4, stateOf(receipt));
        assertEquals(MessageState.DELETED, query(second).getMessageState());
        cancel("", first, "Info", "");
        String third = submit("c");

        appears(HANDSET);
        assertEquals(third, centre.nextArrival().id().toString());
        refused(SMPPConstant.STAT_ESME_RCANCELFAIL, () -> cancel("", second, "Info", ""));
        centre.awaitNothingWaits();
        assertEquals(0, store.size());
    }

    @Test
    void cancelsEveryPartOfALongMessage() throws Exception {
        String text = "0123456789".repeat(40);
        String id =
                esme.submit(
                        HANDSET,
                        0,
                        0,
                        1,
                        new byte[0],
                        new OptionalParameter.Message_payload(text.getBytes(ISO_8859_1)));
        assertEquals(3, store.size());
        centre.awaitDeferred(1);
        cancel("", id, "Info", "");
        assertEquals(4, stateOf(esme.nextDelivery()));
        assertEquals(MessageState.DELETED, query(id).getMessageState());

        appears(HANDSET);
        String next = submit("x");
        assertEquals(next, centre.nextArrival().id().toString());
    }

    @Test
    void cancelsAllFromASourceToADestination() throws Exception {
        esme.submit(HANDSET, 0, 0, 0, new byte[] {'a'});
        esme.submit(HANDSET, 0, 0, 0, new byte[] {'b'});
        String elsewhere = esme.submit("447700900999", 0, 0, 0, new byte[] {'c'});
        centre.awaitDeferred(2);
        int fail = SMPPConstant.STAT_ESME_RCANCELFAIL;
        refused(fail, () -> cancel("CMT", "", "Info", HANDSET)); // they have no service_type
        refused(fail, () -> cancel("", "", "Else", HANDSET));
        refused(SMPPConstant.STAT_ESME_RINVDSTADR, () -> cancel("", "", "Info", ""));
        cancel("", "", "Info", HANDSET);

        appears(HANDSET);
        appears("447700900999");
        assertEquals(elsewhere, centre.nextArrival().id().toString());
        refused(fail, () -> cancel("", "", "Info", HANDSET));
        assertNull(centre.arrived.poll(300, TimeUnit.MILLISECONDS));
    }

    @Test
    void leavesAloneWhatIsUnderWay() throws Exception {
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
        String id = submit("x");
        String behind = submit("y");
        attempts.acquire();

        assertEquals(MessageState.ENROUTE, query(id).getMessageState());
        refused(SMPPConstant.STAT_ESME_RCANCELFAIL, () -> cancel("", id, "Info", ""));
        refused(SMPPConstant.STAT_ESME_RREPLACEFAIL, () -> replace(id, "z", "", 0));
        replace(behind, "z", "", 0);
        held.countDown();
        assertEquals(Octets.of('x'), centre.nextArrival().userData().payload());
        assertEquals(Octets.of('z'), centre.nextArrival().userData().payload());
    }

    @Test
    void replacesTextValidityAndReceiptInPlace() throws Exception {
        String id = submit("old");
        centre.awaitDeferred(1);
        String behind = submit("behind");
        replace(id, "new", "000001000000000R", 0);
        refused(SMPPConstant.STAT_ESME_RINVEXPIRY, () -> replace(id, "new", "000000000000000R", 0));
        refused(SMPPConstant.STAT_ESME_RREPLACEFAIL, () -> replace(id, "x".repeat(161), "", 0));

        appears(HANDSET);
        ShortMessage message = centre.nextArrival();
        assertEquals(id, message.id().toString());
        assertEquals("new", message.userData().text(Alphabet.GSM_7BIT));
        assertTrue(message.expiresAt().isAfter(message.acceptedAt().plusSeconds(86_000)));
        assertEquals(behind, centre.nextArrival().id().toString());
        DeliverSm receipt = esme.nextDelivery(); // the first wants none any longer
        assertEquals(behind, receipt.getShortMessageAsDeliveryReceipt().getId());
        refused(SMPPConstant.STAT_ESME_RREPLACEFAIL, () -> replace(id, "x", "", 0));
    }

    @Test
    void replacesALongMessageByAShorterOneInItsAlphabet() throws Exception {
        String text = "à la carte ±1 ".repeat(12); // Latin-1, which goes as UCS-2
        String id =
                esme.submit(
                        HANDSET,
                        0,
                        3,
                        1,
                        new byte[0],
                        new OptionalParameter.Message_payload(text.getBytes(ISO_8859_1)));
        assertTrue(store.size() > 1);
        centre.awaitDeferred(1);
        replace(id, "±2", "", 1);

        appears(HANDSET);
        ShortMessage message = centre.nextArrival();
        assertEquals("±2", message.userData().text(Alphabet.UCS2));
        assertEquals(id, esme.nextDelivery().getShortMessageAsDeliveryReceipt().getId());
        assertNull(centre.arrived.poll(300, TimeUnit.MILLISECONDS));
    }

    @Test
    void isForTransmitters() throws Exception {
        var receiver = new EsmePeer(centre);
        receiver.bind(BindType.BIND_RX);
        assertThrows(Exception.class, () -> query(receiver.session, "1", "Info"));
        receiver.close();
    }

    @Test
    void saysWhenTheStoreFails() throws Exception {
        String id = submit("x");
        centre.awaitDeferred(1);
        store.failing(true);
        refused(SMPPConstant.STAT_ESME_RSYSERR, () -> cancel("", id, "Info", ""));
        refused(SMPPConstant.STAT_ESME_RSYSERR, () -> query(id));
        store.failing(false);
        appears(HANDSET);
        assertEquals(id, centre.nextArrival().id().toString());
    }
}
