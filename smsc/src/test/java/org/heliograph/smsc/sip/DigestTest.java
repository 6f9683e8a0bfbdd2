// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.heliograph.smsc.sip.SipSite.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.register.MemoryRegistrationStore;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.subscribers.SipCredentialsFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Softphones prove themselves; digests are made here as RFC 7616 §3.4 writes them. */
final class DigestTest {
    private static final String REALM = "ims.example";
    private static final String URI = "sip:ims.example";

    @TempDir static Path directory;
    private SipSite site;
    private SipPeer phone;

    static String hash(String algorithm, String text) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance(algorithm)
                                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** As {@code printf user:realm:password | md5sum} makes it. */
    static String line(String algorithm, String user, String password) throws Exception {
        String secret = user + ":" + REALM + ":" + password;
        return user + ":" + REALM + ":" + hash(algorithm, secret);
    }

    @BeforeEach
    void start() throws Exception {
        Path file = directory.resolve("users");
        Files.writeString(
                file,
                "# of the lab\n\n"
                        + line("MD5", ALICE, "secret")
                        + "\n"
                        + line("SHA-256", ALICE, "secret")
                        + "\nalice:other.realm:00\n"
                        + line("MD5", "bob", "geheim")
                        + ":+"
                        + BOB
                        + "\n"
                        + line("SHA-256", "bob", "geheim")
                        + ":"
                        + BOB
                        + "\n");
        site =
                new SipSite(
                        SipSite.settings("192.0.2.0/24", Duration.ofSeconds(8)),
                        SipSite.QUICK,
                        new MemoryRegistrationStore(),
                        new SipCredentialsFile(file, REALM));
        phone = site.udp();
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    private SipPeer.Received register(String number, String authorization) throws IOException {
        phone.send(
                phone.request(
                        "REGISTER",
                        number,
                        "Contact: <" + phone.contact() + ">\r\nExpires: 600\r\n" + authorization,
                        Octets.EMPTY));
        return phone.response();
    }

    private String nonce(SipPeer.Received challenge, String algorithm) {
        Matcher nonce =
                Pattern.compile("nonce=\"([^\"]+)\", algorithm=" + algorithm + ",")
                        .matcher(challenge.head());
        assertTrue(nonce.find(), challenge::head);
        return nonce.group(1);
    }

    private String answer(
            String algorithm, String user, String password, String nonce, String count)
            throws Exception {
        String ha1 = hash(algorithm, user + ":" + REALM + ":" + password);
        String ha2 = hash(algorithm, "REGISTER:" + URI);
        boolean counts = !count.isEmpty();
        String response =
                hash(
                        algorithm,
                        counts
                                ? ha1 + ":" + nonce + ":" + count + ":0a4f113b:auth:" + ha2
                                : ha1 + ":" + nonce + ":" + ha2);
        return "Authorization: Digest username=\""
                + user
                + "\", realm=\""
                + REALM
                + "\", nonce=\""
                + nonce
                + "\", uri=\""
                + URI
                + "\", response=\""
                + response
                + "\", algorithm="
                + algorithm
                + (counts ? ", cnonce=\"0a4f113b\", qop=auth, nc=" + count : "")
                + "\r\n";
    }

    private boolean isRegistered(String number) {
        return site.server.channel().isRegistered(new Msisdn(number));
    }

    @ParameterizedTest
    @CsvSource({"MD5, ''", "MD5, 00000001", "SHA-256, 00000001"})
    void registersWhoKnowsThePassword(String algorithm, String count) throws Exception {
        SipPeer.Received challenge = register(ALICE, "");
        assertEquals(401, challenge.status());
        assertTrue(
                challenge.header("WWW-Authenticate").contains("algorithm=SHA-256"),
                "the best comes first");
        assertFalse(isRegistered(ALICE));
        String nonce = nonce(challenge, algorithm);
        assertEquals(
                200, register(ALICE, answer(algorithm, ALICE, "secret", nonce, count)).status());
        assertTrue(isRegistered(ALICE));
    }

    @Test
    void countsANonceUpAndTakesNoProofTwice() throws Exception {
        String nonce = nonce(register(ALICE, ""), "MD5");
        assertEquals(
                200, register(ALICE, answer("MD5", ALICE, "secret", nonce, "00000001")).status());
        assertEquals(
                200, register(ALICE, answer("MD5", ALICE, "secret", nonce, "00000005")).status());
        for (String used : new String[] {"00000005", "00000003", ""}) {
            SipPeer.Received again = register(ALICE, answer("MD5", ALICE, "secret", nonce, used));
            assertEquals(401, again.status(), used);
            assertTrue(again.head().contains("stale=true"), used);
            assertNotEquals(nonce, nonce(again, "MD5"));
        }
    }

    @Test
    void asksAgainWhenTheNonceIsOldOrFromBeforeARestart() throws Exception {
        String nonce = nonce(register(ALICE, ""), "SHA-256");
        site.now.set(SipSite.NOW.plusSeconds(301));
        SipPeer.Received old =
                register(ALICE, answer("SHA-256", ALICE, "secret", nonce, "00000001"));
        assertEquals(401, old.status());
        assertTrue(old.head().contains("stale=true"));
        String made = nonce(old, "SHA-256");
        String foreign = made.substring(0, 63) + (made.endsWith("0") ? "1" : "0");
        for (String unknown : new String[] {foreign, "", "zz", foreign + "00"}) {
            SipPeer.Received again =
                    register(ALICE, answer("SHA-256", ALICE, "secret", unknown, "00000001"));
            assertEquals(401, again.status(), unknown);
        }
        assertFalse(isRegistered(ALICE));
    }

    @Test
    void refusesAWrongPasswordAnUnknownUserAndAnotherNumber() throws Exception {
        String nonce = nonce(register(ALICE, ""), "MD5");
        assertEquals(
                403, register(ALICE, answer("MD5", ALICE, "Secret", nonce, "00000001")).status());
        assertEquals(403, register(ALICE, answer("MD5", "nobody", "", nonce, "00000001")).status());
        assertEquals(
                403, register(ALICE, answer("MD5", "bob", "geheim", nonce, "00000002")).status());
        assertFalse(isRegistered(ALICE));
        assertEquals(
                200, register(BOB, answer("MD5", "bob", "geheim", nonce, "00000003")).status());
        assertTrue(isRegistered(BOB));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Authorization: Digest
                    Authorization: Digest realm="ims.example"
                    Authorization: Basic YTpi
                    Authorization: Digest username="447700900001", realm="x", nonce="", uri="", response=""
                    Authorization: Digest username="447700900001", realm="ims.example", algorithm=AKAv1-MD5, response=""
                    Authorization: Digest username="447700900001", realm="ims.example", qop=auth-int, response=""
                    """)
    void asksWhoeverDoesNotAnswerTheChallenge(String header) throws IOException {
        int status = register(ALICE, header + "\r\n").status();
        assertTrue(status == 401 || status == 400, "" + status);
        assertFalse(isRegistered(ALICE));
    }

    private int registered(String password) throws Exception {
        String nonce = nonce(register(ALICE, ""), "MD5");
        return register(ALICE, answer("MD5", ALICE, password, nonce, "00000001")).status();
    }

    @Test
    void knowsAtOnceWhatIsWrittenIntoTheFileAndKeepsWhatItHadWhereThatIsNoGood() throws Exception {
        Path file = directory.resolve("users");
        assertEquals(200, registered("secret"));
        Files.writeString(file, line("MD5", ALICE, "a new one") + "\n");
        assertEquals(403, registered("secret"));
        assertEquals(200, registered("a new one"));
        Files.writeString(file, "half a line");
        assertEquals(200, registered("a new one"));
        Files.delete(file);
        assertEquals(200, registered("a new one"));
        Files.writeString(file, line("MD5", ALICE, "the third") + "\n");
        assertEquals(200, registered("the third"));
    }
}
