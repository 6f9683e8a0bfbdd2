// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.heliograph.config.Check;
import org.heliograph.config.SipTransportSettings;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.smsc.accept.Acceptance.Answer;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.queue.SubmittedMessages;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SIP side of the service centre: UDP, TCP and TLS. */
public final class SipServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SipServer.class);

    /** Transactions remembered for retransmissions, about a kilobyte each. */
    private static final int MOST_TRANSACTIONS = 65_536;

    /** Handsets' reports remembered for retransmissions: 4 MB. */
    private static final int MOST_ANSWERED_REPORTS = 1 << 17;

    /** Submissions remembered for repeats, about half a kilobyte each. */
    private static final int MOST_RECENT_SUBMISSIONS = 65_536;

    private static final String ALLOW = "Allow: MESSAGE, REGISTER, NOTIFY, OPTIONS";

    private final SipTransport transport;
    private final ServerTransactions serverTransactions;
    private final ClientTransactions clientTransactions;
    private final Registrations registrations;
    private final RegistrationEvents events;
    private final Registrar registrar;
    private final MessageRequests messageRequests;
    private final SipChannel channel;
    private final RequestThreads requests;
    private final Set<String> ignoredOptionTags;

    private SipServer(
            SmscSettings.Sip settings,
            String serviceCentre,
            Function<List<Submission>, List<Answer>> accept,
            Consumer<Msisdn> alert,
            SubmittedMessages submitted,
            SipTls tls,
            Registering registering,
            InstantSource clock,
            ClientTransactions.Timers timers)
            throws IOException {
        transport = bound(settings, tls);
        serverTransactions = new ServerTransactions(timers.transaction(), MOST_TRANSACTIONS);
        clientTransactions = new ClientTransactions(transport, timers);
        registrations =
                new Registrations(
                        settings.maxRegistrations(),
                        registering.store(),
                        transport::sentBy,
                        registering.here(),
                        registering.again(),
                        clock);
        ExpectedReports reports = new ExpectedReports();
        OutgoingMessages outgoing = outgoing(settings, serviceCentre, tls.client().isPresent());
        events =
                new RegistrationEvents(
                        RegistrationEvents.Mode.of(settings.registration().events()),
                        outgoing.ourUri(),
                        registrations,
                        clientTransactions,
                        outgoing::located,
                        transport::sentBy,
                        clock);
        registrar =
                new Registrar(settings, registrations, events, registering.credentials(), clock);
        SubmitReports submitReports = new SubmitReports(clock);
        MobileSubmissions submissions =
                new MobileSubmissions(
                        accept,
                        new RecentSubmissions(
                                settings.mo().repeatWindow(), MOST_RECENT_SUBMISSIONS, clock),
                        submitReports,
                        clock);
        MobileCommands commands = new MobileCommands(submitted, submitReports, clock);
        var relay = new RelayLayer(submissions, commands, submitReports, alert, reports);
        ServiceIdentities identities =
                new ServiceIdentities(
                        settings.domain(), outgoing.ourUri(), settings.mo().serviceIdentities());
        Senders senders = new Senders(settings.mo().identityFrom(), registrations);
        ReportRequests reportRequests =
                new ReportRequests(
                        relay,
                        identities,
                        senders,
                        new AnsweredReports(timers.transaction(), MOST_ANSWERED_REPORTS),
                        transport);
        messageRequests =
                new MessageRequests(
                        relay,
                        settings.mo().takesText()
                                ? Optional.of(new TextMessages(accept))
                                : Optional.empty(),
                        identities,
                        senders,
                        new SubscriberPlaces(settings.mo().maxPerSubscriber()),
                        registrations,
                        outgoing);
        requests = new RequestThreads(reportRequests::receive, this::handle);
        ignoredOptionTags = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        ignoredOptionTags.addAll(settings.mo().ignoredOptionTags());
        channel =
                new SipChannel(
                        registrations,
                        reports,
                        outgoing,
                        RpAddress.of(serviceCentre),
                        settings.reportTimeout());
    }

    private SipTransport bound(SmscSettings.Sip settings, SipTls tls) throws IOException {
        SipTransportSettings carrying = settings.transport();
        return SipTransport.bind(
                SipTransport.Doors.of(settings, tls),
                settings.maxMessageOctets(),
                SipTransport.TcpLimits.of(carrying),
                tls.client(),
                this::received);
    }

    private OutgoingMessages outgoing(
            SmscSettings.Sip settings, String serviceCentre, boolean speaksTls) {
        SipTransportSettings carrying = settings.transport();
        String ourUri = "sip:" + serviceCentre + "@" + settings.domain() + ";user=phone";
        return new OutgoingMessages(
                transport,
                clientTransactions,
                new SipLocator(
                        new Dns(carrying.nameServers(), carrying.lookupTimeout()),
                        speaksTls,
                        transport.families(),
                        new SplittableRandom()),
                new SipNetwork.Table(settings.networks(), settings.devices(), ourUri),
                carrying.longestOverUdpOctets(),
                settings.domain(),
                ourUri);
    }

    /**
     * Binds and starts to serve.
     *
     * @param serviceCentre our number with a plus sign
     * @param accept takes responsibility for what handsets submit; blocks until it is durable
     * @param alert told of each subscriber whose handset says that it has memory again (RP-SMMA)
     * @param submitted what handsets ask about
     * @param tls what TLS is spoken with
     * @param registering what registrations need
     * @throws IOException if the port is taken, or the registrations cannot be read
     */
    public static SipServer start(
            SmscSettings.Sip settings,
            String serviceCentre,
            Function<List<Submission>, List<Answer>> accept,
            Consumer<Msisdn> alert,
            SubmittedMessages submitted,
            SipTls tls,
            Registering registering,
            InstantSource clock)
            throws IOException {
        return start(
                settings,
                serviceCentre,
                accept,
                alert,
                submitted,
                tls,
                registering,
                clock,
                ClientTransactions.Timers.DEFAULT);
    }

    static SipServer start(
            SmscSettings.Sip settings,
            String serviceCentre,
            Function<List<Submission>, List<Answer>> accept,
            Consumer<Msisdn> alert,
            SubmittedMessages submitted,
            SipTls tls,
            Registering registering,
            InstantSource clock,
            ClientTransactions.Timers timers)
            throws IOException {
        SipServer server =
                new SipServer(
                        settings,
                        serviceCentre,
                        accept,
                        alert,
                        submitted,
                        tls,
                        registering,
                        clock,
                        timers);
        try {
            server.registrations.load();
        } catch (StoreException e) {
            server.close();
            throw new IOException(e.getMessage(), e);
        }
        server.transport.start();
        server.events.start();
        return server;
    }

    /** {@return where messages for registered handsets are handed in} */
    public SipChannel channel() {
        return channel;
    }

    /** {@return the live ways to a subscriber} */
    List<Binding> registered(Msisdn msisdn) {
        return registrations.of(msisdn);
    }

    /** {@return how many contacts of handsets are registered by themselves} */
    public int handsetRegistrations() {
        return registrations.size(Binding.Kind.HANDSET);
    }

    /** {@return how many numbers are registered by S-CSCFs} */
    public int scscfRegistrations() {
        return registrations.size(Binding.Kind.SCSCF);
    }

    /** {@return how many requests are being handled} */
    int requestsInHand() {
        return requests.inHand();
    }

    /** {@return that handsets are heard} */
    public List<Check> checks() {
        return transport.checks();
    }

    /** {@return the port of the first address, by UDP and TCP} */
    public int port() {
        return transport.port();
    }

    /** {@return the ports of all addresses, by UDP and TCP} */
    List<Integer> ports() {
        return transport.ports();
    }

    /** {@return the ports for TLS} */
    List<Integer> tlsPorts() {
        return transport.tlsPorts();
    }

    /**
     * Runs on the thread that reads: responses at once, the rest on others, for they are answered.
     */
    private void received(Hop from, byte[] octets) {
        if (SipReader.isKeepAlive(octets)) {
            return;
        }
        if (octets[0] == 'S' && octets.length > 3 && octets[3] == '/') {
            response(from, octets);
            return;
        }
        requests.add(from, octets);
    }

    private void response(Hop from, byte[] octets) {
        try {
            Optional<SipResponse> response = SipResponse.read(octets);
            if (response.isPresent()) {
                clientTransactions.received(response.get());
            } else {
                LOG.info("dropped code=sip-noise reason=\"no response of use\" from={}", from);
            }
        } catch (RuntimeException e) { // on the thread that reads for all
            LOG.error("a SIP response from {} met a fault of ours", from, e);
        }
    }

    private void handle(Hop from, byte[] octets) {
        try {
            switch (SipReader.read(octets)) {
                case SipReader.Read.Request(SIPRequest request, Octets body) ->
                        serve(request, body, "", from);
                case SipReader.Read.BadRequest(SIPRequest request, String reason) ->
                        serve(request, Octets.EMPTY, reason, from);
                case SipReader.Read.Response _ -> response(from, octets);
                case SipReader.Read.Noise(String reason) ->
                        LOG.info("dropped code=sip-noise reason=\"{}\" from={}", reason, from);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * @param flaw what is wrong with the request, or empty
     */
    private void serve(SIPRequest request, Octets body, String flaw, Hop from)
            throws InterruptedException {
        if (request.getCSeq().getMethod().equals("ACK")) {
            return; // ends an INVITE that we refused; never answered (RFC 3261 §17.2.1)
        }
        ServerTransactions.Begun begun = serverTransactions.begin(request);
        Exchange exchange = new Exchange(request, body, from, begun.transaction(), transport);
        if (!begun.isNew()) {
            exchange.repeat();
            return;
        }
        try {
            dispatch(exchange, flaw);
        } catch (RuntimeException e) {
            if (begun.transaction().reply().isEmpty()) {
                exchange.respond(Reply.of(500, "Server Internal Error"));
            }
            throw e;
        }
    }

    private void dispatch(Exchange exchange, String flaw) throws InterruptedException {
        SIPRequest request = exchange.request();
        String unsupported = unsupported(request);
        if (!flaw.isEmpty()) {
            refuse(exchange, Reply.of(400, "Bad Request"), "sip-bad-request", flaw);
        } else if (!unsupported.isEmpty()) {
            refuse(
                    exchange,
                    Reply.of(420, "Bad Extension", "Unsupported: " + unsupported),
                    "sip-extension",
                    unsupported);
        } else {
            switch (request.getMethod()) {
                case "MESSAGE" -> messageRequests.receive(exchange);
                case "REGISTER" -> exchange.respond(registrar.register(exchange));
                case "NOTIFY" -> exchange.respond(events.notified(exchange));
                case "OPTIONS" ->
                        exchange.respond(
                                Reply.of(
                                        200, "OK", ALLOW, "Accept: " + messageRequests.accepted()));
                default ->
                        refuse(
                                exchange,
                                Reply.of(405, "Method Not Allowed", ALLOW),
                                "sip-method",
                                SipReader.printable(request.getMethod()));
            }
        }
    }

    private static void refuse(Exchange exchange, Reply reply, String code, String reason) {
        LOG.info(
                "refused code={} status={} reason=\"{}\" from={}",
                code,
                reply.status(),
                reason,
                exchange.from());
        exchange.respond(reply);
    }

    /** {@return the option tags of Require that we may not ignore (RFC 3261 §8.2.2.3)} */
    private String unsupported(SIPRequest request) {
        Set<String> tags = new TreeSet<>();
        @Nullable Iterator<SIPHeader> headers = request.getHeaders("Require");
        while (headers != null && headers.hasNext()) {
            String tag = headers.next().getValue().strip();
            if (!ignoredOptionTags.contains(tag)) {
                tags.add(SipReader.printable(tag));
            }
        }
        return String.join(", ", tags);
    }

    /** Stops to listen, ends every connection, and wakes every thread that waits. */
    @Override
    public void close() {
        events.close();
        registrations.close();
        transport.close();
        requests.close();
    }
}
