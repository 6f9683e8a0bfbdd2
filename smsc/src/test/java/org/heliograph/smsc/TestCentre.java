// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.heliograph.config.ClientTls;
import org.heliograph.config.ConfigException;
import org.heliograph.config.EsmePassword;
import org.heliograph.config.FirewallSettings;
import org.heliograph.config.Listen;
import org.heliograph.config.PasswordHash;
import org.heliograph.config.ServerTls;
import org.heliograph.config.SmscSettings;
import org.heliograph.config.UpstreamSettings;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.charge.Charges;
import org.heliograph.smsc.deliver.DeliveryChannel;
import org.heliograph.smsc.firewall.Counters;
import org.heliograph.smsc.firewall.CountersInMemory;
import org.heliograph.smsc.firewall.Firewall;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.queue.Dispatcher;
import org.heliograph.smsc.queue.MessageIds;
import org.heliograph.smsc.queue.MessageStore;
import org.heliograph.smsc.queue.RetrySchedule;
import org.heliograph.smsc.queue.SubmittedMessages;
import org.heliograph.smsc.report.Reports;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Router;
import org.heliograph.smsc.smpp.BoundSessions;
import org.heliograph.smsc.smpp.EsmeAccounts;
import org.heliograph.smsc.smpp.Outbinds;
import org.heliograph.smsc.smpp.SmppServer;
import org.heliograph.smsc.smpp.Upstreams;

/**
 * The SMSC on any store, with SMPP on a real port, and handsets that the test decides about: what
 * {@link #handset} answers becomes of each message for them.
 */
public final class TestCentre implements AutoCloseable {
    public static final String PASSWORD = "secret01";

    public static final SmscSettings.Smpp SMPP =
            new SmscSettings.Smpp(
                    Listen.of("127.0.0.1:0"),
                    65_536,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    50,
                    10,
                    List.of(
                            new SmscSettings.Account("demo", "demo.password", List.of("1000")),
                            new SmscSettings.Account("other", "other.password", List.of("2000"))));

    private static final SmscSettings.Retry RETRY =
            retry(Duration.ofMillis(50), Duration.ofMillis(400));

    /** {@return waits that are the same whatever an attempt ended in} */
    public static SmscSettings.Retry retry(Duration first, Duration longest) {
        var waits = new SmscSettings.Waits(first, longest, 2);
        return new SmscSettings.Retry(waits, waits, waits, 20);
    }

    /** {@return {@link #SMPP} with these, at this port; 0 for any} */
    public static SmscSettings.Smpp smpp(int port, UpstreamSettings... upstreams) {
        return new SmscSettings.Smpp(
                new Listen("127.0.0.1", port),
                SMPP.maxPduOctets(),
                SMPP.responseTimeout(),
                SMPP.enquireLinkInterval(),
                SMPP.sessionInitTimeout(),
                SMPP.maxSessions(),
                SMPP.deliverWindow(),
                SMPP.accounts(),
                List.of(upstreams));
    }

    /** What handsets received, in order. */
    public final BlockingQueue<ShortMessage> arrived = new LinkedBlockingQueue<>();

    /** What handsets do. */
    public volatile Function<ShortMessage, DeliveryOutcome> handset =
            _ -> new DeliveryOutcome.Delivered();

    /** What was counted. */
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    public final Dispatcher dispatcher;
    public final Acceptance acceptance;
    public final SubmittedMessages submitted;
    private final SmppServer server;
    private final Upstreams upstreams;

    public TestCentre(MessageStore store) throws Exception {
        this(store, SMPP, 1_000);
    }

    public TestCentre(MessageStore store, SmscSettings.Smpp smpp, int activeMessages)
            throws Exception {
        this(store, smpp, activeMessages, Optional.empty());
    }

    public TestCentre(
            MessageStore store, SmscSettings.Smpp smpp, int activeMessages, Optional<ServerTls> tls)
            throws Exception {
        this(
                store,
                smpp,
                activeMessages,
                tls,
                RETRY,
                FirewallSettings.OFF,
                new CountersInMemory(),
                Charges.none());
    }

    /** A centre behind a firewall. */
    public static TestCentre behind(FirewallSettings firewall, MessageStore store)
            throws Exception {
        return behind(firewall, new CountersInMemory(), store);
    }

    /** A centre behind a firewall whose limits are counted by {@code counters}, the caller's. */
    public static TestCentre behind(
            FirewallSettings firewall, Counters counters, MessageStore store) throws Exception {
        return new TestCentre(
                store, SMPP, 1_000, Optional.empty(), RETRY, firewall, counters, Charges.none());
    }

    /** A centre behind a firewall where somebody pays. */
    public static TestCentre charging(
            Charges charges, FirewallSettings firewall, MessageStore store) throws Exception {
        return new TestCentre(
                store,
                SMPP,
                1_000,
                Optional.empty(),
                RETRY,
                firewall,
                new CountersInMemory(),
                charges);
    }

    /** A centre whose handsets are tried once, and again when they show themselves. */
    public static TestCentre ofFewAttempts(MessageStore store) throws Exception {
        Duration never = Duration.ofHours(12);
        return new TestCentre(
                store,
                SMPP,
                1_000,
                Optional.empty(),
                retry(never, never),
                FirewallSettings.OFF,
                new CountersInMemory(),
                Charges.none());
    }

    private TestCentre(
            MessageStore store,
            SmscSettings.Smpp smpp,
            int activeMessages,
            Optional<ServerTls> tls,
            SmscSettings.Retry retry,
            FirewallSettings firewall,
            Counters counters,
            Charges charges)
            throws Exception {
        Clock clock = Clock.systemUTC();
        var metrics = new SmscMetrics(meters, clock);
        var ids = new MessageIds(store);
        Duration validity = Duration.ofHours(1);
        var reports = new Reports(validity);
        dispatcher =
                new Dispatcher(
                        store,
                        ids,
                        new RetrySchedule(retry, new SplittableRandom(1)),
                        reports,
                        charges,
                        activeMessages,
                        clock,
                        metrics);
        var router = new Router(smpp.accounts(), smpp.upstreams());
        acceptance =
                new Acceptance(
                        router,
                        ids,
                        dispatcher,
                        validity,
                        activeMessages,
                        clock,
                        metrics,
                        List.of(new Firewall(firewall, counters, metrics)),
                        charges);
        FirewallSettings.Quarantine held = firewall.quarantine();
        dispatcher.quarantine().start(held.most(), held.keep());
        submitted = new SubmittedMessages(router, store, dispatcher, ids, reports, clock);
        var outbinds =
                new Outbinds(
                        smpp,
                        Map.of("demo", PASSWORD),
                        systemId -> dispatcher.waitsFor(new Route.ToEsme(systemId)));
        var boundSessions = new BoundSessions(smpp, outbinds::missing);
        var accounts =
                new EsmeAccounts(
                        smpp.accounts(),
                        smpp.accounts().stream()
                                .collect(
                                        Collectors.toMap(
                                                SmscSettings.Account::systemId,
                                                TestCentre::password)));
        server =
                SmppServer.start(
                        smpp,
                        accounts,
                        acceptance,
                        dispatcher.waitingMessages(),
                        router,
                        boundSessions,
                        systemId -> dispatcher.alert(new Route.ToEsme(systemId)),
                        outbinds,
                        tls,
                        clock,
                        metrics);
        upstreams =
                new Upstreams(
                        smpp.upstreams(),
                        smpp.upstreams().stream()
                                .collect(Collectors.toMap(UpstreamSettings::name, _ -> PASSWORD)),
                        tls(smpp.upstreams()),
                        smpp.maxPduOctets(),
                        acceptance,
                        dispatcher.forwardedMessages(),
                        dispatcher::alert,
                        new SplittableRandom(2));
        DeliveryChannel toHandsets =
                (messages, _) -> {
                    ShortMessage message = messages.getFirst(); // the window is one
                    DeliveryOutcome outcome = handset.apply(message);
                    if (outcome instanceof DeliveryOutcome.Delivered) {
                        arrived.add(message);
                    }
                    return List.of(outcome);
                };
        dispatcher.start(
                destination ->
                        switch (destination) {
                            case Route.ToEsme(var systemId) -> boundSessions.to(systemId);
                            case Route.ToIms _ -> toHandsets;
                            case Route.ToUpstream(var name, _) -> upstreams.to(name);
                        });
        upstreams.start();
        dispatcher.forwardedMessages().start();
    }

    private static Map<String, ClientTls> tls(List<UpstreamSettings> upstreams)
            throws ConfigException {
        Map<String, ClientTls> all = new HashMap<>();
        for (UpstreamSettings upstream : upstreams) {
            ClientTls.open(Path.of(""), upstream.tls())
                    .ifPresent(tls -> all.put(upstream.name(), tls));
        }
        return all;
    }

    /** That of an account whose name begins with "hashed" is. */
    private static EsmePassword password(SmscSettings.Account account) {
        return account.systemId().startsWith("hashed")
                ? new EsmePassword.Hashed(PasswordHash.of(PASSWORD))
                : new EsmePassword.Clear(PASSWORD);
    }

    /** {@return how many connections of ESMEs are open} */
    public int connections() {
        return server.connections();
    }

    public InetSocketAddress address() {
        return server.address();
    }

    public InetSocketAddress tlsAddress() {
        return server.tlsAddress().orElseThrow();
    }

    /** {@return the next message that a handset received; fails if none does} */
    public ShortMessage nextArrival() throws InterruptedException {
        ShortMessage message = arrived.poll(60, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message arrived");
        }
        return message;
    }

    /** Waits until so many attempts have ended without success, and nothing is under way. */
    public void awaitDeferred(int times) {
        while (meters.find("heliograph.smsc.retries.scheduled").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum()
                < times) {
            Thread.onSpinWait();
        }
    }

    /** Fails if something still waits after a while. */
    public void awaitNothingWaits() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (dispatcher.depth().messages() > 0 || dispatcher.depth().destinations() > 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError(dispatcher.depth().toString());
            }
            new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        dispatcher.quarantine().close();
        dispatcher.forwardedMessages().close();
        dispatcher.close();
        upstreams.close();
        server.close();
    }
}
