// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.heliograph.config.UpstreamSettings;
import org.heliograph.smsc.TestCentre;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages to and from another centre, to which we bind. */
final class UpstreamTest extends EsmeScene {
    private static final String NUMBER = "999700900123";

    private final UpstreamPeer peer = new UpstreamPeer();

    UpstreamTest() throws Exception {}

    @Override
    TestCentre open() throws Exception {
        return before(peer.settings());
    }

    private TestCentre before(UpstreamSettings upstream) throws Exception {
        return new TestCentre(store, TestCentre.smpp(0, upstream), 1_000);
    }

    private void restart(UpstreamSettings upstream) throws Exception {
        stop();
        centre = before(upstream);
        esme = new EsmePeer(centre);
        esme.bind(BindType.BIND_TRX);
    }

    @AfterEach
    void closePeer() throws Exception {
        peer.close();
    }

    private String submit(String to, int registered) throws Exception {
        return esme.submit(to, 0, 0, registered, "hello".getBytes(ISO_8859_1));
    }

    private static String text(DeliverSm pdu) {
        return new String(pdu.getShortMessage(), ISO_8859_1);
    }

    @Test
    void tellsTheOriginatorWhatTheUpstreamTells() throws Exception {
        String id = submit(NUMBER, 1);
        UpstreamPeer.Submitted sent = peer.next();
        assertEquals("hello", sent.text());
        assertEquals(NUMBER, sent.pdu().getDestAddress());
        assertEquals("Info", sent.pdu().getSourceAddr());
        assertEquals(5, sent.pdu().getSourceAddrTon());
        assertEquals(1, sent.pdu().getRegisteredDelivery());
        assertEquals(16, sent.pdu().getValidityPeriod().length());
        assertEquals(MessageState.ENROUTE, esme.state(id));

        // in decimal, though submit_sm_resp had it in hex
        String receipt = "id:" + peer.lastId() + " sub:001 stat:UNDELIV err:034 text:id:1 stat:X";
        assertEquals(0, peer.receipt(receipt, NUMBER));
        DeliverSm told = esme.nextDelivery();
        assertTrue(text(told).startsWith("id:" + id + " "), text(told));
        assertTrue(text(told).contains(" stat:UNDELIV "), text(told));
        assertEquals(MessageState.UNDELIVERABLE, esme.state(id));

        assertEquals(0, peer.receipt(receipt, NUMBER), "a second time");
        submit(NUMBER, 1);
        peer.next();
        assertEquals(0, peer.receipt("id:%x stat:DELIVRD".formatted(peer.lastId()), NUMBER));
        assertTrue(text(esme.nextDelivery()).contains(" stat:DELIVRD "), "no second receipt");
    }

    @Test
    void believesTlvsMoreThanText() throws Exception {
        submit(NUMBER, 1);
        peer.next();
        assertEquals(
                0,
                peer.receipt(
                        "id:1 stat:DELIVRD",
                        NUMBER,
                        new OptionalParameter.Receipted_message_id(
                                "%010X".formatted(peer.lastId())),
                        new OptionalParameter.Message_state((byte) 3)));
        assertTrue(text(esme.nextDelivery()).contains(" stat:EXPIRED "));
    }

    @Test
    void waitsForTheLastWord() throws Exception {
        String id = submit(NUMBER, 1);
        peer.next();
        assertEquals(0, peer.receipt("id:%x stat:ENROUTE".formatted(peer.lastId()), NUMBER));
        assertEquals(0, peer.receipt("id:%x stat:ACCEPTD".formatted(peer.lastId()), NUMBER));
        assertEquals(MessageState.ENROUTE, esme.state(id));
        assertEquals(0, peer.receipt("id:%x stat:DELIVRD".formatted(peer.lastId()), NUMBER));
        assertTrue(text(esme.nextDelivery()).contains(" stat:DELIVRD "));
    }

    @Test
    void passesOnOnceThatAMessageIsPutOffThereToWhoAsked() throws Exception {
        submit(NUMBER, 1);
        assertEquals(1, peer.next().pdu().getRegisteredDelivery());
        String notification = "id:%x stat:DELIVRD err:011"; // whatever it says, it is not the end
        assertEquals(0, notify(notification.formatted(peer.lastId())));
        assertEquals(0, peer.receipt("id:%x stat:DELIVRD".formatted(peer.lastId()), NUMBER));
        assertEquals(0x04, esme.nextDelivery().getEsmClass());

        String id = submit(NUMBER, 0x11);
        assertEquals(0x11, peer.next().pdu().getRegisteredDelivery());
        for (int i = 0; i < 2; i++) {
            assertEquals(0, notify(notification.formatted(peer.lastId())));
        }
        DeliverSm told = esme.nextDelivery();
        assertEquals(0x20, told.getEsmClass());
        assertTrue(text(told).startsWith("id:" + id + " "), text(told));
        assertTrue(text(told).contains(" stat:ENROUTE err:000 "), text(told));
        assertEquals(MessageState.ENROUTE, esme.state(id));
        assertEquals(0, peer.receipt("id:%x stat:UNDELIV".formatted(peer.lastId()), NUMBER));
        told = esme.nextDelivery();
        assertEquals(0x04, told.getEsmClass());
        assertTrue(text(told).startsWith("id:" + id + " "), text(told));
        assertEquals(MessageState.UNDELIVERABLE, esme.state(id));
    }

    private int notify(String text) throws Exception {
        return peer.deliver(NUMBER, "Info", 0x20, 0, text.getBytes(ISO_8859_1));
    }

    @Test
    void knowsAReceiptThatComesBeforeTheAnswer() throws Exception {
        peer.answers = false;
        submit(NUMBER, 1);
        UpstreamPeer.Submitted sent = peer.next();
        assertEquals(0, peer.receipt("id:77AA stat:DELIVRD err:000", NUMBER));
        sent.answer(SMPPConstant.STAT_ESME_ROK, "000077aa");
        assertTrue(text(esme.nextDelivery()).contains(" stat:DELIVRD "));
    }

    @Test
    void remembersOverARestart() throws Exception {
        String id = submit(NUMBER, 1);
        peer.next();
        while (store.size() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
        restart(peer.settings());
        assertEquals(MessageState.ENROUTE, esme.state(id));
        while (peer.binds.get() < 2) {
            LockSupport.parkNanos(1_000_000);
        }
        assertEquals(0, peer.receipt("id:%x stat:DELIVRD".formatted(peer.lastId()), NUMBER));
        assertTrue(text(esme.nextDelivery()).startsWith("id:" + id + " "));
    }

    @Test
    void answersAReceiptOnlyOnceItIsStored() throws Exception {
        submit(NUMBER, 1);
        peer.next();
        while (store.size() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
        String receipt = "id:%x stat:DELIVRD".formatted(peer.lastId());
        store.failing(true);
        assertEquals(SMPPConstant.STAT_ESME_RX_T_APPN, peer.receipt(receipt, NUMBER));
        store.failing(false);
        assertEquals(0, peer.receipt(receipt, NUMBER));
        assertTrue(text(esme.nextDelivery()).contains(" stat:DELIVRD "));
    }

    @Test
    void saysAcceptedWhereNoReceiptIsAskedFor() throws Exception {
        String id = submit(NUMBER, 0);
        assertEquals(0, peer.next().pdu().getRegisteredDelivery());
        while (store.size() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
        assertEquals(MessageState.ACCEPTED, esme.state(id));
    }

    @Test
    void reportsWhatIsRefused() throws Exception {
        peer.answers = false;
        submit(NUMBER, 1);
        peer.next().answer(SMPPConstant.STAT_ESME_RINVDSTADR, "");
        assertTrue(text(esme.nextDelivery()).contains(" stat:UNDELIV "));
    }

    @Test
    void keepsToTheWindow() throws Exception {
        restart(UpstreamPeer.settings("up", peer.port(), 3, "gsm7", 0, "999"));
        peer.answers = false;
        for (int i = 0; i < 8; i++) {
            submit(NUMBER + i, 0);
        }
        List<UpstreamPeer.Submitted> first = List.of(peer.next(), peer.next(), peer.next());
        assertNull(peer.submitted.poll(200, TimeUnit.MILLISECONDS), "more than the window");
        first.getFirst().answer(SMPPConstant.STAT_ESME_ROK, peer.nextId());
        UpstreamPeer.Submitted fourth = peer.next();
        assertNull(peer.submitted.poll(100, TimeUnit.MILLISECONDS), "more than the window");
        peer.answers = true;
        first.get(1).answer(SMPPConstant.STAT_ESME_ROK, peer.nextId());
        first.get(2).answer(SMPPConstant.STAT_ESME_ROK, peer.nextId());
        fourth.answer(SMPPConstant.STAT_ESME_ROK, peer.nextId());
        for (int i = 4; i < 8; i++) {
            peer.next();
        }
    }

    @Test
    void pausesWhereItIsThrottled() throws Exception {
        peer.answers = false;
        submit(NUMBER, 1);
        UpstreamPeer.Submitted refused = peer.next();
        peer.answers = true;
        long began = System.nanoTime();
        refused.answer(SMPPConstant.STAT_ESME_RTHROTTLED, "");
        submit(NUMBER + 4, 0);
        Set<String> others = new HashSet<>();
        others.add(peer.next().pdu().getDestAddress());
        Duration pause = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(pause.compareTo(Duration.ofMillis(90)) > 0, "paused for " + pause);
        others.add(peer.next().pdu().getDestAddress());
        assertEquals(Set.of(NUMBER, NUMBER + 4), others);
    }

    @Test
    void bindsAgainAndCarriesWhatWaits() throws Exception {
        peer.bindStatus = SMPPConstant.STAT_ESME_RINVPASWD;
        peer.disconnect();
        int before = peer.binds.get();
        while (peer.binds.get() < before + 2) {
            LockSupport.parkNanos(1_000_000);
        }
        String id = submit(NUMBER, 0);
        assertEquals(MessageState.ENROUTE, esme.state(id));
        assertTrue(peer.submitted.isEmpty());
        peer.bindStatus = SMPPConstant.STAT_ESME_ROK;
        assertEquals("hello", peer.next().text());
    }

    @Test
    void sendsAgainWhatALostConnectionLeftUnanswered() throws Exception {
        peer.answers = false;
        submit(NUMBER, 1);
        peer.next();
        peer.answers = true;
        peer.disconnect();
        assertEquals("hello", peer.next().text());
    }

    @Test
    void noticesADeadPeer() throws Exception {
        UpstreamSettings slow = peer.settings();
        peer.answersEnquireLink = false;
        restart(
                new UpstreamSettings(
                        true,
                        slow.name(),
                        slow.hosts(),
                        slow.systemId(),
                        slow.passwordFile(),
                        "",
                        "pair",
                        1,
                        10,
                        0,
                        Duration.ofMillis(200),
                        Duration.ofMillis(200),
                        slow.reconnectFirst(),
                        slow.reconnectLast(),
                        "",
                        "1/1",
                        "gsm7",
                        0,
                        "auto",
                        false,
                        slow.prefixes(),
                        slow.tls()));
        int before = peer.binds.get();
        while (peer.binds.get() < before + 4) { // a transmitter and a receiver, twice at least
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void acceptsMessagesFromTheUpstream() throws Exception {
        assertEquals(0, peer.deliver("999700900555", "1000", 0, 0, new byte[] {'h', 'i', 0x11}));
        DeliverSm message = esme.nextDelivery();
        assertEquals("999700900555", message.getSourceAddr());
        assertArrayEquals(new byte[] {'h', 'i', 0x11}, message.getShortMessage());

        assertEquals(
                0, peer.deliver("999700900555", "447700900123", 0, 8, "héé".getBytes(UTF_16BE)));
        assertEquals(
                "héé", centre.nextArrival().userData().text(org.heliograph.pdu.sms.Alphabet.UCS2));
        assertEquals(
                SMPPConstant.STAT_ESME_RINVDSTADR,
                peer.deliver("999700900555", NUMBER, 0, 0, new byte[] {'x'}),
                "back to where it came from");
        store.failing(true);
        assertEquals(
                SMPPConstant.STAT_ESME_RX_T_APPN,
                peer.deliver("999700900555", "1000", 0, 0, new byte[] {'x'}));
        store.failing(false);
    }

    @Test
    void writesTextAsTheUpstreamReadsIt() throws Exception {
        restart(UpstreamPeer.settings("up", peer.port(), 10, "latin1", 3, "999"));
        esme.submit(NUMBER, 0, 3, 0, "déjà".getBytes(ISO_8859_1));
        UpstreamPeer.Submitted sent = peer.next();
        assertEquals(3, sent.pdu().getDataCoding());
        assertEquals("déjà", sent.text());

        esme.submit(NUMBER, 0, 0, 0, new byte[] {0x10}); // delta, which Latin-1 does not have
        UpstreamPeer.Submitted greek = peer.next();
        assertEquals(8, greek.pdu().getDataCoding());
        assertArrayEquals(new byte[] {0x03, (byte) 0x94}, greek.pdu().getShortMessage());
    }

    @Test
    void keepsTheOrderOfEachNumber() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            esme.submit(NUMBER, 0, 0, 0, ("m" + i).getBytes(ISO_8859_1));
            expected.add("m" + i);
        }
        List<String> came = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            came.add(peer.next().text());
        }
        assertEquals(expected, came);
        assertFalse(peer.submitted.iterator().hasNext());
    }
}
