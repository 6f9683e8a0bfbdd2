// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.heliograph.config.Cidr;
import org.heliograph.config.SipRegistrationSettings;
import org.heliograph.smsc.register.MemoryRegistrationStore;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.subscribers.SipCredentials;
import org.heliograph.subscribers.SipCredentialsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIPp plays an S-CSCF, and a softphone that proves itself. */
final class RegistrationSippTest {
    private static final int CALLS = 50;

    @TempDir Path directory;

    private static SipSite site(
            String registerFrom,
            String scscfFrom,
            String events,
            Supplier<SipCredentials> credentials)
            throws IOException {
        return new SipSite(
                SipSite.settings(
                        registerFrom,
                        new SipRegistrationSettings(List.of(Cidr.of(scscfFrom)), events, ""),
                        100),
                ClientTransactions.Timers.DEFAULT,
                new MemoryRegistrationStore(),
                credentials);
    }

    @Test
    void scscfRegistersAndDeregistersASubscriberWithTheHandsetsOwnMessagesInTheBody()
            throws Exception {
        Sipp sipp = new Sipp(directory);
        try (SipSite site = site("192.0.2.0/24", "127.0.0.0/8", "off", SipCredentials::none)) {
            Process scscf =
                    sipp.start(
                            "third-party-register",
                            CALLS,
                            "127.0.0.1:" + site.server.port(),
                            "-r",
                            "50",
                            "-l",
                            "1");
            sipp.assertSuccess(scscf, "third-party-register");
            assertEquals(2 * CALLS, site.alerts.size());
            assertEquals(List.of(), site.server.registered(new Msisdn(ALICE)));
        }
    }

    @Test
    void softphoneRegistersByDigest() throws Exception {
        Sipp sipp = new Sipp(directory);
        Path users = directory.resolve("users");
        Files.writeString(users, DigestTest.line("MD5", ALICE, "secret"));
        try (SipSite site =
                site(
                        "192.0.2.0/24",
                        "192.0.2.0/24",
                        "off",
                        new SipCredentialsFile(users, "ims.example"))) {
            Process phone =
                    sipp.start(
                            "digest-register",
                            CALLS,
                            "127.0.0.1:" + site.server.port(),
                            "-r",
                            "50",
                            "-l",
                            "1",
                            "-s",
                            ALICE);
            sipp.assertSuccess(phone, "digest-register");
            assertEquals(1, site.server.registered(new Msisdn(ALICE)).size());
        }
    }

    @Test
    void scscfTellsThatItHasDeregisteredASubscriber() throws Exception {
        Sipp sipp = new Sipp(directory);
        String notifier = Sipp.freePort();
        try (SipSite site = site("192.0.2.0/24", "127.0.0.0/8", "ours", SipCredentials::none)) {
            Process teller = sipp.start("reg-event", 1, "-t", "u1", "-p", notifier);
            Process scscf =
                    sipp.start(
                            "third-party-bare",
                            1,
                            "127.0.0.1:" + site.server.port(),
                            "-key",
                            "contact_port",
                            notifier);
            sipp.assertSuccess(scscf, "third-party-bare");
            sipp.assertSuccess(teller, "reg-event");
            assertEquals(List.of(), site.server.registered(new Msisdn(ALICE)));
            assertEquals(0, site.server.scscfRegistrations());
        }
    }
}
