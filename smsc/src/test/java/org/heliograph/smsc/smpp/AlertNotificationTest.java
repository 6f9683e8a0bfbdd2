// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.route.Route;
import org.heliograph.subscribers.Msisdn;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.Test;

/** Handsets that were absent and come back, told to ESMEs that asked for it (SMPP 3.4 §4.12). */
final class AlertNotificationTest extends EsmeScene {
    private static final String ANOTHER = "447700900124";
    private static final OptionalParameter SET_DPF = new OptionalParameter.Set_dpf(true);
    private static final OptionalParameter NO_DPF = new OptionalParameter.Set_dpf(false);

    private static final DeliveryOutcome ABSENT =
            new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test");

    @Override
    TestCentre open() throws Exception {
        TestCentre absent = new TestCentre(store);
        absent.handset = _ -> ABSENT;
        return absent;
    }

    private void registers(String msisdn) {
        centre.dispatcher.alert(new Route.ToIms(new Msisdn(msisdn)));
    }

    /** Registers until somebody is told, for an attempt may not have ended yet. */
    private AlertNotification nextAlert(String msisdn) throws InterruptedException {
        AlertNotification alert = null;
        for (int tries = 0; alert == null && tries < 100; tries++) {
            registers(msisdn);
            alert = esme.alerted.poll(100, TimeUnit.MILLISECONDS);
        }
        assertNotNull(alert, "no alert_notification came");
        return alert;
    }

    @Test
    void tellsThatTheHandsetOfAWaitingMessageIsBack() throws Exception {
        esme.submit(ANOTHER, 0, 0, 0, new byte[] {'x'}, NO_DPF);
        esme.submit(ANOTHER, 0, 0, 0, new byte[] {'x'});
        esme.submit(HANDSET, 0, 0, 0, new byte[] {'x'}, SET_DPF);

        registers(ANOTHER);
        AlertNotification alert = nextAlert(HANDSET);
        assertEquals(HANDSET, alert.getSourceAddr());
        assertEquals(1, alert.getSourceAddrTon());
        assertEquals(1, alert.getSourceAddrNpi());
        assertEquals("Info", alert.getEsmeAddr());
        assertEquals(5, alert.getEsmeAddrTon());
        assertEquals(
                0,
                alert.getOptionalParameter(OptionalParameter.Ms_availability_status.class)
                        .getValue());
    }

    /** What was on its way to the ESME before is there after it. */
    private void submitAndArrive() throws Exception {
        esme.submit("1000", 0, 0, 0, new byte[] {'x'});
        esme.nextDelivery();
    }

    @Test
    void tellsOnceOfAMessageThatIsNotKept() throws Exception {
        esme.submit(HANDSET, 1, 0, 0, new byte[] {'x'}, SET_DPF); // a datagram
        assertEquals(HANDSET, nextAlert(HANDSET).getSourceAddr());
        registers(HANDSET);
        submitAndArrive();
        assertTrue(esme.alerted.isEmpty(), "told again");
    }

    @Test
    void tellsWhoWasNotBoundWhenTheHandsetCameBackTheNextTime() throws Exception {
        esme.submit(HANDSET, 1, 0, 0, new byte[] {'x'}, SET_DPF);
        esme.close();
        registers(HANDSET);

        var again = new EsmePeer(centre);
        esme = again;
        again.bind(BindType.BIND_RX);
        assertEquals(HANDSET, nextAlert(HANDSET).getSourceAddr());
    }

    @Test
    void answersATransactionWhetherItWillTell() throws Exception {
        try (RawPeer peer = RawPeer.of(centre)) {
            peer.bindAs(RawPeer.BIND_TRANSCEIVER, "demo");
            assertEquals("04200001 01", dpfResult(peer, 2));
            centre.handset =
                    _ -> new DeliveryOutcome.Deferred(Cause.CONGESTION, "no absent handset");
            assertEquals("04200001 00", dpfResult(peer, 3));
        }
    }

    private static String dpfResult(RawPeer peer, int sequence) throws IOException {
        Octets body =
                RawPeer.string("")
                        .plus(Octets.ofHex("0500"))
                        .plus(RawPeer.string("Info"))
                        .plus(Octets.ofHex("0101"))
                        .plus(RawPeer.string(HANDSET))
                        .plus(Octets.ofHex("020000 0424000178 0421000101"));
        peer.send(RawPeer.pdu(0x103, sequence, body));
        String answer = peer.nextPdu().octets().toHex();
        int at = answer.indexOf("04200001");
        assertTrue(at > 0, answer);
        return answer.substring(at, at + 8) + " " + answer.substring(at + 8, at + 10);
    }
}
