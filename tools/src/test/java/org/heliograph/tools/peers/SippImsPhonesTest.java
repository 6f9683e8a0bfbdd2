// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.heliograph.tools.peers.Events.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.smpp.EsmeClient;
import org.heliograph.tools.smpp.EsmeEvent;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIPp plays an iPhone and an Android phone, each with what goes wrong in real networks. Wireshark
 * reads every MESSAGE of it.
 */
final class SippImsPhonesTest {
    private static final String IPHONE = "+447700900011";
    private static final String ANDROID = "+447700900012";
    private static final String OTHER = "+447700900013";
    private static final String OLD = "+447700900014";

    /** What the phones put into MESSAGE; RP-MR is any, for In-Reply-To says what is meant. */
    private static final Map<String, String> BODIES =
            Map.of(
                    "rp-ack.bin", "02 01",
                    "rp-ack-report.bin", "02 01 41 02 0000",
                    "rp-error.bin", "04 01 01 60",
                    "rp-full.bin", "04 01 01 16",
                    "rp-smma.bin", "06 2b",
                    // an SMS-SUBMIT of "hellohello" to +447700900013
                    "rp-data.bin",
                            "00 2a 00 07 91 44 11 11 11 11 11 16"
                                    + "01 07 0c 91 44 77 00 09 00 31 00 00"
                                    + "0a e8 32 9b fd 46 97 d9 ec 37");

    @TempDir private Path directory;
    private World world;
    private EsmeClient esme;
    private Tshark tshark;
    private Tshark.Capture capture;
    private String iphonePort;
    private String androidPort;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(PeerProcess.isInstalled("sipp"), "needs sipp");
        Tshark.assumeInstalled();
        for (Map.Entry<String, String> body : BODIES.entrySet()) {
            Files.write(directory.resolve(body.getKey()), Octets.ofHex(body.getValue()).toArray());
        }
        iphonePort = freePort();
        androidPort = freePort();
        world =
                new World(
                        directory,
                        Tap.none(),
                        // no octet of it is 0, for the text functions of SIPp
                        "smsc.serviceCentreAddress=+441111111111",
                        "smsc.sip.reportTimeout=4s",
                        "smsc.sip.devices=[{userAgent: OldPhone, rpDestination: true,"
                                + " acceptContact: \"\"}]",
                        "smsc.retry.temporary.first=300ms",
                        "smsc.retry.temporary.longest=300ms",
                        "smsc.retry.absent.first=1h",
                        "smsc.retry.absent.longest=1h");
        esme = world.esme(EsmeClient.Kind.TRANSCEIVER, world.password(), _ -> {});
        tshark =
                new Tshark(
                        directory.resolve("phones.pcapng"),
                        Map.of(world.smsc().sipAddress().port(), "sip"));
        capture = tshark.capture();
        try (PeerProcess iphone = calls("iphone-registers.xml", iphonePort);
                PeerProcess android = calls("android-registers.xml", androidPort)) {
            iphone.lines();
            android.lines();
        }
        warmUp(IPHONE, "iphone-takes.xml", iphonePort);
    }

    /** So that no RP-MR is 0, which the text functions of SIPp end at. */
    private void warmUp(String number, String scenario, String port) throws Exception {
        try (PeerProcess phone = listens(scenario, port, 1)) {
            delivered(submit(number));
            phone.lines();
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (capture != null) {
            capture.finish();
            capture.close();
            everyMessageIsReadByWireshark();
        }
        if (world != null) {
            world.close();
        }
    }

    private void everyMessageIsReadByWireshark() throws Exception {
        List<Tshark.Packet> messages =
                tshark.read(
                        "sip.Method == \"MESSAGE\"",
                        List.of(
                                "frame.number",
                                "gsm_a.rp.msg_type",
                                "sip.Content-Type",
                                "_ws.malformed",
                                "_ws.expert.message",
                                "_ws.expert.severity",
                                "_ws.expert.group"));
        assertTrue(messages.size() >= 2, messages.size() + " MESSAGE requests");
        for (Tshark.Packet message : messages) {
            assertEquals("application/vnd.3gpp.sms", message.one("sip.Content-Type"));
            assertTrue(message.has("gsm_a.rp.msg_type"), message.toString());
            assertEquals(List.of(), WiresharkFaultsTest.faults(message).toList());
        }
    }

    private static String freePort() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return Integer.toString(free.getLocalPort());
        }
    }

    private PeerProcess sipp(String scenario, int calls, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("sipp", "-sf", scenario));
        command.addAll(List.of("-m", Integer.toString(calls), "-i", "127.0.0.1", "-nostdin"));
        command.addAll(
                List.of(
                        "-trace_err",
                        "-trace_msg",
                        "-message_file",
                        "/tmp/sippmsg.log",
                        "-timeout",
                        "40s",
                        "-timeout_error"));
        command.addAll(List.of(more));
        return PeerProcess.start(directory, command, scenario);
    }

    /** A phone that waits for so many MESSAGEs. */
    private PeerProcess listens(String scenario, String port, int calls) throws IOException {
        return sipp(scenario, calls, "-p", port);
    }

    /** A phone that begins. */
    private PeerProcess calls(String scenario, String contactPort) throws IOException {
        return sipp(
                scenario,
                1,
                world.smsc().sipAddress().toString(),
                "-key",
                "contact_port",
                contactPort);
    }

    private String submit(String to) throws Exception {
        return esme.submit("Info", to, "hello", true, EsmeClient.LongText.SEGMENTS).getFirst();
    }

    private String state(String messageId) throws InterruptedException {
        return await(
                        esme.log(),
                        EsmeEvent.Receipt.class,
                        receipt -> receipt.messageId().equals(messageId))
                .state();
    }

    private void delivered(String messageId) throws InterruptedException {
        assertEquals("DELIVRD", state(messageId));
    }

    @Test
    void theSameMessageAgainIsAcknowledgedAgainAndDeliveredOnce() throws Exception {
        Handset other = world.handset("other", OTHER.substring(1), true, _ -> {});
        await(other.log(), HandsetEvent.Registered.class, _ -> true);
        try (PeerProcess answered = listens("iphone-takes.xml", iphonePort, 2);
                PeerProcess iphone = calls("iphone-submits-twice.xml", iphonePort)) {
            iphone.lines();
            answered.lines();
        }
        delivered(submit(OTHER)); // behind whatever else there was for it
        assertEquals(
                1,
                other.log().soFar().stream()
                        .filter(
                                event ->
                                        event instanceof HandsetEvent.TextReceived text
                                                && text.text().equals("hellohello"))
                        .count());
    }

    @Test
    void lateLostAndRepeatedReportsDelayAndLoseNothing() throws Exception {
        try (PeerProcess android = listens("android-late.xml", androidPort, 2)) {
            delivered(submit(ANDROID));
            android.lines();
        }
        try (PeerProcess android = listens("android-lost.xml", androidPort, 2)) {
            delivered(submit(ANDROID));
            android.lines();
        }
        try (PeerProcess android = listens("android-slow.xml", androidPort, 1)) {
            delivered(submit(ANDROID));
            android.lines();
        }
        try (PeerProcess android = listens("android-takes.xml", androidPort, 1)) {
            delivered(submit(ANDROID));
            android.lines();
        }
    }

    /** So that the other tests show that ours is empty. */
    @Test
    void anIphoneRefusesAFilledRpDestination() throws Exception {
        Octets filled =
                Octets.ofHex(
                        "01 05 07 91 44 11 11 11 11 11 07 91 44 77 00 09 00 11"
                                + "0d 04 04 81 21 43 00 04 62 80 12 51 30 54 00 00");
        try (PeerProcess iphone = listens("iphone-takes.xml", iphonePort, 1);
                DatagramSocket smsc = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            smsc.setSoTimeout(500); // as timer E
            SocketAddress phone =
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), Integer.parseInt(iphonePort));
            String head =
                    ("MESSAGE sip:phone@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:%d;"
                                    + "branch=z9hG4bKfilled\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>"
                                    + "\r\nCall-ID: filled@b\r\nCSeq: 1 MESSAGE\r\nContent-Type:"
                                    + " application/vnd.3gpp.sms\r\nContent-Length: %d\r\n\r\n")
                            .formatted(smsc.getLocalPort(), filled.length());
            Octets message = Octets.of(head, StandardCharsets.ISO_8859_1).plus(filled);
            String answer = "";
            for (int i = 0; i < 40 && !answer.startsWith("MESSAGE"); i++) {
                smsc.send(new DatagramPacket(message.toArray(), message.length(), phone));
                answer = received(smsc);
            }
            assertTrue(answer.endsWith("\r\n\r\n\u0004\u0001\u0001`"), answer);
            assertTrue(answer.contains("\r\nIn-Reply-To: filled@b\r\n"), answer);
            byte[] accepted =
                    answer.replaceFirst("MESSAGE .*", "SIP/2.0 202 Accepted")
                            .replaceFirst("Content-Length:.*", "Content-Length: 0")
                            .getBytes(StandardCharsets.ISO_8859_1);
            smsc.send(new DatagramPacket(accepted, accepted.length - 4, phone));
            iphone.lines();
        }
    }

    /** {@return the next datagram, or nothing} */
    private static String received(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[2_000], 2_000);
        try {
            do {
                socket.receive(packet);
            } while (packet.getData()[0] == 'S'); // what the MESSAGE was answered with
            return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException e) {
            return "";
        }
    }

    @Test
    void aDeviceProfileGivesAPhoneWhatItWants() throws Exception {
        String port = freePort();
        try (PeerProcess old = calls("old-registers.xml", port)) {
            old.lines();
        }
        warmUp(OLD, "old-takes.xml", port);
        try (PeerProcess old = listens("old-takes.xml", port, 1)) {
            delivered(submit(OLD));
            old.lines();
        }
    }

    @Test
    void oneThatIsNotThereWaitsForItsRegistration() throws Exception {
        try (PeerProcess iphone = calls("iphone-leaves.xml", iphonePort)) {
            iphone.lines();
        }
        String messageId = submit(IPHONE);
        try (PeerProcess android = listens("android-takes.xml", androidPort, 1)) {
            delivered(submit(ANDROID)); // the first has had its attempt by then
            android.lines();
        }
        try (PeerProcess taking = listens("iphone-takes.xml", iphonePort, 1);
                PeerProcess iphone = calls("iphone-registers.xml", iphonePort)) {
            iphone.lines();
            delivered(messageId); // the next attempt by itself is an hour away
            taking.lines();
        }
    }

    @Test
    void oneThatRefusesWith488DelaysNobody() throws Exception {
        try (PeerProcess iphone = listens("iphone-refuses.xml", iphonePort, 1);
                PeerProcess android = listens("android-takes.xml", androidPort, 1)) {
            String refused = submit(IPHONE);
            delivered(submit(ANDROID));
            assertEquals("UNDELIV", state(refused));
            iphone.lines();
            android.lines();
        }
    }

    @Test
    void memoryFullWaitsForRpSmma() throws Exception {
        String messageId;
        try (PeerProcess iphone = listens("iphone-full.xml", iphonePort, 1)) {
            messageId = submit(IPHONE);
            iphone.lines();
        }
        try (PeerProcess answered = listens("iphone-takes.xml", iphonePort, 2);
                PeerProcess iphone = calls("iphone-frees.xml", iphonePort)) {
            iphone.lines();
            delivered(messageId); // the next attempt by itself is an hour away
            answered.lines();
        }
    }
}
