// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.function.IntFunction;
import org.heliograph.smsc.CausesPage;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.junit.jupiter.api.Test;

/** The table of docs/causes.md, number by number. */
final class CommandStatusTest {
    @Test
    void everyCommandStatusMeansWhatThePageSays() throws Exception {
        IntFunction<Cause> page = CausesPage.mapping("command_status");
        for (int status = 1; status <= 0x600; status++) {
            Cause expected = page.apply(status);
            boolean permanent = expected.kind() == Cause.Kind.PERMANENT;
            Cause cause =
                    switch (CommandStatus.outcome(status)) {
                        case DeliveryOutcome.Failed failed when permanent -> failed.cause();
                        case DeliveryOutcome.Deferred deferred when !permanent -> deferred.cause();
                        default -> throw new AssertionError(Integer.toHexString(status));
                    };
            assertEquals(expected, cause, Integer.toHexString(status));
        }
        assertInstanceOf(DeliveryOutcome.Delivered.class, CommandStatus.outcome(0));
    }
}
