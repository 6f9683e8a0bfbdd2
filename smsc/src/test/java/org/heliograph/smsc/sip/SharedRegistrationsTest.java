// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.heliograph.smsc.sip.SipSite.BOB;
import static org.heliograph.smsc.sip.SipSite.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.heliograph.config.SqlDatabase;
import org.heliograph.smsc.register.RegistrationStore;
import org.heliograph.smsc.store.PostgresServer;
import org.heliograph.smsc.store.SqlRegistrationStore;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.subscribers.SipCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one database know of each other's registrations. */
final class SharedRegistrationsTest {
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final BlockingQueue<Msisdn> alertsOfFirst = new LinkedBlockingQueue<>();
    private final BlockingQueue<Msisdn> alertsOfSecond = new LinkedBlockingQueue<>();
    private SqlDatabase database;
    private SipServer first;
    private SipServer second;

    @BeforeEach
    void start() throws Exception {
        database = opened(PostgresServer.start()).database();
        first = node(alertsOfFirst);
        second = node(alertsOfSecond);
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }

    private SipServer node(BlockingQueue<Msisdn> alerts) throws Exception {
        RegistrationStore store =
                opened(SqlRegistrationStore.open(database, true, new SimpleMeterRegistry()));
        return opened(
                SipServer.start(
                        SipSite.settings("127.0.0.0/8", Duration.ofSeconds(8)),
                        "+447700900999",
                        _ -> List.of(),
                        _ -> {},
                        SipSite.nothingSubmitted(),
                        SipTls.NONE,
                        new Registering(store, SipCredentials::none, alerts::add, alerts::add),
                        Clock.systemUTC()));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : opened.reversed()) {
            part.close();
        }
    }

    @Test
    void whatOneRegistersTheOtherReachesUntilItEnds() throws Exception {
        try (SipPeer phone = SipPeer.overUdp(first.port())) {
            assertEquals(200, phone.register(ALICE, 600).status());
            assertEquals(new Msisdn(ALICE), soon(alertsOfSecond));
            assertEquals(first.registered(new Msisdn(ALICE)), second.registered(new Msisdn(ALICE)));
            assertEquals(200, phone.register(ALICE, 0).status());
            assertEquals(new Msisdn(ALICE), soon(alertsOfSecond), "another device may take it");
            assertFalse(second.channel().isRegistered(new Msisdn(ALICE)));
            assertEquals(200, phone.register(BOB, 600).status());
            assertEquals(new Msisdn(BOB), soon(alertsOfSecond));
            assertTrue(alertsOfSecond.isEmpty(), "an end that is known already");
        }
        SipServer third = node(new LinkedBlockingQueue<>());
        assertTrue(third.channel().isRegistered(new Msisdn(BOB)));
        assertFalse(third.channel().isRegistered(new Msisdn(ALICE)));
    }

    /** Only the node that has the connection reaches what is behind it. */
    @Test
    void whatIsBehindAConnectionIsLeftToTheNodeThatHasIt() throws Exception {
        try (SipPeer phone = SipPeer.overTcp(first.port());
                SipPeer other = SipPeer.overUdp(first.port())) {
            assertEquals(200, phone.register(ALICE, 600).status());
            assertEquals(200, other.register(BOB, 600).status());
            assertEquals(new Msisdn(BOB), soon(alertsOfSecond));
            assertTrue(first.channel().isRegistered(new Msisdn(ALICE)));
            assertFalse(second.channel().isRegistered(new Msisdn(ALICE)));
        }
    }
}
