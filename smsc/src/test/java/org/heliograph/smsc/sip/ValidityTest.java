// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Scts;
import org.heliograph.pdu.sms.ValidityPeriod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ValidityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0, PT5M",
        "143, PT12H",
        "144, PT12H30M",
        "167, PT24H",
        "168, P2D",
        "196, P30D",
        "197, P35D",
        "255, P441D"
    })
    void countsTheRelativeFormat(int octet, Duration expected) {
        assertEquals(expected, Validity.of(new ValidityPeriod.Relative(octet), NOW));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "00000000000000, PT0S",
        "01a70000000000, PT24H",
        "02ff0000000000, PT4M15S",
        "02000000000000, PT0S",
        "03000000000000, PT1S",
        "03214365000000, PT12H34M56S",
        "8300 2143650000, PT12H34M56S",
        "07000000000000, PT0S"
    })
    void countsTheEnhancedFormat(String hex, Duration expected) {
        assertEquals(expected, Validity.of(new ValidityPeriod.Enhanced(Octets.ofHex(hex)), NOW));
    }

    @Test
    void countsUntilTheAbsoluteTimeAndNeverBackwards() {
        assertEquals(
                Duration.ofHours(1),
                Validity.of(
                        new ValidityPeriod.Absolute(
                                new Scts(OffsetDateTime.parse("2026-03-01T15:00:00+02:00"))),
                        NOW));
        assertEquals(
                Duration.ofSeconds(1),
                Validity.of(
                        new ValidityPeriod.Absolute(
                                new Scts(OffsetDateTime.parse("2026-03-01T11:00:00Z"))),
                        NOW));
    }
}
