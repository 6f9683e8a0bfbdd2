// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heliograph.config.Check;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Real messages, changed at random, by the thousands: afterwards the listeners serve as before, no
 * thread is lost, and nothing was met that the server took for a fault of its own.
 */
final class SipMutationTest {
    private static final long SECONDS = 4;
    private static final int BETWEEN_PROBES = 50; // so that no socket buffer overflows

    private static final Pattern HEX = Pattern.compile("\"hex\": *\"((?:[0-9a-fA-F]{2})+)\"");

    /**
     * What a response or an answer is sent to by a name stays as it is: nothing leaves the machine.
     */
    private static final List<String> KEPT = List.of("contact", "m", "route", "path");

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final SplittableRandom random = new SplittableRandom(24_341);
    private SipSite site;
    private SipPeer pacer;
    private int sent;

    @BeforeEach
    void start() throws IOException {
        lines.start();
        logger().addAppender(lines);
        logger().setAdditive(false); // tens of thousands of lines, all alike
        site = new SipSite();
        pacer = site.udp();
    }

    @AfterEach
    void stop() throws IOException {
        logger().setAdditive(true);
        logger().detachAppender(lines);
        site.close();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("org.heliograph.smsc.sip");
    }

    /** Relay messages as handsets send them, and those of the vectors where they are there. */
    private static List<Octets> relayMessages() throws IOException {
        List<Octets> found = new ArrayList<>();
        for (String hex :
                List.of(
                        "00 2a 00 07914477009990f9 12 01070c914477000900200004 0500ff0d0a00",
                        "00 05 00 07917477000999f9 0a 0201000007 04912143 00",
                        "02 41 41 02 0000",
                        "04 41 02 16 00 41 02 0000",
                        "06 29")) {
            found.add(Octets.ofHex(hex));
        }
        Path vectors =
                Path.of(System.getProperty("heliograph.root", ".."))
                        .resolve("../shared/vectors/rp-smsoip/rp.json");
        if (Files.exists(vectors)) {
            HEX.matcher(Files.readString(vectors))
                    .results()
                    .forEach(hit -> found.add(Octets.ofHex(hit.group(1))));
        }
        return found;
    }

    private static List<byte[]> seeds(SipPeer phone) throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (Octets relay : relayMessages()) {
            seeds.add(
                    phone.message(
                            ALICE,
                            relay,
                            "In-Reply-To: a@b\r\nRequire: sec-agree\r\n"
                                    + "P-Asserted-Identity: <tel:+"
                                    + ALICE
                                    + ">, <sip:a@ims.example>\r\nRoute: <sip:127.0.0.1;lr>\r\n"));
        }
        seeds.add(
                phone.request(
                        "REGISTER",
                        ALICE,
                        "Contact: <"
                                + phone.contact()
                                + ">;expires=60;+g.3gpp.smsip;+sip.instance=\"<urn:uuid:1>\"\r\n",
                        Octets.EMPTY));
        seeds.add(phone.request("OPTIONS", ALICE, "Accept: */*\r\n", Octets.EMPTY));
        seeds.add(
                ("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\nFrom:"
                                + " <sip:a@b>;tag=1\r\nTo: <sip:a@b>;tag=2\r\nCall-ID: c\r\nCSeq: 1"
                                + " MESSAGE\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return seeds;
    }

    @ParameterizedTest(name = "over TCP: {0}")
    @ValueSource(booleans = {false, true})
    void servesAsBeforeAfterMutatedMessages(boolean tcp) throws Exception {
        SipPeer phone = tcp ? site.tcp() : site.udp();
        List<byte[]> seeds = seeds(phone);
        phone.register(ALICE, 60);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
            byte[] mutated = mutated(seeds.get(random.nextInt(seeds.size())), seeds);
            if (tcp) {
                phone = sentOverTcp(phone, mutated);
            } else {
                phone.send(mutated);
            }
            if (++sent % BETWEEN_PROBES == 0) {
                probe();
            }
        }
        for (SipPeer each : List.of(site.udp(), site.tcp())) {
            assertEquals(200, each.register(ALICE, 60).status());
        }
        for (Check check : site.server.checks()) {
            assertEquals(Optional.empty(), check.problem().get(), check.name());
        }
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (site.server.requestsInHand() > 0 && System.nanoTime() < patience) {
            new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
        }
        assertEquals(0, site.server.requestsInHand(), "after " + sent + " messages");
        assertEquals(
                List.of(),
                List.copyOf(lines.list).stream()
                        .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                        .map(ILoggingEvent::getFormattedMessage)
                        .toList());
        assertTrue(sent > 500, "only " + sent + " were sent");
    }

    /** The server ends a connection on which it cannot find the next message: then a new one. */
    private SipPeer sentOverTcp(SipPeer phone, byte[] octets) throws IOException {
        try {
            phone.send(octets);
            return phone;
        } catch (SocketException e) {
            phone.close();
            SipPeer next = site.tcp();
            next.send(octets);
            return next;
        }
    }

    private void probe() throws IOException {
        pacer.send(pacer.request("OPTIONS", ALICE, "", Octets.EMPTY));
        assertEquals(200, pacer.response().status());
    }

    private byte[] mutated(byte[] seed, List<byte[]> seeds) {
        byte[] octets = seed;
        for (int k = 1 + random.nextInt(5); k > 0; k--) {
            octets =
                    switch (random.nextInt(8)) {
                        case 0 -> splice(octets, seeds.get(random.nextInt(seeds.size())));
                        case 1 -> without(octets);
                        case 2 -> twice(octets);
                        case 3 -> withNumber(octets);
                        case 4 -> Arrays.copyOf(octets, random.nextInt(octets.length + 1));
                        case 5 -> linesMoved(octets);
                        default -> octetsChanged(octets);
                    };
        }
        return withKept(octets, seed);
    }

    private byte[] octetsChanged(byte[] octets) {
        byte[] changed = octets.clone();
        for (int k = 1 + random.nextInt(4); k > 0 && changed.length > 0; k--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private byte[] splice(byte[] one, byte[] other) {
        byte[] tail = Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length);
        return joined(Arrays.copyOf(one, random.nextInt(one.length + 1)), tail);
    }

    private byte[] without(byte[] octets) {
        int from = random.nextInt(octets.length + 1);
        int to = Math.min(octets.length, from + random.nextInt(40));
        return joined(Arrays.copyOf(octets, from), Arrays.copyOfRange(octets, to, octets.length));
    }

    private byte[] twice(byte[] octets) {
        int from = random.nextInt(octets.length + 1);
        int to = Math.min(octets.length, from + random.nextInt(200));
        return joined(Arrays.copyOf(octets, to), Arrays.copyOfRange(octets, from, octets.length));
    }

    private byte[] withNumber(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        List<String> numbers =
                List.of("-1", "0", "65536", "2147483648", "99999999999999999999", "1e9", "");
        String number = numbers.get(random.nextInt(numbers.size()));
        int skipped = random.nextInt(12);
        var digits = Pattern.compile("\\d+").matcher(text);
        while (digits.find()) {
            if (skipped-- == 0) {
                text = text.substring(0, digits.start()) + number + text.substring(digits.end());
                break;
            }
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] linesMoved(byte[] octets) {
        List<String> all =
                new ArrayList<>(
                        List.of(new String(octets, StandardCharsets.ISO_8859_1).split("\r\n", -1)));
        all.add(random.nextInt(all.size()), all.remove(random.nextInt(all.size())));
        return String.join("\r\n", all).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What tells where to send something is that of the seed, or is not there. */
    private static byte[] withKept(byte[] octets, byte[] seed) {
        List<String> originals = keptLines(seed).toList();
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        List<String> kept =
                Stream.of(text.split("\r\n", -1))
                        .filter(line -> !isKept(line) || originals.contains(line))
                        .toList();
        return String.join("\r\n", kept).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Stream<String> keptLines(byte[] seed) {
        return Stream.of(new String(seed, StandardCharsets.ISO_8859_1).split("\r\n", -1))
                .filter(SipMutationTest::isKept);
    }

    private static boolean isKept(String line) {
        int colon = line.indexOf(':');
        return colon > 0
                && KEPT.contains(line.substring(0, colon).strip().toLowerCase(Locale.ROOT));
    }

    private static byte[] joined(byte[] one, byte[] other) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }
}
