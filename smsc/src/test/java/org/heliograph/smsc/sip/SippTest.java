// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.heliograph.config.MoSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.accept.Submission;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIPp plays a handset. */
final class SippTest {
    /** RP-DATA with an SMS-SUBMIT of 8-bit data 00 ff 0d 0a 00 to +447700900002. */
    private static final Octets SUBMIT =
            Octets.ofHex(
                    "00 2a 00 07 91 44 77 00 99 90 f9 12"
                            + "01 07 0c 91 44 77 00 09 00 20 00 04 05 00 ff 0d 0a 00");

    private static final int CALLS = 50;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"u1", "t1"})
    void submitsAndGetsRpAck(String transport) throws Exception {
        Sipp sipp = new Sipp(directory);
        Files.write(directory.resolve("rp.bin"), SUBMIT.toArray());
        String contactPort = Sipp.freePort();
        try (SipSite site =
                new SipSite(
                        SipSite.settings(
                                new MoSettings(
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        Duration.ZERO, // all calls submit the same
                                        32,
                                        "off")),
                        ClientTransactions.Timers.DEFAULT)) {
            Process receiver = sipp.start("mt-answer", CALLS, "-t", "u1", "-p", contactPort);
            Process sender =
                    sipp.start(
                            "mo-message",
                            CALLS,
                            "127.0.0.1:" + site.server.port(),
                            "-t",
                            transport,
                            "-r",
                            "100",
                            "-l",
                            "1",
                            "-key",
                            "contact_port",
                            contactPort);
            sipp.assertSuccess(sender, "mo-message");
            sipp.assertSuccess(receiver, "mt-answer");
            assertEquals(CALLS, site.submissions.size());
            Submission submission = SipSite.soon(site.submissions);
            assertEquals(ALICE, submission.originatingAddress().value());
            assertEquals(Octets.ofHex("00ff0d0a00"), submission.parts().getFirst().payload());
        }
    }
}
