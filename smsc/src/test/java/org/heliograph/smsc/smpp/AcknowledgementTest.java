// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.heliograph.config.Listen;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.junit.jupiter.api.Test;

/** An ESME that writes each response by itself, with Nagle's algorithm on as sockets have it. */
final class AcknowledgementTest {
    private static final int DELIVER_SM = 5;
    private static final int DELIVER_SM_RESP = 0x8000_0005;
    private static final int MESSAGES = 600;

    /** Half a window would wait 40 ms each time, twelve seconds altogether. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final SmscSettings.Smpp WINDOW_OF_TWO =
            new SmscSettings.Smpp(
                    Listen.of("127.0.0.1:0"),
                    65_536,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    50,
                    2,
                    List.of(new SmscSettings.Account("demo", "demo.password", List.of("1000"))));

    @Test
    void isNotHeldUpByItsOwnSystem() throws Exception {
        try (var centre = new TestCentre(new MemoryMessageStore(), WINDOW_OF_TWO, 1_000);
                RawPeer esme = RawPeer.of(centre)) {
            assertEquals(0, esme.bindAs(RawPeer.BIND_TRANSCEIVER, "demo"));
            var submissions = new OctetWriter();
            for (int i = 0; i < MESSAGES; i++) {
                submissions.octets(RawPeer.submit(i + 2, "1000", Octets.of('x'), Octets.EMPTY));
            }
            esme.send(submissions.toOctets());

            long start = System.nanoTime();
            for (int delivered = 0; delivered < MESSAGES; ) {
                Pdu pdu = esme.nextPdu();
                if (pdu.commandId() == DELIVER_SM) {
                    esme.send(RawPeer.pdu(DELIVER_SM_RESP, pdu.sequenceNumber(), Octets.of(0)));
                    delivered++;
                }
            }
            var taken = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(taken.compareTo(PATIENCE) < 0, taken.toString());
        }
    }
}
