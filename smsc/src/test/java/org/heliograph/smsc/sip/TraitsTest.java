// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.sip.Traits.Speaks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TraitsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothing              | ''                                                                        | UNKNOWN      | ''
                    the 200 (OK) alone   | SIP/2.0 200 OK~Contact: <sip:a@b>~                                        | UNKNOWN      | ''
                    a handset            | REGISTER sip:x SIP/2.0~User-Agent: iOS/17 iPhone~Contact: <sip:a@b>;+g.3gpp.smsip~ | SMS_OVER_IP | iOS/17 iPhone
                    other case, folded   | REGISTER sip:x SIP/2.0~m: <sip:a@b>;x=y~ ;+G.3GPP.smsip=TRUE~             | SMS_OVER_IP  | ''
                    a softphone          | REGISTER sip:x SIP/2.0~user-agent:Soft/3~CONTACT: <sip:a@b>;expires=60~   | TEXT         | Soft/3
                    beside a handset     | REGISTER sip:x SIP/2.0~Contact: <sip:a@b>~~SIP/2.0 200 OK~Contact: <sip:a@b>~Contact: <sip:c@d>;+g.3gpp.smsip~ | SMS_OVER_IP | ''
                    de-registers all     | REGISTER sip:x SIP/2.0~Expires: 0~                                        | UNKNOWN      | ''
                    in a multipart       | --b~Content-Type: message/sip~~REGISTER sip:x SIP/2.0~Contact: <sip:a@b>~~--b-- | TEXT   | ''
                    """)
    void readsTheCopyOfTheHandsetsRegister(
            String name, String body, Speaks speaks, String userAgent) {
        assertEquals(
                new Traits(speaks, userAgent),
                Traits.copied(Octets.of(body.replace("~", "\r\n"), StandardCharsets.UTF_8)),
                name);
    }

    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource({
        "UNKNOWN,     SMS_OVER_IP, SMS_OVER_IP",
        "TEXT,        SMS_OVER_IP, SMS_OVER_IP",
        "TEXT,        UNKNOWN,     TEXT",
        "SMS_OVER_IP, TEXT,        SMS_OVER_IP",
        "UNKNOWN,     TEXT,        TEXT",
    })
    void remembersTheDeviceThatKnowsMore(Speaks now, Speaks before, Speaks which) {
        assertEquals(which, new Traits(now, "").beside(new Traits(before, "")).speaks());
    }

    @Test
    void boundsAndCleansWhatStrangersWrite() {
        assertEquals(
                "a?b" + "c".repeat(117),
                new Traits(Speaks.TEXT, " a\nb" + "c".repeat(5_000)).userAgent());
    }
}
