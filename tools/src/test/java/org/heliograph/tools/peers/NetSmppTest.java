// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.heliograph.tools.peers.Events.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heliograph.config.Listen;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Perl's Net::SMPP is an ESME. */
final class NetSmppTest {
    private static final String SENDER = "Heliograph1";
    private static final String TEXT = "Hello from Perl";

    @TempDir Path directory;

    @BeforeEach
    void needsNetSmpp() throws IOException, InterruptedException {
        assumeTrue(PeerProcess.isInstalled("perl"), "needs libnet-smpp-perl");
        try (PeerProcess perl =
                PeerProcess.start(directory, List.of("perl", "-MNet::SMPP", "-e", "1"))) {
            assumeTrue(perl.process().waitFor() == 0, "needs libnet-smpp-perl");
        }
    }

    @Test
    void submitsATextAndGetsItsReceipt() throws Exception {
        try (World world = new World(directory, Tap.none())) {
            Handset handset = world.handset("handset", "447700900001", true, _ -> {});
            await(handset.log(), HandsetEvent.Registered.class, _ -> true);
            List<String> learnt;
            try (PeerProcess perl = submit(world, world.password())) {
                learnt = perl.lines();
            }
            await(
                    handset.log(),
                    HandsetEvent.TextReceived.class,
                    t -> t.from().equals(SENDER) && t.text().equals(TEXT));
            assertEquals(4, learnt.size(), learnt.toString());
            assertEquals("bind 0", learnt.getFirst());
            assertEquals("unbind 0", learnt.getLast());
            String response = line(learnt, "submit_sm_resp 0 ");
            String id = response.substring("submit_sm_resp 0 ".length());
            String receipt =
                    line(learnt, "deliver_sm 4 447700900001 " + SENDER + " id:" + id + " ");
            assertTrue(receipt.contains(" stat:DELIVRD err:000 "), receipt);
        }
    }

    @Test
    void isRefusedWithAWrongPassword() throws Exception {
        try (World world = new World(directory, Tap.none());
                PeerProcess perl = submit(world, "wrong")) {
            assertEquals(1, perl.process().waitFor());
            assertEquals("bind 14\n", Files.readString(perl.output()));
        }
    }

    private PeerProcess submit(World world, String password) throws IOException {
        Listen smsc = world.smsc().smppAddress();
        return PeerProcess.start(
                directory,
                List.of(
                        "perl",
                        "submit.pl",
                        smsc.host(),
                        Integer.toString(smsc.port()),
                        World.ESME,
                        password,
                        SENDER,
                        "447700900001",
                        TEXT),
                "submit.pl");
    }

    private static String line(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + start + " in " + lines));
    }
}
