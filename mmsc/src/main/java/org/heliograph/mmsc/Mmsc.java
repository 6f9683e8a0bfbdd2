// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heliograph.charging.Charging;
import org.heliograph.charging.store.RecordTable;
import org.heliograph.config.Check;
import org.heliograph.config.ClientTls;
import org.heliograph.config.CommitProbe;
import org.heliograph.config.ConfigException;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.config.HandsetSetupSettings;
import org.heliograph.config.Listen;
import org.heliograph.config.MmscSettings;
import org.heliograph.mmsc.adapt.Adaptation;
import org.heliograph.mmsc.adapt.DeviceProfiles;
import org.heliograph.mmsc.charge.Charges;
import org.heliograph.mmsc.content.ContentRules;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.Numbering;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.ShownHeaders;
import org.heliograph.mmsc.message.Tokens;
import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.mmsc.mm1.Mm1;
import org.heliograph.mmsc.mm1.Mm1Server;
import org.heliograph.mmsc.mm1.MmboxPdus;
import org.heliograph.mmsc.mmbox.Keeping;
import org.heliograph.mmsc.mmbox.Mmbox;
import org.heliograph.mmsc.mmbox.Removals;
import org.heliograph.mmsc.mmbox.Uploads;
import org.heliograph.mmsc.mmbox.Views;
import org.heliograph.mmsc.notify.Notifications;
import org.heliograph.mmsc.page.PageLinks;
import org.heliograph.mmsc.page.PageStore;
import org.heliograph.mmsc.page.PageText;
import org.heliograph.mmsc.page.Pages;
import org.heliograph.mmsc.policy.MmsPolicies;
import org.heliograph.mmsc.push.Backoff;
import org.heliograph.mmsc.push.Outbox;
import org.heliograph.mmsc.push.PushJob;
import org.heliograph.mmsc.push.PushStore;
import org.heliograph.mmsc.push.Repetition;
import org.heliograph.mmsc.report.DeliveryReports;
import org.heliograph.mmsc.report.ExpiryStore;
import org.heliograph.mmsc.report.ExpirySweep;
import org.heliograph.mmsc.report.Outcomes;
import org.heliograph.mmsc.report.ReadReports;
import org.heliograph.mmsc.retrieve.Confirmations;
import org.heliograph.mmsc.retrieve.Deletions;
import org.heliograph.mmsc.retrieve.Retrieval;
import org.heliograph.mmsc.setup.HandsetSetup;
import org.heliograph.mmsc.smpp.SmscLink;
import org.heliograph.mmsc.store.Database;
import org.heliograph.mmsc.store.FileContentStore;
import org.heliograph.mmsc.store.JdbcExpiryStore;
import org.heliograph.mmsc.store.JdbcMessageStore;
import org.heliograph.mmsc.store.JdbcMmboxStore;
import org.heliograph.mmsc.store.JdbcPageStore;
import org.heliograph.mmsc.store.JdbcPushStore;
import org.heliograph.mmsc.store.JournaledOutbox;
import org.heliograph.mmsc.submit.Directory;
import org.heliograph.mmsc.submit.Forwards;
import org.heliograph.mmsc.submit.Intake;
import org.heliograph.mmsc.submit.ListedNumbers;
import org.heliograph.mmsc.submit.ServedNumbers;
import org.heliograph.mmsc.submit.Submissions;
import org.heliograph.mmsc.web.PageServer;
import org.heliograph.subscribers.Subscriber;
import org.heliograph.subscribers.Subscribers;
import org.heliograph.subscribers.identity.IdentityChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MMSC, put together. The only class that names every part. */
public final class Mmsc implements AutoCloseable {
    /** After an SMSC refused a push: soon, for it may be busy, then rarely, for it may mean it. */
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));

    private static final Logger LOG = LoggerFactory.getLogger(Mmsc.class);

    /** In the order they were opened. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final Listen mm1Address;
    private final Optional<Listen> radiusAddress;
    private final Listen pageAddress;
    private final List<Check> checks;

    private Mmsc(
            MmscSettings settings,
            HandsetSetupSettings setup,
            Subscribers subscribers,
            Directory directory,
            Path dataDirectory,
            Clock clock,
            MeterRegistry meters,
            Optional<Charging> charging)
            throws IOException, ConfigException {
        Files.createDirectories(dataDirectory);
        boolean started = false;
        try {
            EmbeddedDatabase file =
                    opened(EmbeddedDatabase.openBehindJournal(dataDirectory, "mmsc"));
            Database database = opened(Database.on(file, meters));
            Charges charges =
                    charging.map(one -> Charges.of(one, settings.domain())).orElse(Charges.none());
            if (charging.isPresent() && charges.areMade()) {
                RecordTable.make(file);
                opened(charging.get().write("mmsc", new JournaledOutbox(database)));
            }
            MmscMetrics metrics = new MmscMetrics(meters);
            MessageStore store = new JdbcMessageStore(database);
            ExpiryStore expiry = new JdbcExpiryStore(database);
            FileContentStore contents =
                    opened(FileContentStore.open(dataDirectory.resolve("mmsc-content"), meters));
            int orphans = contents.sweep(expiry::holds);
            if (orphans > 0) {
                LOG.info("swept {} contents without a message", orphans);
            }

            Mm1Server server = opened(Mm1Server.bind(settings.mm1()));
            mm1Address = server.address();
            IdentityChain identity =
                    opened(
                            IdentityChain.open(
                                    settings.identity(), dataDirectory, subscribers, clock));
            radiusAddress = identity.radiusAddress();
            if (setup.page()) {
                server.offer(HandsetSetup.of(setup, settings.contentBase(mm1Address)));
            }
            MmscSettings.Smpp smpp = settings.smpp();
            Path passwordFile = dataDirectory.resolve(smpp.passwordFile());
            DeviceProfiles profiles =
                    new DeviceProfiles(
                            settings.adaptation().devices(dataDirectory),
                            caller -> subscribers.find(caller).flatMap(Subscriber::profile));
            Tokens tokens = new Tokens(clock, settings.domain());
            PageStore pages = new JdbcPageStore(database);
            Optional<PageServer> pageServer =
                    settings.page().enabled()
                            ? Optional.of(opened(PageServer.bind(settings.page())))
                            : Optional.empty();
            pageAddress = pageServer.map(PageServer::address).orElse(settings.page().listen());
            PageLinks links =
                    new PageLinks(
                            settings.page(),
                            settings.page().base(pageAddress),
                            pages,
                            tokens,
                            subscriber ->
                                    directory.of(subscriber) == Directory.Standing.WITHOUT_MMS
                                            || !profiles.of(subscriber).mms());
            PushStore pushes = new JdbcPushStore(database);
            Repetition repetition = repetition(settings.notification());
            MmsPolicies policies =
                    opened(MmsPolicies.open(settings.policy(), dataDirectory, metrics));
            Notifications notify =
                    new Notifications(
                            store,
                            pushes,
                            settings.contentBase(mm1Address),
                            repetition,
                            links,
                            policies,
                            clock,
                            metrics);
            SmscLink link =
                    opened(
                            new SmscLink(
                                    smpp,
                                    passwordFile,
                                    ClientTls.open(dataDirectory, smpp.tls()),
                                    notify::available));
            link.start();
            Outbox notifications = opened(outbox(notify, link, pushes, clock, smpp.window()));
            notifications.start();
            DeliveryReports report = new DeliveryReports(pushes, clock, settings.expiry());
            Outbox reports = opened(outbox(report, link, pushes, clock, smpp.window()));
            reports.start();
            ReadReports read = new ReadReports(pushes, clock, settings.expiry());
            opened(outbox(read, link, pushes, clock, smpp.window())).start();
            Outcomes outcomes =
                    new Outcomes(store, contents, reports, repetition, charges, clock, metrics);
            notify.endedBy(one -> outcomes.reached(one, RecipientState.REJECTED, true));
            Numbering numbering = numbering(settings.numbering());
            ShownHeaders shown = new ShownHeaders(numbering);
            Mmbox mmbox =
                    new Mmbox(
                            new JdbcMmboxStore(database),
                            contents,
                            settings.mmbox(),
                            settings.contentBase(mm1Address),
                            shown,
                            caller -> directory.of(caller) == Directory.Standing.BARRED,
                            tokens,
                            clock,
                            metrics);
            opened(new ExpirySweep(expiry, outcomes, mmbox, clock)).start();

            Intake intake =
                    new Intake(
                            store,
                            notifications,
                            reports,
                            tokens,
                            numbering,
                            directory,
                            mmbox,
                            limits(settings),
                            charges,
                            policies,
                            clock,
                            metrics);
            Adaptation adaptation =
                    opened(new Adaptation(settings.adaptation(), profiles, metrics));
            ContentRules rules =
                    new ContentRules(
                            settings.content().classes(),
                            settings.content().standard(),
                            sender ->
                                    subscribers
                                            .find(sender)
                                            .map(Subscriber::services)
                                            .orElse(Set.of()));
            server.start(
                    new Mm1(
                            new Submissions(intake, rules, contents, tokens, metrics),
                            new Forwards(intake, store, mmbox, outcomes, metrics),
                            new Confirmations(store, outcomes, clock),
                            new Deletions(store, outcomes),
                            new Retrieval(
                                    store, contents, adaptation, shown, mmbox, clock, metrics),
                            new MmboxPdus(
                                    new Keeping(mmbox, store),
                                    new Views(mmbox, contents),
                                    new Uploads(mmbox, rules, contents, tokens, clock),
                                    new Removals(mmbox))),
                    identity.identity(),
                    contents);
            if (pageServer.isPresent()) {
                PageText words = new PageText(settings.page(), clock.getZone());
                pageServer.get().start(new Pages(pages, contents, outcomes, words, clock));
            }
            metrics.watch(database::messages, link::isBound);
            CommitProbe probe = opened(CommitProbe.start("mmsc-store", database::probe));
            List<Check> all = new ArrayList<>(contents.checks());
            all.addAll(database.checks());
            all.addAll(List.of(probe.check(), server.check()));
            all.addAll(identity.checks());
            pageServer.map(PageServer::check).ifPresent(all::add);
            checks = List.copyOf(all);
            // Requests end first, then what they hand things to.
            parts.remove(server);
            parts.addLast(server);
            pageServer.ifPresent(parts::remove);
            pageServer.ifPresent(parts::addLast);
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    private static Repetition repetition(MmscSettings.Notification settings) {
        return new Repetition(
                new Backoff(settings.firstRepeat(), settings.longestWait()),
                settings.afterDeferred());
    }

    private static Numbering numbering(MmscSettings.Numbering settings) {
        return new Numbering(
                settings.countryCode(), settings.trunkPrefix(), settings.internationalPrefix());
    }

    private static Intake.Limits limits(MmscSettings settings) {
        return new Intake.Limits(
                settings.mm1().maxRecipients(),
                settings.expiry(),
                settings.maxExpiry(),
                settings.repeatWindow());
    }

    /** As many workers as the window: more would only wait for it. */
    private static Outbox outbox(
            PushJob job, SmscLink link, PushStore store, Clock clock, int window) {
        return new Outbox(job, link, store, BACKOFF, clock, window);
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.addLast(part);
        return part;
    }

    /**
     * Starts it; MM1 listens on return. The SMSC may come later.
     *
     * @param setup what handsets are told, if they ask
     * @param subscribers stays the caller's to close
     * @param dataDirectory holds the database, the contents and the SMPP password
     * @param meters has what is counted; it serves one centre
     * @param charging stays the caller's to close, afterwards
     * @throws IOException if a port or the directory cannot be had
     * @throws ConfigException if the database, or a secret, cannot be had
     */
    public static Mmsc start(
            MmscSettings settings,
            HandsetSetupSettings setup,
            Subscribers subscribers,
            Path dataDirectory,
            Clock clock,
            MeterRegistry meters,
            Optional<Charging> charging)
            throws IOException, ConfigException {
        Directory directory =
                new ListedNumbers(subscribers, new ServedNumbers(settings.numbering().served()));
        return new Mmsc(
                settings, setup, subscribers, directory, dataDirectory, clock, meters, charging);
    }

    static Mmsc start(
            MmscSettings settings,
            Path dataDirectory,
            Clock clock,
            MeterRegistry meters,
            Directory directory,
            Optional<Charging> charging)
            throws IOException, ConfigException {
        return new Mmsc(
                settings,
                HandsetSetupSettings.OFF,
                Subscribers.none(),
                directory,
                dataDirectory,
                clock,
                meters,
                charging);
    }

    /** {@return what must be so for it to live and to serve} */
    public List<Check> checks() {
        return checks;
    }

    /** {@return where user agents POST and GET} */
    public Listen mm1Address() {
        return mm1Address;
    }

    /** {@return where RADIUS clients send, if we hear them} */
    public Optional<Listen> radiusAddress() {
        return radiusAddress;
    }

    /** {@return where browsers find the pages, if the settings say that there are any} */
    public Listen pageAddress() {
        return pageAddress;
    }

    /** Stops in bounded time; what was accepted is in the store. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.removeLast();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not close cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
