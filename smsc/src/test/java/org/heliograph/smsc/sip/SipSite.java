// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.heliograph.config.Cidr;
import org.heliograph.config.Listen;
import org.heliograph.config.MoSettings;
import org.heliograph.config.SipNetworkSettings;
import org.heliograph.config.SipRegistrationSettings;
import org.heliograph.config.SipTransportSettings;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.accept.Acceptance.Answer;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.queue.SubmittedMessages;
import org.heliograph.smsc.register.MemoryRegistrationStore;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.subscribers.SipCredentials;
import org.jspecify.annotations.Nullable;

/** The server under test on a free port, with quick timers, and what it told the core. */
final class SipSite implements AutoCloseable {
    static final String ALICE = "447700900001";
    static final String BOB = "447700900002";
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final ClientTransactions.Timers QUICK =
            new ClientTransactions.Timers(Duration.ofMillis(60), Duration.ofMillis(480));

    final BlockingQueue<Submission> submissions = new LinkedBlockingQueue<>();
    final BlockingQueue<Msisdn> alerts = new LinkedBlockingQueue<>();
    final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    final AtomicReference<Answer> answer =
            new AtomicReference<>(new Answer.Accepted(new MessageId(1), List.of(), NOW));

    /** What is submitted is durable once this has come to zero. */
    volatile CountDownLatch stored = new CountDownLatch(0);

    final MemoryRegistrationStore store;
    final SipServer server;
    private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
    private final List<SipPeer> peers = new ArrayList<>();

    SipSite() throws IOException {
        this(settings("127.0.0.0/8", Duration.ofSeconds(8)), QUICK);
    }

    SipSite(SmscSettings.Sip settings, ClientTransactions.Timers timers) throws IOException {
        this(settings, timers, nothingSubmitted());
    }

    SipSite(
            SmscSettings.Sip settings,
            ClientTransactions.Timers timers,
            SubmittedMessages submitted)
            throws IOException {
        this(settings, timers, submitted, SipTls.NONE);
    }

    SipSite(
            SmscSettings.Sip settings,
            ClientTransactions.Timers timers,
            SubmittedMessages submitted,
            SipTls tls)
            throws IOException {
        this(settings, timers, submitted, tls, new MemoryRegistrationStore(), SipCredentials::none);
    }

    /** On what an earlier run has left. */
    SipSite(
            SmscSettings.Sip settings,
            ClientTransactions.Timers timers,
            MemoryRegistrationStore store)
            throws IOException {
        this(settings, timers, store, SipCredentials::none);
    }

    /** With handsets that prove themselves. */
    SipSite(
            SmscSettings.Sip settings,
            ClientTransactions.Timers timers,
            MemoryRegistrationStore store,
            Supplier<SipCredentials> credentials)
            throws IOException {
        this(settings, timers, nothingSubmitted(), SipTls.NONE, store, credentials);
    }

    private SipSite(
            SmscSettings.Sip settings,
            ClientTransactions.Timers timers,
            SubmittedMessages submitted,
            SipTls tls,
            MemoryRegistrationStore store,
            Supplier<SipCredentials> credentials)
            throws IOException {
        this.store = store;
        server =
                SipServer.start(
                        settings,
                        "+447700900999",
                        batch -> {
                            submissions.addAll(batch);
                            await(stored);
                            return batch.stream().map(_ -> answer.get()).toList();
                        },
                        alerts::add,
                        submitted,
                        tls,
                        new Registering(store, credentials, alerts::add, alerts::add),
                        (InstantSource) now::get,
                        timers);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("not stored within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static SubmittedMessages nothingSubmitted() {
        try {
            return new WaitingSite(NOW).submitted;
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    static SmscSettings.Sip settings(String registerFrom, Duration reportTimeout) {
        return settings(
                registerFrom, reportTimeout, MoSettings.believing(List.of(Cidr.of(registerFrom))));
    }

    /** As the others, but for how SIP is carried and how messages go to handsets. */
    static SmscSettings.Sip settings(
            SipTransportSettings transport, List<SipNetworkSettings> networks) {
        SmscSettings.Sip usual = settings("127.0.0.0/8", Duration.ofSeconds(8));
        return new SmscSettings.Sip(
                usual.listen(),
                usual.domain(),
                List.of(Cidr.of("127.0.0.0/8"), Cidr.of("::1/128")),
                usual.maxRegistrations(),
                usual.expires(),
                usual.reportTimeout(),
                usual.maxMessageOctets(),
                usual.mo(),
                transport,
                networks,
                List.of(),
                usual.registration());
    }

    /** As usual, with subscribers registered so. */
    static SmscSettings.Sip settings(
            String registerFrom, SipRegistrationSettings registration, int mostRegistrations) {
        SmscSettings.Sip usual = settings(registerFrom, Duration.ofSeconds(8));
        return new SmscSettings.Sip(
                usual.listen(),
                usual.domain(),
                usual.registerFrom(),
                mostRegistrations,
                usual.expires(),
                usual.reportTimeout(),
                usual.maxMessageOctets(),
                usual.mo(),
                usual.transport(),
                usual.networks(),
                usual.devices(),
                registration);
    }

    /** UDP and TCP on one address, long requests by TCP, names by {@code nameServers}. */
    static SipTransportSettings transport(int longestOverUdp, List<Listen> nameServers) {
        SipTransportSettings usual = SipTransportSettings.DEFAULT;
        return new SipTransportSettings(
                List.of(),
                longestOverUdp,
                usual.maxConnections(),
                usual.idle(),
                Duration.ofSeconds(2),
                usual.tls(),
                List.of(),
                usual.peers(),
                nameServers,
                usual.lookupTimeout());
    }

    static SmscSettings.Sip settings(MoSettings mo) {
        return settings("127.0.0.0/8", Duration.ofSeconds(8), mo);
    }

    private static SmscSettings.Sip settings(
            String registerFrom, Duration reportTimeout, MoSettings mo) {
        return new SmscSettings.Sip(
                Listen.of("127.0.0.1:0"),
                "ims.example",
                List.of(Cidr.of(registerFrom)),
                100,
                Duration.ofHours(1),
                reportTimeout,
                65_535,
                mo);
    }

    SipPeer udp() throws IOException {
        SipPeer peer = SipPeer.overUdp(server.port());
        peers.add(peer);
        return peer;
    }

    SipPeer tcp() throws IOException {
        SipPeer peer = SipPeer.overTcp(server.port());
        peers.add(peer);
        return peer;
    }

    static ShortMessage text(String to, String text) {
        return new ShortMessage(
                new MessageId(7),
                new Origin.Esme("demo"),
                TpAddress.alphanumeric("Info"),
                TpAddress.international(to),
                0,
                DataCodingScheme.EIGHT_BIT,
                new UserData(
                        List.of(), Octets.of(text, java.nio.charset.StandardCharsets.ISO_8859_1)),
                ReportRequest.NONE,
                NOW,
                NOW.plusSeconds(3_600));
    }

    /** Hands a message to the channel on a thread of its own. */
    Future<DeliveryOutcome> deliver(ShortMessage message) {
        return attempts.submit(() -> server.channel().deliver(List.of(message), false).getFirst());
    }

    static <T> T soon(BlockingQueue<T> queue) throws InterruptedException {
        @Nullable T taken = queue.poll(60, TimeUnit.SECONDS);
        if (taken == null) {
            throw new AssertionError("nothing came within a minute");
        }
        return taken;
    }

    static <T> T soon(Future<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        for (SipPeer peer : peers) {
            peer.close();
        }
        server.close();
        attempts.shutdownNow();
    }
}
