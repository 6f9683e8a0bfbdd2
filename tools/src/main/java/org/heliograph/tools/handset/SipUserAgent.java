// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TooManyListenersException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.TransportNotSupportedException;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ViaHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.heliograph.config.Listen;
import org.heliograph.pdu.Octets;

/**
 * The SIP half of a handset, on the whole JAIN-SIP stack with its transactions: REGISTER and
 * MESSAGE out, MESSAGE in (RFC 3261, RFC 3428, 3GPP TS 24.341). Everything goes to one server, as
 * to a P-CSCF.
 */
final class SipUserAgent implements AutoCloseable {
    /** What carries RP messages (3GPP TS 24.341 §5.3). */
    static final String CONTENT_TYPE = "application/vnd.3gpp.sms";

    /** Longer than a few retransmissions of a lost datagram, far shorter than timer F (32 s). */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final int PORT_TRIES = 20;

    private final String transport;
    private final Listen server;
    private final SipStack stack;
    private final ListeningPoint listeningPoint;
    private final SipProvider provider;
    private final HeaderFactory headers;
    private final AddressFactory addresses;
    private final MessageFactory messages;
    private final SipURI self;
    private final String tag = random();
    private final String registrationCallId = random() + "@handset";
    private final AtomicLong sequence = new AtomicLong(1);

    /** Whom our registrar wants on the way of what we send (RFC 3608), nearest first. */
    private volatile List<Address> serviceRoute = List.of();

    /**
     * Listens on a free port of loopback.
     *
     * @param user the user part of our SIP URI, such as {@code +447700900001}
     */
    SipUserAgent(String user, Listen server, boolean tcp, SipInbox inbox) throws IOException {
        this.transport = tcp ? ListeningPoint.TCP : ListeningPoint.UDP;
        this.server = server;
        SipFactory factory = SipFactory.getInstance();
        try {
            stack = newStack(user, server, transport);
            headers = factory.createHeaderFactory();
            addresses = factory.createAddressFactory();
            messages = factory.createMessageFactory();
            self = addresses.createSipURI(user, server.host());
            listeningPoint = listen(stack, localAddress(server), transport);
            provider = stack.createSipProvider(listeningPoint);
            provider.addSipListener(new SipEvents(this, inbox));
            stack.start();
        } catch (SipException | ParseException | TooManyListenersException e) {
            throw new IOException("SIP stack does not start: " + e.getMessage(), e);
        }
    }

    /** The factory keeps a stack under each name for good, so we go round it. */
    private static SipStack newStack(String user, Listen server, String transport)
            throws PeerUnavailableException {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "handset-" + user + "-" + random());
        properties.setProperty("javax.sip.OUTBOUND_PROXY", server + "/" + transport);
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", SipStackLog.class.getName());
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", SipMessageLog.class.getName());
        properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        properties.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "2");
        properties.setProperty("gov.nist.javax.sip.MAX_MESSAGE_SIZE", "65536");
        return new gov.nist.javax.sip.SipStackImpl(properties);
    }

    /** The stack wants to be told a port, so we look for one that is free. */
    private static ListeningPoint listen(SipStack stack, InetAddress host, String transport)
            throws IOException {
        String last = "";
        for (int i = 0; i < PORT_TRIES; i++) {
            try {
                return stack.createListeningPoint(
                        host.getHostAddress(), freePort(host, transport), transport);
            } catch (TransportNotSupportedException | InvalidArgumentException e) {
                last = String.valueOf(e.getMessage());
            }
        }
        throw new IOException("no free SIP port: " + last);
    }

    private static int freePort(InetAddress host, String transport) throws IOException {
        if (transport.equals(ListeningPoint.TCP)) {
            try (ServerSocket socket = new ServerSocket(0, 1, host)) {
                return socket.getLocalPort();
            }
        }
        try (DatagramSocket socket = new DatagramSocket(0, host)) {
            return socket.getLocalPort();
        }
    }

    /** {@return the address of ours that the server can reach} */
    private static InetAddress localAddress(Listen server) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(server.host(), Math.max(1, server.port())));
            return socket.getLocalAddress();
        }
    }

    /**
     * Registers our contact, or takes it away if {@code expires} is zero; blocks until answered.
     */
    SipAnswer register(Duration expires) throws InterruptedException {
        try {
            URI registrar = addresses.createURI("sip:" + server.host());
            Request request =
                    request(Request.REGISTER, registrar, self, registrationCallId, List.of());
            request.addHeader(contact());
            request.addHeader(headers.createExpiresHeader((int) expires.toSeconds()));
            SipAnswer answer = send(request);
            if (answer instanceof SipAnswer.Final(Response response) && answer.isSuccess()) {
                serviceRoute = serviceRoute(response);
            }
            return answer;
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Address> serviceRoute(Response response) {
        List<Address> route = new ArrayList<>();
        for (Iterator<?> all = response.getHeaders("Service-Route"); all.hasNext(); ) {
            if (all.next() instanceof HeaderAddress one) {
                route.add(one.getAddress());
            }
        }
        return route;
    }

    /** {@return how long the registrar granted, which may be shorter than we asked} */
    static Duration granted(Response response, Duration asked) {
        ExpiresHeader expires = (ExpiresHeader) response.getHeader(ExpiresHeader.NAME);
        ContactHeader contact = (ContactHeader) response.getHeader(ContactHeader.NAME);
        if (contact != null && contact.getExpires() > 0) {
            return Duration.ofSeconds(contact.getExpires());
        }
        return expires != null ? Duration.ofSeconds(expires.getExpires()) : asked;
    }

    /**
     * Sends an RP message; blocks until answered.
     *
     * @param to where to: the service centre's URI, or who sent what we reply to
     * @param inReplyTo Call-IDs, none or one
     */
    SipAnswer message(String to, String callId, List<String> inReplyTo, Octets rpMessage)
            throws InterruptedException {
        try {
            URI target = addresses.createURI(to);
            Request request = request(Request.MESSAGE, target, target, callId, inReplyTo);
            request.setContent(
                    rpMessage.toArray(),
                    headers.createContentTypeHeader("application", "vnd.3gpp.sms"));
            addRoute(request);
            return send(request);
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The P-CSCF and the Service-Route (3GPP TS 24.229 §5.1.2A.1.1), where there is one. */
    private void addRoute(Request request) throws ParseException {
        List<Address> beyond = serviceRoute;
        if (!beyond.isEmpty()) {
            SipURI first = addresses.createSipURI(null, server.host());
            first.setPort(server.port());
            first.setTransportParam(transport.toLowerCase(Locale.ROOT));
            first.setLrParam();
            request.addHeader(headers.createRouteHeader(addresses.createAddress(first)));
            for (Address next : beyond) {
                request.addHeader(headers.createRouteHeader(next));
            }
        }
    }

    String newCallId() {
        return random() + "@handset";
    }

    /** {@return a URI for a user of the server's domain} */
    String uri(String user) {
        return "sip:" + user + "@" + server.host();
    }

    private Request request(
            String method, URI target, URI to, String callId, List<String> inReplyTo)
            throws ParseException, InvalidArgumentException {
        List<ViaHeader> via = new ArrayList<>();
        via.add(
                headers.createViaHeader(
                        listeningPoint.getIPAddress(),
                        listeningPoint.getPort(),
                        transport,
                        "z9hG4bK" + random()));
        CallIdHeader callIdHeader = headers.createCallIdHeader(callId);
        CSeqHeader cseq = headers.createCSeqHeader(sequence.getAndIncrement(), method);
        Request request =
                messages.createRequest(
                        target,
                        method,
                        callIdHeader,
                        cseq,
                        headers.createFromHeader(addresses.createAddress(self), tag),
                        headers.createToHeader(addresses.createAddress(to), null),
                        via,
                        headers.createMaxForwardsHeader(70));
        for (String id : inReplyTo) {
            request.addHeader(headers.createInReplyToHeader(id));
        }
        return request;
    }

    private ContactHeader contact() throws ParseException {
        SipURI uri = addresses.createSipURI(self.getUser(), listeningPoint.getIPAddress());
        uri.setPort(listeningPoint.getPort());
        uri.setTransportParam(transport.toLowerCase(Locale.ROOT));
        ContactHeader contact = headers.createContactHeader(addresses.createAddress(uri));
        contact.setParameter("+g.3gpp.smsip", null); // TS 24.341 §5.3.2.2: we take SMS over IP
        return contact;
    }

    private SipAnswer send(Request request) throws InterruptedException {
        BlockingQueue<SipAnswer> answer = new ArrayBlockingQueue<>(1);
        try {
            ClientTransaction transaction = provider.getNewClientTransaction(request);
            transaction.setApplicationData(answer);
            transaction.sendRequest();
        } catch (SipException e) {
            return new SipAnswer.None("cannot reach " + server + ": " + e.getMessage());
        }
        SipAnswer got = answer.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return got != null ? got : new SipAnswer.None("no answer from " + server);
    }

    /** Hands the end of a transaction to whoever waits in {@link #send}. */
    @SuppressWarnings("unchecked") // only send() sets the application data
    static void ended(ClientTransaction transaction, SipAnswer how) {
        if (transaction.getApplicationData() instanceof BlockingQueue<?> answer) {
            ((BlockingQueue<SipAnswer>) answer).offer(how);
        }
    }

    SipProvider provider() {
        return provider;
    }

    Response response(int status, Request request) throws ParseException {
        return messages.createResponse(status, request);
    }

    private static String random() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    /** The stack takes a second to stop, for which nobody needs to wait. */
    @Override
    public void close() {
        Thread.startVirtualThread(stack::stop);
    }
}
