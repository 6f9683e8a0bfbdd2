// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.heliograph.tools.peers.Events.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIPp is a phone that writes to one of ours. */
final class SippPhoneTest {
    /**
     * RP-DATA to the service centre with an SMS-SUBMIT to +447700900001. Its user data are the
     * octets that the world writes for "hellohello" in the GSM alphabet.
     */
    private static final Octets SUBMIT =
            Octets.ofHex(
                    "00 2a 00 07 91 44 77 00 99 90 f9 16"
                            + "01 07 0c 91 44 77 00 09 00 10 00 00 0a e8 32 9b fd 46 97 d9 ec 37");

    @TempDir Path directory;

    @Test
    void itsTextReachesAHandsetAndIsAcknowledged() throws Exception {
        assumeTrue(PeerProcess.isInstalled("sipp"), "needs sipp");
        Files.write(directory.resolve("rp.bin"), SUBMIT.toArray());
        String contactPort = Integer.toString(freePort());
        try (World world = new World(directory, Tap.none())) {
            Handset handset = world.handset("handset", "447700900001", true, _ -> {});
            await(handset.log(), HandsetEvent.Registered.class, _ -> true);
            String smsc = world.smsc().sipAddress().toString();
            try (PeerProcess answering = sipp("phone-answers.xml", "-p", contactPort);
                    PeerProcess submitting =
                            sipp("phone-submits.xml", smsc, "-key", "contact_port", contactPort)) {
                submitting.lines();
                HandsetEvent.TextReceived text =
                        await(handset.log(), HandsetEvent.TextReceived.class, _ -> true);
                assertEquals("hellohello", text.text());
                assertEquals("+447700900007", text.from());
                answering.lines();
            }
        }
    }

    private PeerProcess sipp(String scenario, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("sipp", "-sf", scenario, "-m", "1"));
        command.addAll(List.of("-i", "127.0.0.1", "-nostdin", "-trace_err"));
        command.addAll(List.of("-timeout", "60s", "-timeout_error"));
        command.addAll(List.of(more));
        return PeerProcess.start(directory, command, scenario);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
