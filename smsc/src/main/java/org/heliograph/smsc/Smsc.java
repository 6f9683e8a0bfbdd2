// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.heliograph.charging.Charging;
import org.heliograph.config.Check;
import org.heliograph.config.ClientTls;
import org.heliograph.config.CommitProbe;
import org.heliograph.config.ConfigException;
import org.heliograph.config.EsmePassword;
import org.heliograph.config.FirewallSettings;
import org.heliograph.config.Listen;
import org.heliograph.config.SecretFile;
import org.heliograph.config.ServerTls;
import org.heliograph.config.SipTransportSettings;
import org.heliograph.config.SmscSettings;
import org.heliograph.config.UpstreamSettings;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.accept.Releases;
import org.heliograph.smsc.charge.Charges;
import org.heliograph.smsc.deliver.DeliveryChannel;
import org.heliograph.smsc.firewall.Counters;
import org.heliograph.smsc.firewall.CountersInMemory;
import org.heliograph.smsc.firewall.Firewall;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.policy.SmsPolicies;
import org.heliograph.smsc.queue.Dispatcher;
import org.heliograph.smsc.queue.FinalStateSweep;
import org.heliograph.smsc.queue.MessageIds;
import org.heliograph.smsc.queue.OldestWaiting;
import org.heliograph.smsc.queue.RetrySchedule;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.queue.SubmittedMessages;
import org.heliograph.smsc.redis.RedisCounters;
import org.heliograph.smsc.report.Reports;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Router;
import org.heliograph.smsc.route.RoutesFile;
import org.heliograph.smsc.sip.Registering;
import org.heliograph.smsc.sip.SipServer;
import org.heliograph.smsc.sip.SipTls;
import org.heliograph.smsc.smpp.BoundSessions;
import org.heliograph.smsc.smpp.EsmeAccounts;
import org.heliograph.smsc.smpp.Outbinds;
import org.heliograph.smsc.smpp.SmppServer;
import org.heliograph.smsc.smpp.Upstreams;
import org.heliograph.smsc.store.SqlMessageStore;
import org.heliograph.smsc.store.SqlRegistrationStore;
import org.heliograph.subscribers.SipCredentials;
import org.heliograph.subscribers.SipCredentialsFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The short message service centre, put together: the only class that names every part. Parts are
 * closed in the reverse order of their making.
 */
public final class Smsc implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Smsc.class);

    /** Final states that are remembered, about 100 octets each on disk. */
    private static final long FINAL_STATES_PER_ACTIVE = 10;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<Check> checks = new ArrayList<>();
    private final Listen smppAddress;
    private final Optional<Listen> smppTlsAddress;
    private final Listen sipAddress;
    private final Releases releases;

    private Smsc(
            SmscSettings settings,
            Path dataDirectory,
            Clock clock,
            MeterRegistry meters,
            Optional<Charging> charging)
            throws StoreException, IOException, ConfigException {
        boolean started = false;
        try {
            Files.createDirectories(dataDirectory);
            var metrics = new SmscMetrics(meters, clock);
            var router =
                    new Router(
                            settings.smpp().accounts(),
                            settings.smpp().upstreams(),
                            settings.routing(),
                            clock);
            if (!settings.routing().file().isEmpty()) {
                Path routes = dataDirectory.resolve(settings.routing().file());
                Duration interval = settings.routing().reloadInterval();
                opened(new RoutesFile(routes, interval, router).start());
            }
            var accounts = accounts(settings, dataDirectory);
            SmscSettings.Tls tlsSettings = settings.smpp().tls();
            Optional<ServerTls> tls = serverTls(dataDirectory, tlsSettings, clock);
            var database = opened(settings.store().open(dataDirectory));
            var store =
                    opened(
                            settings.store().shared()
                                    ? SqlMessageStore.share(database, meters)
                                    : SqlMessageStore.open(database, meters));
            checks.addAll(store.checks());
            var charges =
                    charging.map(one -> Charges.of(one, settings.serviceCentreAddress()))
                            .orElse(Charges.none());
            if (charging.isPresent() && charges.areMade()) {
                opened(charging.get().write("smsc", store.outbox()));
            }
            var ids =
                    settings.store().shared()
                            ? MessageIds.amongSeveral(store)
                            : new MessageIds(store);
            var reports = new Reports(settings.validityPeriod());
            var dispatcher =
                    new Dispatcher(
                            store,
                            ids,
                            new RetrySchedule(settings.retry(), new SplittableRandom()),
                            reports,
                            charges,
                            settings.activeMessages(),
                            clock,
                            metrics);
            Counters counters = opened(counters(settings.firewall().redis(), dataDirectory));
            var policies =
                    opened(
                            SmsPolicies.open(
                                    settings.policy(), dataDirectory, router, clock, metrics));
            var acceptance =
                    new Acceptance(
                            router,
                            ids,
                            dispatcher,
                            settings.validityPeriod(),
                            settings.activeMessages(),
                            clock,
                            metrics,
                            List.of(
                                    new Firewall(settings.firewall(), counters, metrics),
                                    policies), // which are not asked about attacks
                            charges);
            releases = acceptance.releases();
            FirewallSettings.Quarantine held = settings.firewall().quarantine();
            opened(dispatcher.quarantine().start(held.most(), held.keep()));
            acceptance.reroutedBy(policies);
            opened(
                    new FinalStateSweep(
                                    store,
                                    settings.finalStateRetention(),
                                    settings.activeMessages() * FINAL_STATES_PER_ACTIVE,
                                    clock)
                            .start());
            var outbinds =
                    new Outbinds(
                            settings.smpp(),
                            outbindPasswords(settings, dataDirectory),
                            systemId -> dispatcher.waitsFor(new Route.ToEsme(systemId)));
            var boundSessions = new BoundSessions(settings.smpp(), outbinds::missing);
            SmppServer smpp =
                    opened(
                            SmppServer.start(
                                    settings.smpp(),
                                    accounts,
                                    acceptance,
                                    dispatcher.waitingMessages(),
                                    router,
                                    boundSessions,
                                    systemId -> dispatcher.alert(new Route.ToEsme(systemId)),
                                    outbinds,
                                    tls,
                                    clock,
                                    metrics));
            var registrations =
                    opened(SqlRegistrationStore.open(database, settings.store().shared(), meters));
            checks.add(registrations.check());
            SipServer sip =
                    opened(
                            SipServer.start(
                                    settings.sip(),
                                    settings.serviceCentreAddress(),
                                    acceptance::accept,
                                    msisdn -> dispatcher.announce(new Route.ToIms(msisdn)),
                                    new SubmittedMessages(
                                            router, store, dispatcher, ids, reports, clock),
                                    sipTls(settings.sip().transport(), dataDirectory, clock),
                                    new Registering(
                                            registrations,
                                            credentials(settings.sip(), dataDirectory),
                                            msisdn -> dispatcher.alert(new Route.ToIms(msisdn)),
                                            msisdn ->
                                                    dispatcher.reconsider(new Route.ToIms(msisdn))),
                                    clock));
            var upstreams =
                    opened(
                            new Upstreams(
                                    settings.smpp().upstreams(),
                                    passwords(settings, dataDirectory),
                                    clientTls(settings, dataDirectory),
                                    settings.smpp().maxPduOctets(),
                                    acceptance,
                                    dispatcher.forwardedMessages(),
                                    dispatcher::alert,
                                    new SplittableRandom()));
            sipAddress = new Listen(settings.sip().listen().host(), sip.port());
            InetSocketAddress bound = smpp.address();
            smppAddress = new Listen(settings.smpp().listen().host(), bound.getPort());
            smppTlsAddress =
                    smpp.tlsAddress()
                            .map(at -> new Listen(tlsSettings.listen().host(), at.getPort()));
            Function<Route.Destination, DeliveryChannel> channels =
                    destination ->
                            switch (destination) {
                                case Route.ToEsme(var systemId) -> boundSessions.to(systemId);
                                case Route.ToIms _ -> sip.channel();
                                case Route.ToUpstream(var name, _) -> upstreams.to(name);
                            };
            opened(dispatcher).start(to -> policies.over(to, channels.apply(to)));
            router.reachedBy(
                    route ->
                            switch (route) {
                                case Route.ToEsme(var systemId) -> boundSessions.isBound(systemId);
                                case Route.ToUpstream(var name, _) -> upstreams.reaches(name);
                                case Route.ToIms _, Route.Reject _ -> true;
                            });
            upstreams.start();
            opened(dispatcher.forwardedMessages().start());
            checks.add(dispatcher.check());
            checks.addAll(smpp.checks());
            checks.addAll(sip.checks());
            var oldest = new OldestWaiting(store, clock);
            var probe =
                    opened(
                            CommitProbe.start(
                                    "smsc-store",
                                    () -> {
                                        store.reserveIds(1);
                                        oldest.refresh();
                                    }));
            checks.add(probe.check());
            metrics.watchOldest(oldest::acceptedAt);
            watch(metrics, dispatcher, smpp, sip);
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    private static void watch(
            SmscMetrics metrics, Dispatcher dispatcher, SmppServer smpp, SipServer sip) {
        metrics.watch(
                "queue.messages",
                "Messages that wait, in memory or not",
                () -> dispatcher.depth().messages());
        metrics.watch(
                "queue.loaded",
                "Messages that wait and are in memory",
                () -> dispatcher.depth().loaded());
        metrics.watch(
                "queue.destinations",
                "Destinations that something waits for",
                () -> dispatcher.depth().destinations());
        metrics.watch("smpp.connections", "Connections of ESMEs", smpp::connections);
        metrics.watchRegistrations("handset", sip::handsetRegistrations);
        metrics.watchRegistrations("scscf", sip::scscfRegistrations);
    }

    /**
     * Opens the store, takes up what an earlier run left, and serves.
     *
     * @param dataDirectory made if missing; holds the database and the passwords, which are made if
     *     missing
     * @param meters has what is counted; it serves one centre
     * @throws IOException if what it needs cannot be had, such as an address in use or a database
     *     that another process has open
     */
    public static Smsc start(
            SmscSettings settings, Path dataDirectory, Clock clock, MeterRegistry meters)
            throws IOException {
        return start(settings, dataDirectory, clock, meters, Optional.empty());
    }

    /**
     * Likewise, where messages may be charged.
     *
     * @param charging stays the caller's to close, afterwards
     */
    public static Smsc start(
            SmscSettings settings,
            Path dataDirectory,
            Clock clock,
            MeterRegistry meters,
            Optional<Charging> charging)
            throws IOException {
        try {
            return new Smsc(settings, dataDirectory, clock, meters, charging);
        } catch (StoreException | ConfigException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static EsmeAccounts accounts(SmscSettings settings, Path dataDirectory)
            throws ConfigException {
        Map<String, EsmePassword> passwords = new HashMap<>();
        for (SmscSettings.Account account : settings.smpp().accounts()) {
            SecretFile file = SecretFile.esmePassword(dataDirectory, account.passwordFile());
            passwords.put(account.systemId(), file.password());
        }
        return new EsmeAccounts(settings.smpp().accounts(), passwords);
    }

    private static Map<String, String> passwords(SmscSettings settings, Path dataDirectory)
            throws ConfigException {
        Map<String, String> passwords = new HashMap<>();
        for (UpstreamSettings upstream : settings.smpp().upstreams()) {
            if (upstream.enabled()) {
                SecretFile file = SecretFile.givenPassword(dataDirectory, upstream.passwordFile());
                passwords.put(upstream.name(), file.secret());
            }
        }
        return passwords;
    }

    private static Counters counters(FirewallSettings.Redis settings, Path dataDirectory)
            throws ConfigException {
        var own = new CountersInMemory();
        return settings.address().isEmpty()
                ? own
                : RedisCounters.open(settings, dataDirectory, own);
    }

    private static Optional<ServerTls> serverTls(
            Path dataDirectory, SmscSettings.Tls settings, Clock clock) throws ConfigException {
        return settings.enabled()
                ? Optional.of(ServerTls.open(dataDirectory, settings, clock))
                : Optional.empty();
    }

    private static SipTls sipTls(SipTransportSettings settings, Path dataDirectory, Clock clock)
            throws ConfigException {
        return new SipTls(
                serverTls(dataDirectory, settings.tls(), clock),
                ClientTls.open(dataDirectory, settings.peers()));
    }

    private static Map<String, ClientTls> clientTls(SmscSettings settings, Path dataDirectory)
            throws ConfigException {
        Map<String, ClientTls> all = new HashMap<>();
        for (UpstreamSettings upstream : settings.smpp().upstreams()) {
            if (upstream.enabled()) {
                ClientTls.open(dataDirectory, upstream.tls())
                        .ifPresent(tls -> all.put(upstream.name(), tls));
            }
        }
        return all;
    }

    private static Map<String, String> outbindPasswords(SmscSettings settings, Path dataDirectory)
            throws ConfigException {
        Map<String, String> passwords = new HashMap<>();
        for (SmscSettings.Account account : settings.smpp().accounts()) {
            if (!account.outbindPasswordFile().isEmpty()) {
                String file = account.outbindPasswordFile();
                passwords.put(
                        account.systemId(), SecretFile.givenPassword(dataDirectory, file).secret());
            }
        }
        return passwords;
    }

    private static Supplier<SipCredentials> credentials(
            SmscSettings.Sip settings, Path dataDirectory) throws IOException {
        String file = settings.registration().credentialsFile();
        return file.isEmpty()
                ? SipCredentials::none
                : new SipCredentialsFile(dataDirectory.resolve(file), settings.domain());
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** {@return what must be so for it to live and to serve} */
    public List<Check> checks() {
        return List.copyOf(checks);
    }

    /** {@return what operators do with what is held} */
    public Releases releases() {
        return releases;
    }

    /** {@return where ESMEs bind, with the port that was free if none was set} */
    public Listen smppAddress() {
        return smppAddress;
    }

    /** {@return where ESMEs bind over TLS, if that is spoken} */
    public Optional<Listen> smppTlsAddress() {
        return smppTlsAddress;
    }

    /** {@return where handsets register, by UDP and TCP, with the port that was free} */
    public Listen sipAddress() {
        return sipAddress;
    }

    /**
     * Ends attempts under way, says goodbye to ESMEs and closes the store, within about ten
     * seconds. What waits is on disk, and is taken up by the next start.
     */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("closing {}: {}", part.getClass().getSimpleName(), e.getMessage());
            }
        }
    }
}
