// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.heliograph.smsc.smpp.RawPeer.BIND_TRANSMITTER;
import static org.heliograph.smsc.smpp.RawPeer.bind;
import static org.heliograph.smsc.smpp.RawPeer.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.heliograph.config.SettingsLoader;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.junit.jupiter.api.Test;

/** congestion_state in responses (SMPP 5.0 §4.8.4.18): before refusals come, it tells of them. */
final class CongestionStateTest {
    private static final int MOST_WAITING = 500;

    private static TestCentre centre(String account, int mostWaiting) throws Exception {
        SmscSettings.Smpp smpp =
                SettingsLoader.load(
                                List.of(),
                                List.of(
                                        "smsc.smpp.listen=127.0.0.1:0",
                                        "smsc.smpp.accounts=[{systemId: demo, passwordFile: f,"
                                                + " shortCodes: []"
                                                + account
                                                + "}, {systemId: other, passwordFile: f,"
                                                + " shortCodes: []}]"))
                        .smsc()
                        .smpp();
        var centre = new TestCentre(new MemoryMessageStore(), smpp, mostWaiting / 100);
        centre.handset = _ -> new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test");
        return centre;
    }

    private static RawPeer peer(TestCentre centre, String systemId, int version) throws Exception {
        RawPeer peer = RawPeer.of(centre);
        peer.send(bind(BIND_TRANSMITTER, systemId, TestCentre.PASSWORD, version));
        assertEquals(0, peer.nextPdu().commandStatus());
        return peer;
    }

    /** {@return what the answer to one more message says, or nothing} */
    private static OptionalInt state(RawPeer peer, int sequence) throws Exception {
        peer.send(submit(sequence, "x", Octets.EMPTY));
        Pdu answer = peer.nextPdu();
        assertEquals(0, answer.commandStatus(), "of message " + sequence);
        Octets body = answer.octets().from(Pdu.HEADER_OCTETS);
        int end = 0;
        while (body.at(end) != 0) {
            end++;
        }
        return Parameters.find(Parameters.whole(body.from(end + 1)), 0x0428)
                .map(value -> OptionalInt.of(value.at(0)))
                .orElse(OptionalInt.empty());
    }

    @Test
    void risesUntilTooManyWait() throws Exception {
        try (TestCentre centre = centre("", MOST_WAITING);
                RawPeer peer = peer(centre, "demo", 0x50);
                RawPeer other = peer(centre, "other", 0x50)) {
            int sent = 2; // sequence_number 1 was the bind
            int last = state(peer, sent).orElseThrow();
            assertTrue(last <= 25, "one destination of five: " + last);
            for (sent++; sent <= MOST_WAITING * 4 / 5; sent++) {
                int next = state(peer, sent).orElseThrow();
                assertTrue(next >= last && next <= 100, last + " then " + next);
                last = next;
            }
            assertTrue(last >= 99, "at its end: " + last);
            peer.send(submit(sent, "x", Octets.EMPTY));
            peer.send(submit(sent + 1, "x", Octets.EMPTY));
            assertEquals("80000004 0 " + sent, peer.next());
            assertEquals("80000004 14 " + (sent + 1), peer.next());
            assertEquals(80, state(other, 2).orElseThrow(), "how full it is for others");
        }
    }

    @Test
    void tellsOfThroughput() throws Exception {
        try (TestCentre centre = centre(", throughput: 100", 1_000_000);
                RawPeer peer = peer(centre, "demo", 0x50)) {
            int first = state(peer, 2).orElseThrow();
            assertTrue(first <= 1, "one of a burst of a hundred: " + first);
            int last = 0;
            for (int i = 3; i < 100; i++) {
                last = state(peer, i).orElseThrow();
            }
            assertTrue(last >= 30, "all but what has come back meanwhile: " + last);
        }
    }

    @Test
    void isNotToldToWhoSpeaksAnOlderVersion() throws Exception {
        try (TestCentre centre = centre("", MOST_WAITING);
                RawPeer peer = peer(centre, "demo", 0x34)) {
            assertEquals(OptionalInt.empty(), state(peer, 2));
        }
    }
}
