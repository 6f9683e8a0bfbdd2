// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that can be no value is wrong usage, exit 2; what others refuse is a failure, exit 1. */
final class WrongUsageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "handset --msisdn nobody",
                "handset --msisdn 447700900001 --sip nowhere",
                "handset --msisdn 447700900001 --mm1 ://",
                "send sms --from A --to B --text T --system-id U --password P --smpp nowhere",
                "send mms --to +447700900002 --text T --mm1 nowhere --from +447700900001",
                "send mms --to +447700900002 --text T --mm1 http://127.0.0.1:9/"
                        + " --identity-header none"
            })
    void valueThatCannotBeIsWrongUsage(String command) {
        CommandRun run = CommandRun.of(command.split(" ", -1));
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains("--help"), run.err());
    }
}
