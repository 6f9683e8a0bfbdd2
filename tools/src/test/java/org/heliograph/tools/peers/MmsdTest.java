// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.heliograph.tools.peers.Events.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.Status;
import org.heliograph.tools.demo.Photo;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.mms.Attachment;
import org.heliograph.tools.mms.Composition;
import org.heliograph.tools.mms.Mm1Client;
import org.heliograph.tools.wire.EventLog;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * mmsd-tng, the MMS client of Linux phones, is the handset: it sends, and fetches what it is
 * notified of. Its modem is a mock, which is given the octets that the SMS had over SMPP; its
 * packet gateway is ours.
 */
final class MmsdTest {
    private static final String A = "447700900001";
    private static final String B = "447700900002";
    private static final String PYTHON = "/usr/bin/python3"; // where Debian's packages are
    private static final String SUBMIT_SM = "0x00000004";

    @TempDir Path directory;

    private final EventLog<String> log = new EventLog<>(_ -> {});

    @BeforeEach
    void needsMmsd() throws IOException, InterruptedException {
        assumeTrue(PeerProcess.isInstalled("mmsdtng"), "needs mmsd-tng");
        assumeTrue(PeerProcess.isInstalled("dbus-run-session"), "needs dbus-daemon");
        assumeTrue(Files.isExecutable(Path.of(PYTHON)), "needs python3-dbusmock");
        try (PeerProcess python =
                PeerProcess.start(directory, List.of(PYTHON, "-c", "import dbusmock, gi"))) {
            assumeTrue(python.process().waitFor() == 0, "needs python3-dbusmock");
        }
        Tshark.assumeInstalled();
    }

    @Test
    void sendsAndFetches() throws Exception {
        try (World world = new World(directory, Tap.none())) {
            Handset a = registered(world, A, true);
            Handset b = registered(world, B, false);
            Process mmsd = start(world, b);
            try (BufferedWriter commands = mmsd.outputWriter()) {
                await(log, String.class, "ready"::equals);
                sends(a, commands);
                fetches(world, a, b, commands);
            } finally {
                mmsd.waitFor(10, TimeUnit.SECONDS);
                mmsd.descendants().forEach(ProcessHandle::destroyForcibly);
                mmsd.destroyForcibly();
            }
        }
    }

    private static Handset registered(World world, String msisdn, boolean fetches)
            throws IOException, InterruptedException {
        Handset handset = world.handset(msisdn, msisdn, fetches, _ -> {});
        await(handset.log(), HandsetEvent.Registered.class, _ -> true);
        return handset;
    }

    private Process start(World world, Handset handset) throws IOException {
        PeerProcess.write(directory, "mmsd.py", Map.of());
        String proxy = "127.0.0.1:" + handset.gateway().address().getPort();
        return PeerProcess.logging(
                directory,
                List.of("dbus-run-session", "--", PYTHON, "mmsd.py", world.mm1().toString(), proxy),
                log);
    }

    private void sends(Handset a, BufferedWriter commands) throws Exception {
        Path text = Files.writeString(directory.resolve("text.txt"), "Hello from mmsd-tng");
        tell(commands, "send +" + A + " Hi " + text);
        HandsetEvent.MmsReceived received =
                await(a.log(), HandsetEvent.MmsReceived.class, _ -> true);
        assertEquals("Hi", received.message().headers().first(MmsField.SUBJECT).get().text());
        Octets part = received.content().leaves().getFirst().body();
        assertEquals("Hello from mmsd-tng", part.toString(StandardCharsets.UTF_8));
        await(log, String.class, "status sent"::equals);
    }

    private void fetches(World world, Handset a, Handset b, BufferedWriter commands)
            throws Exception {
        Octets photo = Photo.jpeg();
        Tshark tshark =
                new Tshark(
                        directory.resolve("push.pcapng"),
                        Map.of(world.smsc().smppAddress().port(), "smpp"));
        try (Tshark.Capture capture = tshark.capture()) {
            Composition message =
                    new Composition(
                            List.of("+" + B),
                            "Hello",
                            true,
                            List.of(Attachment.of("sunrise.jpg", photo)));
            assertInstanceOf(Mm1Client.Answer.Pdu.class, a.sendMms(message));
            await(b.log(), HandsetEvent.NotificationReceived.class, _ -> true);
            capture.finish();
        }
        tell(commands, "push " + push(tshark));
        String added = await(log, String.class, line -> line.startsWith("added +" + A));
        HandsetEvent.DeliveryReportReceived report =
                await(a.log(), HandsetEvent.DeliveryReportReceived.class, _ -> true);
        assertEquals(Status.RETRIEVED, report.report().status());
        String[] words = added.split(" ", -1);
        assertEquals("Hello", words[3]);
        String[] file = words[words.length - 1].split(":", 3);
        int from = Integer.parseInt(file[0]);
        byte[] all = Files.readAllBytes(Path.of(file[2]));
        assertArrayEquals(
                photo.toArray(), Arrays.copyOfRange(all, from, from + Integer.parseInt(file[1])));
    }

    /** {@return what the modem hands up of the SMS: what follows the user data header} */
    private static String push(Tshark tshark) throws IOException, InterruptedException {
        List<String> messages =
                tshark.read("smpp", List.of("smpp.command_id", "smpp.message")).stream()
                        .filter(packet -> packet.has("smpp.command_id", SUBMIT_SM))
                        .flatMap(packet -> packet.all("smpp.message").stream())
                        .toList();
        assertEquals(1, messages.size(), "the notification is one SMS");
        String hex = messages.getFirst().replace(":", "");
        assertTrue(hex.startsWith("0605040b84"), hex); // to WAP push's port
        return hex.substring(2 * 7);
    }

    private static void tell(BufferedWriter commands, String line) throws IOException {
        commands.write(line);
        commands.newLine();
        commands.flush();
    }
}
