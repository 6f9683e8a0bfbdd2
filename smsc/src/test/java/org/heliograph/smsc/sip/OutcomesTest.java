// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.function.IntFunction;
import org.heliograph.smsc.CausesPage;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.junit.jupiter.api.Test;

/** The tables of docs/causes.md, number by number. */
final class OutcomesTest {
    @Test
    void everyRpCauseMeansWhatThePageSays() throws Exception {
        hold("RP-Cause", 0, 255, Outcomes::ofRpCause);
    }

    @Test
    void everySipStatusMeansWhatThePageSays() throws Exception {
        hold(
                "Status of a SIP response",
                300,
                699,
                status -> Outcomes.ofSipStatus(status, Duration.ZERO));
    }

    private static void hold(
            String heading, int first, int last, IntFunction<DeliveryOutcome> outcome)
            throws Exception {
        IntFunction<Cause> page = CausesPage.mapping(heading);
        for (int number = first; number <= last; number++) {
            Cause expected = page.apply(number);
            boolean permanent = expected.kind() == Cause.Kind.PERMANENT;
            Cause cause =
                    switch (outcome.apply(number)) {
                        case DeliveryOutcome.Failed failed when permanent -> failed.cause();
                        case DeliveryOutcome.Deferred deferred when !permanent -> deferred.cause();
                        default -> throw new AssertionError(heading + " " + number);
                    };
            assertEquals(expected, cause, heading + " " + number);
        }
    }
}
