// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.DeliveryOutcome.Deferred;
import org.heliograph.smsc.message.DeliveryOutcome.Delivered;
import org.heliograph.smsc.message.DeliveryOutcome.Failed;
import org.junit.jupiter.api.Test;

/** Ninety subscribers on one socket: a third is silent, a third refuses all, a third is well. */
final class CrowdTest {
    private static final int CROWD = 90;
    private static final int ROUNDS = 10;

    private static String number(int i) {
        return "4477009100" + (i + 10);
    }

    /** What the last two digits of a number make its handset do. */
    private static int kind(String number) {
        return (Integer.parseInt(number.substring(number.length() - 2)) - 10) % 3;
    }

    @Test
    void delaysNobodyForTheSilentAndTheRefusing() throws Exception {
        var slow = new ClientTransactions.Timers(Duration.ofMillis(200), Duration.ofMillis(800));
        try (SipSite site =
                        new SipSite(SipSite.settings("127.0.0.0/8", Duration.ofSeconds(60)), slow);
                SipPeer handsets = SipPeer.overUdp(site.server.port());
                ExecutorService answering = Executors.newSingleThreadExecutor()) {
            for (int i = 0; i < CROWD; i++) {
                String number = number(i);
                handsets.send(
                        handsets.request(
                                "REGISTER",
                                number,
                                "Contact: <sip:"
                                        + number
                                        + "@127.0.0.1:"
                                        + handsets.port()
                                        + ">\r\n",
                                Octets.EMPTY));
                assertEquals(200, handsets.response().status());
            }
            var done = new AtomicBoolean();
            List<Future<DeliveryOutcome>> silent = new ArrayList<>();
            for (int i = 0; i < CROWD; i += 3) {
                silent.add(site.deliver(SipSite.text(number(i), "hello")));
            }
            Future<?> answers = answering.submit(() -> answer(handsets, done));
            long from = System.nanoTime();
            for (int round = 0; round < ROUNDS; round++) {
                List<Future<DeliveryOutcome>> refused = new ArrayList<>();
                List<Future<DeliveryOutcome>> taken = new ArrayList<>();
                for (int i = 0; i < CROWD; i += 3) {
                    refused.add(site.deliver(SipSite.text(number(i + 1), "hello")));
                    taken.add(site.deliver(SipSite.text(number(i + 2), "hello")));
                }
                for (Future<DeliveryOutcome> one : taken) {
                    assertEquals(new Delivered(), SipSite.soon(one));
                }
                for (Future<DeliveryOutcome> one : refused) {
                    assertEquals(new Failed(Cause.NOT_SUPPORTED, "SIP 488"), SipSite.soon(one));
                }
            }
            assertTrue(
                    System.nanoTime() - from < Duration.ofSeconds(10).toNanos(),
                    "the others took as long as the silent ones");
            assertTrue(silent.stream().noneMatch(Future::isDone));
            done.set(true); // and what comes again to the silent ones ends the loop
            answers.get();
            for (Future<DeliveryOutcome> one : silent) {
                DeliveryOutcome end = one.get(30, TimeUnit.SECONDS);
                assertEquals(new Deferred(Cause.NO_ANSWER, "no SIP response"), end);
            }
        }
    }

    private static void answer(SipPeer handsets, AtomicBoolean done) {
        try {
            while (!done.get()) {
                SipPeer.Received message = handsets.receive();
                if (message.status() != 0) {
                    continue;
                }
                String number = message.firstLine().replaceAll("MESSAGE sip:(\\d+)@.*", "$1");
                switch (kind(number)) {
                    case 1 -> handsets.respond(message, "488 Not Acceptable Here");
                    case 2 -> {
                        handsets.respond(message, "200 OK");
                        int reference =
                                ((RpMessage.RpData) message.relayMessage()).messageReference();
                        Octets ack =
                                RpCodec.encode(
                                        new RpMessage.RpAck(
                                                Direction.FROM_MS, reference, Octets.EMPTY));
                        handsets.send(
                                handsets.message(
                                        number,
                                        ack,
                                        "In-Reply-To: " + message.header("Call-ID") + "\r\n"));
                    }
                    default -> {}
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
