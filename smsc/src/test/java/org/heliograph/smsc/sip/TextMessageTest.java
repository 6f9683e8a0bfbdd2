// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.heliograph.smsc.sip.SipSite.BOB;
import static org.heliograph.smsc.sip.SipSite.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.heliograph.config.Cidr;
import org.heliograph.config.MoSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.accept.Acceptance.Answer;
import org.heliograph.smsc.accept.Acceptance.Refusal;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plain text from softphones that know no SMS over IP. */
final class TextMessageTest {
    private SipSite site;
    private SipPeer phone;

    @BeforeEach
    void start() throws IOException {
        var mo =
                new MoSettings(
                        List.of("tel:+447700900998"),
                        List.of(Cidr.of("127.0.0.1")),
                        List.of(),
                        Duration.ofMinutes(2),
                        32,
                        "auto");
        site = new SipSite(SipSite.settings(mo), SipSite.QUICK);
        phone = site.udp();
        phone.register(ALICE, 600);
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    private void send(String to, String contentType, byte[] text, String more) throws IOException {
        String request =
                new String(
                                phone.request(
                                        "MESSAGE",
                                        ALICE,
                                        "Content-Type: " + contentType + "\r\n" + more,
                                        Octets.of(text)),
                                StandardCharsets.ISO_8859_1)
                        .replaceFirst("MESSAGE [^ ]*", "MESSAGE " + to)
                        .replaceFirst("To: [^\r]*", "To: <" + to + ">");
        phone.send(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Hello, @{} €       | text/plain                      | UTF-8        | 1
                    Grüße, Ω           | TEXT/PLAIN;charset="UTF-8"      | UTF-8        | 1
                    привет             | text/plain; charset=utf-8       | UTF-8        | 1
                    Grüße              | text/plain; charset=ISO-8859-1  | ISO-8859-1   | 1
                    0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789! | text/plain | UTF-8 | 2
                    """)
    void becomesShortMessages(String text, String contentType, String charset, int parts)
            throws Exception {
        send(
                "sip:+447700900002@ims.example",
                contentType,
                text.getBytes(Charset.forName(charset)),
                "Expires: 90\r\n");
        assertEquals(202, phone.response().status());
        Submission submission = soon(site.submissions);
        assertEquals(new Origin.Subscriber(new Msisdn(ALICE), 0), submission.origin());
        assertEquals(TpAddress.international(ALICE), submission.originatingAddress());
        assertEquals(List.of(TpAddress.international(BOB)), submission.destinationAddresses());
        assertEquals(ReportRequest.NONE, submission.reportRequest());
        assertEquals(Duration.ofSeconds(90), submission.validityPeriod());
        assertEquals(parts, submission.parts().size());
        assertEquals(
                text,
                submission.parts().stream()
                        .map(part -> part.text(submission.dataCodingScheme().alphabet()))
                        .collect(Collectors.joining()));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({
        "sip:1000@ims.example,                      text/plain,                 hello, 202",
        "tel:+44-7700-900002,                       text/plain,                 hello, 202",
        "sip:bob@ims.example,                       text/plain,                 hello, 404",
        "sip:+447700900002@elsewhere.example,       text/plain,                 hello, 404",
        "sip:123456789012345678901@ims.example,     text/plain,                 hello, 404",
        "sip:+447700900002@ims.example,             text/plain,                 '',    400",
        "sip:+447700900002@ims.example,             text/plain;charset=utf-16,  hello, 400",
        "sip:+447700900002@ims.example,             text/html,                  hello, 404",
        "tel:+447700900998,                         text/html,                  hello, 415",
    })
    void saysByItsStatusWhatBecameOfIt(String to, String contentType, String text, int status)
            throws Exception {
        send(to, contentType, text.getBytes(StandardCharsets.UTF_8), "");
        SipPeer.Received response = phone.response();
        assertEquals(status, response.status());
        assertEquals(status == 202 ? 1 : 0, site.submissions.size());
        if (status == 415) {
            assertEquals("application/vnd.3gpp.sms, text/plain", response.header("Accept"));
        }
    }

    @Test
    void refusesWhatIsNotOfItsCharset() throws Exception {
        send("tel:+447700900002", "text/plain", new byte[] {'a', (byte) 0xFF}, "");
        assertEquals(400, phone.response().status());
    }

    @Test
    void refusesWhatIsFarTooLong() throws Exception {
        send(
                "tel:+447700900002",
                "text/plain",
                "a".repeat(153 * 32).getBytes(StandardCharsets.US_ASCII),
                "");
        assertEquals(202, phone.response().status());
        assertEquals(32, soon(site.submissions).parts().size());
        send(
                "tel:+447700900002",
                "text/plain",
                "a".repeat(153 * 32 + 1).getBytes(StandardCharsets.US_ASCII),
                "");
        assertEquals(413, phone.response().status());
        send(
                "tel:+447700900002",
                "text/plain",
                "a".repeat(60_000).getBytes(StandardCharsets.US_ASCII),
                "");
        assertEquals(413, phone.response().status());
    }

    @ParameterizedTest
    @CsvSource({
        "NO_ROUTE, 404, ''",
        "QUEUE_FULL, 503, 60",
        "STORE_FAILED, 500, 5",
        "BLOCKED, 403, ''",
        "LIMITED, 503, 60",
        "NO_CREDIT, 402, ''",
        "NO_ACCOUNT, 403, ''",
        "NO_PRICE, 403, ''",
        "CHARGING_AWAY, 500, 5"
    })
    void refusesAsTheCoreDoes(Refusal refusal, int status, String retryAfter) throws Exception {
        site.answer.set(new Answer.Refused(refusal, "because"));
        send("tel:+447700900002", "text/plain", new byte[] {'a'}, "");
        SipPeer.Received response = phone.response();
        assertEquals(status, response.status());
        assertEquals(retryAfter, response.header("Retry-After"));
    }

    @Test
    void answersOnceItIsDurable() throws Exception {
        site.stored = new CountDownLatch(1);
        send("tel:+447700900002", "text/plain", new byte[] {'a'}, "");
        soon(site.submissions);
        phone.send(phone.request("OPTIONS", ALICE, "", Octets.EMPTY));
        assertTrue(phone.receive().header("CSeq").endsWith("OPTIONS"));
        site.stored.countDown();
        assertEquals(202, phone.receive().status());
    }
}
