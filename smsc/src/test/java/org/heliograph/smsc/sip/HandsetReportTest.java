// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read without the parser is what the parser reads; {@code ~} stands for a line's end. */
final class HandsetReportTest {
    private static final Hop SOURCE =
            new Hop(
                    Hop.Transport.UDP,
                    new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 4_060));

    /** As a handset sends it that registers with us; and as it comes through an S-CSCF. */
    private static final List<String> SEEDS =
            List.of(
                    "MESSAGE sip:+447700900999@ims.example;user=phone SIP/2.0~Via: SIP/2.0/UDP"
                            + " 192.0.2.7:5060;branch=z9hG4bKa1;rport~Max-Forwards: 70~From:"
                            + " <sip:+447700900001@ims.example>;tag=1~To:"
                            + " <sip:+447700900999@ims.example;user=phone>~Call-ID: q8.Z-1@192.0.2.7:5060~CSeq:"
                            + " 20 MESSAGE~In-Reply-To: 0aF@ims.example:5060~User-Agent: Phone (a; b)~Content-Type:"
                            + " application/vnd.3gpp.sms~Content-Length: 2~~\u0002A",
                    "MESSAGE tel:+447700900999 SIP/2.0~Record-Route: <sip:a.example;lr>~Via:"
                            + " SIP/2.0/TCP Scscf.ims.example;branch=z9hG4bK3.0~via: SIP/2.0/UDP"
                            + " [2001:db8::1]:5061;rport=5;branch=z9hG4bK4;received=192.0.2.1~from:"
                            + " <tel:+447700900001>;tag=a~TO: <sip:192.0.2.9:5060>;x;tag=9~Call-ID:"
                            + " 77~CSeq: 1 MESSAGE~P-Asserted-Identity:"
                            + " <sip:+447700900001@ims.example>~P-Asserted-Identity:"
                            + " <tel:+447700900001>~P-Charging-Vector: icid-value=\"a\";icid-generated-at=b~In-Reply-To:"
                            + " a@b~In-Reply-To: c~Content-Type:application/VND.3GPP.sms~~\u0004A\u0001\u0016");

    private static byte[] octets(String text) {
        return text.replace("~", "\r\n").getBytes(ISO_8859_1);
    }

    private static Stream<String> seeds() {
        return SEEDS.stream();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsWhatTheParserReads(String seed) {
        assertTrue(isReadAlike(octets(seed)), "not plain");
    }

    @Test
    void readsAlikeWhateverItTakesOfMessagesChangedAtRandom() {
        var random = new SplittableRandom(24_341);
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] octets = octets(SEEDS.get(random.nextInt(SEEDS.size())));
            for (int k = 1 + random.nextInt(3); k > 0; k--) {
                octets = changed(octets, random);
            }
            read += isReadAlike(octets) ? 1 : 0;
        }
        assertTrue(read > 10_000, "only " + read + " were read");
    }

    private static byte[] changed(byte[] octets, SplittableRandom random) {
        String text = new String(octets, ISO_8859_1);
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(12));
        String some = ";:<>@=,\" \t\r\n+[]%aZ09.-_\u0000\u00e9\\?&";
        String with =
                switch (random.nextInt(5)) {
                    case 0 -> "";
                    case 1 -> text.substring(at, end).repeat(2);
                    case 2 -> "" + some.charAt(random.nextInt(some.length()));
                    case 3 -> text.substring(at, end) + some.charAt(random.nextInt(some.length()));
                    default -> text.substring(at, end).toUpperCase(Locale.ROOT);
                };
        return (text.substring(0, at) + with + text.substring(end)).getBytes(ISO_8859_1);
    }

    /** {@return whether it was read; fails where the parser reads something else} */
    private static boolean isReadAlike(byte[] octets) {
        Optional<HandsetReport> read = HandsetReport.read(octets);
        if (read.isEmpty()) {
            return false;
        }
        HandsetReport report = read.get();
        String text = new String(octets, ISO_8859_1);
        var parsed = assertInstanceOf(SipReader.Read.Request.class, SipReader.read(octets), text);
        SIPRequest request = parsed.message();
        assertEquals("MESSAGE", request.getMethod(), text);
        assertEquals(parsed.body(), report.body(), text);
        assertEquals(
                request.getRequestURI(), ImplicitSet.uri(report.requestUri()).orElseThrow(), text);
        assertEquals(MessageRequests.inReplyTo(request), report.inReplyTo(), text);
        assertEquals(
                PublicIdentity.msisdn(request.getFrom().getAddress().getURI())
                        .filter(_ -> report.fromNumber().isPresent()),
                report.fromNumber(),
                text);
        assertEquals(request.getHeaders("P-Asserted-Identity").hasNext(), report.isAsserted());
        assertEquals(ServerTransactions.keyOf(request), report.transactionKey(), text);
        assertEquals(
                new WayBack(
                        SOURCE,
                        request.getTopmostVia().hasParameter("rport"),
                        request.getTopmostVia().getPort()),
                report.wayBack(SOURCE),
                text);
        Reply reply = Reply.of(202, "Accepted", "Allow: MESSAGE");
        assertEquals(
                lines(reply.to(request, SOURCE, "t")),
                lines(report.answered(reply, SOURCE, "t")),
                text);
        return true;
    }

    /** Of a response as the parser reads it, which tells a repeated parameter once. */
    private static List<String> lines(byte[] response) {
        List<String> lines = new ArrayList<>();
        var parsed = assertInstanceOf(SipReader.Read.Response.class, SipReader.read(response));
        String text = parsed.message().encode();
        for (String line : text.split("\r\n", -1)) {
            List<String> parameters =
                    new ArrayList<>(List.of(line.toLowerCase(Locale.ROOT).split(";", -1)));
            parameters.sort(null);
            lines.add(String.join(";", parameters).replace(": ", ":").strip());
        }
        return lines;
    }

    @ParameterizedTest(name = "{0} instead of {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    OPTIONS sip:                          | MESSAGE sip:
                    Require: x~Max-Forwards:              | Max-Forwards:
                    Contact: <sip:a@b>~Max-Forwards:      | Max-Forwards:
                    c: text/plain~Max-Forwards:           | Max-Forwards:
                    From: "A" <sip:+                      | From: <sip:+
                    text/plain                            | application/vnd.3gpp.sms
                    application/vnd.3gpp.sms;a=b          | application/vnd.3gpp.sms
                    Content-Length: 3                     | Content-Length: 2
                    Content-Length: 1                     | Content-Length: 2
                    branch=1                              | branch=z9hG4bKa1
                    ;branch=z9hG4bKb;branch=z9hG4bKa1     | ;branch=z9hG4bKa1
                    ;rport=9                              | ;rport
                    ;received=192.0.2.1                   | ;rport
                    20 NOTIFY                             | 20 MESSAGE
                    20~ MESSAGE                           | 20 MESSAGE
                    Call-ID: 1~Call-ID:                   | Call-ID:
                    a@b, c@d                              | 0aF@ims.example
                    """)
    void leavesToTheParserWhatIsNotPlain(String instead, String of) {
        String seed = SEEDS.getFirst();
        assertTrue(seed.contains(of));
        assertEquals(Optional.empty(), HandsetReport.read(octets(seed.replace(of, instead))));
        String data = seed.substring(0, seed.length() - 2) + "\u0000A";
        assertEquals(Optional.empty(), HandsetReport.read(octets(data)), "no report");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "sip:+447700900001@ims.example, 447700900001",
        "tel:+447700900001, 447700900001",
        "sip:447700900001@ims.example,",
        "sip:+44-7700@ims.example,",
        "sip:+1234567890123456@ims.example,",
        "sip:alice@ims.example,"
    })
    void findsNumbersWrittenInTheUsualWay(String uri, String digits) {
        String text = SEEDS.getFirst().replace("sip:+447700900001@ims.example", uri);
        assertEquals(
                Optional.ofNullable(digits).map(Msisdn::new),
                HandsetReport.read(octets(text)).orElseThrow().fromNumber());
    }
}
