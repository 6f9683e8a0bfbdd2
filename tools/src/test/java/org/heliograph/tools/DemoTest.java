// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DemoTest {
    @Test
    void showsEveryHopAndLeavesWithSuccess() {
        CommandRun demo = CommandRun.of("demo");
        assertEquals(0, demo.code(), demo.err() + demo.out());
        assertAll(
                List.of(
                                "handset A --> MMSC  MM1   POST M-Send.req",
                                "MMSC      --> SMSC  SMPP  submit_sm from 1099",
                                "handset B <-- SMSC  SIP   MESSAGE RP-DATA",
                                "handset B --> SMSC  SIP   MESSAGE RP-ACK",
                                "stranger  <-- MMSC  MM1   404",
                                "handset B --> MMSC  MM1   POST M-NotifyResp.ind",
                                "bind refused: ESME_RINVPASWD",
                                "deliver_sm receipt",
                                "Everything arrived")
                        .stream()
                        .map(line -> () -> assertTrue(demo.out().contains(line), line)));
    }
}
