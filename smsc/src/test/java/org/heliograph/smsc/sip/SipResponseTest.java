// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of a response; {@code ~} stands for the end of a line. */
final class SipResponseTest {
    private static Optional<SipResponse> read(String text) {
        return SipResponse.read(text.replace("~", "\r\n").getBytes(ISO_8859_1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SIP/2.0 200 OK~Via: SIP/2.0/UDP h:1;branch=z9hG4bKa;rport~CSeq: 1 MESSAGE~~             | 200 | z9hG4bKa | 0
                    SIP/2.0 200 OK~v:SIP/2.0/UDP h:1;rport;branch=z9hG4bKa~CSEQ: 1 MESSAGE~~                | 200 | z9hG4bKa | 0
                    sip/2.0 486 ~Via: SIP/2.0/UDP h:1 ; Branch = z9hG4bKa ;x=y~CSeq:1 MESSAGE~~             | 486 | z9hG4bKa | 0
                    SIP/2.0 503 Busy~Retry-After: 17 (soon);duration=3~Via: SIP/2.0/TCP h;branch=b~cseq: 1 MESSAGE~~ | 503 | b | 17
                    SIP/2.0 503 Busy~Retry-After: 99999999~Via: SIP/2.0/TCP h;branch=b~CSeq: 1 MESSAGE~~    | 503 | b | 3600
                    SIP/2.0 503 Busy~Retry-After: never~Via: SIP/2.0/TCP h;branch=b~CSeq: 1 MESSAGE~~       | 503 | b | 0
                    SIP/2.0 200 OK~Via: SIP/2.0/UDP h:1~ ;branch=z9hG4bKa~CSeq: 1~\tMESSAGE~~rubbish: [     | 200 | z9hG4bKa | 0
                    SIP/2.0 200 OK~Via: SIP/2.0/UDP [2001:db8::1]:1;branch=c~CSeq: 1 MESSAGE~               | 200 | c | 0
                    """)
    void readsWhatATransactionNeeds(String text, int status, String branch, int retryAfter) {
        SipResponse response = read(text).orElseThrow();
        assertEquals(status, response.status());
        assertEquals(branch, response.branch());
        assertEquals("MESSAGE", response.method().strip());
        assertEquals(Duration.ofSeconds(retryAfter), response.retryAfter());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SIP/2.0 200 OK~Via: SIP/2.0/UDP h;branch=a~~
                    SIP/2.0 200 OK~CSeq: 1 MESSAGE~~
                    SIP/2.0 200 OK~Via: SIP/2.0/UDP h;branch=a~Via: SIP/2.0/UDP i;branch=b~CSeq: 1 MESSAGE~~
                    SIP/2.0 200 OK~Via: SIP/2.0/UDP h;branch=a, SIP/2.0/UDP i;branch=b~CSeq: 1 MESSAGE~~
                    SIP/2.0 2x0 OK~Via: SIP/2.0/UDP h;branch=a~CSeq: 1 MESSAGE~~
                    SIP/2.0 999 OK~Via: SIP/2.0/UDP h;branch=a~CSeq: 1 MESSAGE~~
                    SIP/2.0 200 OK
                    SIP/2.0 20
                    SIP/3.0 200 OK~Via: SIP/2.0/UDP h;branch=a~CSeq: 1 MESSAGE~~
                    SIP/2.0 200 OK~no header here~Via: SIP/2.0/UDP h;branch=a~CSeq: 1 MESSAGE~~
                    """)
    void takesNothingElse(String text) {
        assertEquals(Optional.empty(), read(text));
    }

    @Test
    void survivesWhateverComes() {
        var random = new SplittableRandom(3_261);
        byte[] good =
                "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h:1;branch=a\r\nCSeq: 1 MESSAGE\r\n\r\n"
                        .getBytes(ISO_8859_1);
        for (int i = 0; i < 100_000; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int j = random.nextInt(4); j > 0 && bad.length > 0; j--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            SipResponse.read(bad);
        }
    }
}
