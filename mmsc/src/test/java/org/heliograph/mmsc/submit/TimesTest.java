// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final Times times = new Times(Duration.ofDays(7), Duration.ofDays(30));

    /** An interval, or a time that is so long after now. */
    private static MmsTime time(String text) {
        return text.startsWith("at ")
                ? new MmsTime.Absolute(NOW.plus(Duration.parse(text.substring(3))))
                : new MmsTime.Relative(Duration.parse(text));
    }

    private Times.Result of(@Nullable String delivery, @Nullable String expiry) {
        MmsHeaders.Builder headers = MmsHeaders.builder();
        if (delivery != null) {
            headers.add(MmsField.DELIVERY_TIME, time(delivery));
        }
        if (expiry != null) {
            headers.add(MmsField.EXPIRY, time(expiry));
        }
        return times.of(headers.build(), NOW);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothing asked for           |           |              | PT0S  | P7D
                    delivery time               | PT1H      |              | PT1H  | P7DT1H
                    delivery time that is over  | at PT-1H  |              | PT0S  | P7D
                    expiry                      |           | PT1H         | PT0S  | PT1H
                    expiry at a time            |           | at PT1S      | PT0S  | PT1S
                    both                        | at PT1H   | PT61M        | PT1H  | PT61M
                    zero, which stands for none |           | PT0S         | PT0S  | P7D
                    longer than is kept         |           | P31D         | PT0S  | P30D
                    beyond what a clock knows   |           | PT99999999999999H | PT0S | P30D
                    beyond what can be added    |           | PT2562047788015215H30M7S | PT0S | P30D
                    late, with the usual expiry | P25D      |              | P25D  | P30D
                    """)
    void keepsAMessageAsLongAsItsSenderAsks(
            String name,
            @Nullable String delivery,
            @Nullable String expiry,
            Duration deliverAfter,
            Duration expiresAfter) {
        assertEquals(
                new Times.Result.Known(NOW.plus(deliverAfter), NOW.plus(expiresAfter)),
                of(delivery, expiry),
                name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    delivered when it is gone   | P30D      |         | delivery-time
                    expired before              |           | at PT-1S | expiry-past
                    expires now                 |           | at PT0S | expiry-past
                    expires before its delivery | PT2H      | PT1H    | delivery-time
                    expires with its delivery   | PT1H      | PT1H    | delivery-time
                    """)
    void refusesWhatCannotBeMet(
            String name, @Nullable String delivery, @Nullable String expiry, String code) {
        Times.Result result = of(delivery, expiry);
        assertEquals(
                code,
                assertInstanceOf(Times.Result.Impossible.class, result, name).refused().code());
    }
}
