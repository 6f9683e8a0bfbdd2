// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;

/** Writes and sends the MESSAGE requests that are ours (RFC 3428, TS 24.341 §5.3.3.4). */
final class OutgoingMessages {
    static final String CONTENT_TYPE = "application/vnd.3gpp.sms";

    /** 128 bits: nobody guesses a Call-ID and reports in another's name. */
    private static final int TOKEN_OCTETS = 16;

    /** How long UDP is taken at once where TCP was refused. */
    private static final Duration WITHOUT_TCP = Duration.ofMinutes(5);

    /** A server that has too much to do, and so the next one is asked (RFC 3263 §4.3). */
    private static final int SERVICE_UNAVAILABLE = 503;

    /**
     * Where a MESSAGE goes.
     *
     * @param requestUri the registered contact, or the identity that an S-CSCF knows
     * @param route URIs for Route, in order
     * @param nextHop what the first of {@code route} says, else {@code requestUri}
     * @param source where the REGISTER or request came from
     * @param traits of the device there
     */
    record Target(
            String requestUri, List<String> route, NextHop nextHop, Hop source, Traits traits) {
        /** Straight there, without a Route. */
        Target(String requestUri, String host, int port, String transport, Hop source) {
            this(requestUri, List.of(), new NextHop(host, port, transport), source, Traits.UNKNOWN);
        }

        static Target of(Binding binding) {
            return new Target(
                    binding.requestUri(),
                    binding.route(),
                    binding.nextHop(),
                    binding.source(),
                    binding.traits());
        }
    }

    /**
     * What a MESSAGE says and carries.
     *
     * @param from From, without a tag
     * @param headers more, whole lines
     */
    private record Content(String from, String headers, String type, Octets body) {}

    private final SipTransport transport;
    private final ClientTransactions transactions;
    private final SipLocator locator;
    private final HopHealth health = new HopHealth();
    private final SipNetwork.Table networks;
    private final int longestOverUdp;
    private final String domain;
    private final String ourUri;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param longestOverUdp octets; longer requests go by TCP where that works (RFC 3261 §18.1.1)
     * @param ourUri what From says
     */
    OutgoingMessages(
            SipTransport transport,
            ClientTransactions transactions,
            SipLocator locator,
            SipNetwork.Table networks,
            int longestOverUdp,
            String domain,
            String ourUri) {
        this.transport = transport;
        this.transactions = transactions;
        this.locator = locator;
        this.networks = networks;
        this.longestOverUdp = longestOverUdp;
        this.domain = domain;
        this.ourUri = ourUri;
    }

    /** {@return the URI that is our own} */
    String ourUri() {
        return ourUri;
    }

    /** {@return a new one, which nobody can guess} */
    String callId() {
        byte[] octets = new byte[TOKEN_OCTETS];
        random.nextBytes(octets);
        return HexFormat.of().formatHex(octets) + "@" + domain;
    }

    /** {@return the places to try, those that were well last first} Blocks for DNS. */
    List<Hop> located(NextHop nextHop) throws InterruptedException {
        return health.wellFirst(locator.locate(nextHop));
    }

    /** {@return how messages go to where {@code target} is} */
    SipNetwork network(Target target) {
        return networks.of(target.source(), target.traits());
    }

    /**
     * Gets a MESSAGE ready; nothing is sent yet.
     *
     * @param callId of {@link #callId}: branch and tag come from it too
     * @param inReplyTo Call-ID of the MESSAGE that this one answers, or empty
     */
    Outgoing message(
            Target target, Msisdn recipient, String callId, Octets relayMessage, String inReplyTo) {
        SipNetwork network = network(target);
        String headers =
                inReplyTo.isEmpty()
                        ? network.headers()
                        : network.headers() + "In-Reply-To: " + inReplyTo + "\r\n";
        return new Outgoing(
                target,
                network,
                recipient,
                callId,
                new Content("<" + ourUri + ">", headers, CONTENT_TYPE, relayMessage));
    }

    /** The same for a device that knows no SMS over IP. */
    Outgoing text(Target target, Msisdn recipient, TpAddress originator, String text) {
        SipNetwork network = network(target);
        return new Outgoing(
                target,
                network,
                recipient,
                callId(),
                new Content(
                        TextBearer.from(originator, domain),
                        network.textHeaders(),
                        TextBearer.CONTENT_TYPE,
                        Octets.of(text, StandardCharsets.UTF_8)));
    }

    /** One MESSAGE on its way. */
    final class Outgoing {
        private final Target target;
        private final SipNetwork network;
        private final Msisdn recipient;
        private final String callId;
        private final Content content;
        private final String token;
        private int tries;
        private volatile boolean abandoned;
        private volatile ClientTransactions.@Nullable Transaction underWay;

        private Outgoing(
                Target target,
                SipNetwork network,
                Msisdn recipient,
                String callId,
                Content content) {
            this.target = target;
            this.network = network;
            this.recipient = recipient;
            this.callId = callId;
            this.content = content;
            this.token = callId.substring(0, 2 * TOKEN_OCTETS);
        }

        /** Blocks until the other side has answered, at most for {@code patience}. */
        ClientTransactions.End send(Duration patience) throws InterruptedException {
            return send(patience, transactions::open);
        }

        /**
         * The same where a report is to follow, which {@link #abandon} tells of: it may come before
         * this returns what the SIP response was.
         */
        ClientTransactions.End sendForReport(Duration patience) throws InterruptedException {
            return send(patience, transactions::openForMore);
        }

        /**
         * Where a name leads to several servers, the next is asked when one is silent, out of
         * reach, or says 503.
         */
        private ClientTransactions.End send(
                Duration patience, Function<String, ClientTransactions.Transaction> opening)
                throws InterruptedException {
            long deadline = System.nanoTime() + patience.toNanos();
            List<Hop> hops = hops();
            ClientTransactions.End end =
                    new ClientTransactions.End.Unreachable("no way to " + nextHop().host());
            for (int i = 0; i < hops.size(); i++) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                Duration share = Duration.ofNanos(left / (hops.size() - i));
                end = to(hops.get(i), share, opening);
                if (hops.size() == 1 || !isForTheNext(end, hops.get(i))) {
                    return end;
                }
            }
            return end;
        }

        private boolean isForTheNext(ClientTransactions.End end, Hop hop) {
            return switch (end) {
                case ClientTransactions.End.Answered(int status, Duration retryAfter) -> {
                    if (status != SERVICE_UNAVAILABLE) {
                        health.answered(hop);
                        yield false;
                    }
                    health.failed(hop, retryAfter.isZero() ? HopHealth.AFTER_SILENCE : retryAfter);
                    yield true;
                }
                case ClientTransactions.End.TimedOut _, ClientTransactions.End.Unreachable _ -> {
                    health.failed(hop, HopHealth.AFTER_SILENCE);
                    yield true;
                }
                case ClientTransactions.End.Abandoned _ -> false;
            };
        }

        private List<Hop> hops() throws InterruptedException {
            List<Hop> located = located(nextHop());
            Hop source = target.source();
            boolean itsOwn =
                    route().isEmpty()
                            && source.transport().isReliable()
                            && !target.nextHop().transport().equals("udp")
                            && transport.isConnected(source);
            if (!itsOwn) {
                return located;
            }
            List<Hop> hops = new ArrayList<>();
            hops.add(source); // the handset's own connection
            hops.addAll(located);
            return hops;
        }

        private List<String> route() {
            return network.proxy()
                    .map(proxy -> List.of(proxy.uri()))
                    .orElseGet(() -> network.direct() ? List.of() : target.route());
        }

        private NextHop nextHop() {
            return network.proxy()
                    .map(SipNetwork.Proxy::nextHop)
                    .orElseGet(
                            () ->
                                    network.direct() && !target.route().isEmpty()
                                            ? NextHop.of(target.requestUri())
                                            : target.nextHop());
        }

        private ClientTransactions.End to(
                Hop hop,
                Duration patience,
                Function<String, ClientTransactions.Transaction> opening)
                throws InterruptedException {
            byte[] octets = octets(hop);
            Hop tcp = hop.over(Hop.Transport.TCP);
            if (hop.transport() == Hop.Transport.UDP
                    && octets.length > longestOverUdp
                    && health.isWell(tcp)) {
                ClientTransactions.End end = run(tcp, octets(tcp), patience, opening);
                if (!(end instanceof ClientTransactions.End.Unreachable)) {
                    return end;
                }
                health.failed(tcp, WITHOUT_TCP);
                octets = octets(hop);
            }
            return run(hop, octets, patience, opening);
        }

        private ClientTransactions.End run(
                Hop hop,
                byte[] octets,
                Duration patience,
                Function<String, ClientTransactions.Transaction> opening)
                throws InterruptedException {
            ClientTransactions.Transaction transaction = opening.apply(branch());
            underWay = transaction;
            return abandoned
                    ? new ClientTransactions.End.Abandoned()
                    : transaction.run(octets, hop, patience);
        }

        /** Makes {@link #send} return: its answer matters no more. */
        void abandon() {
            abandoned = true;
            ClientTransactions.@Nullable Transaction transaction = underWay;
            if (transaction != null) {
                transaction.abandon();
            }
        }

        /** {@return of the try that was written last} */
        private String branch() {
            return "z9hG4bK" + token + tries;
        }

        private byte[] octets(Hop hop) {
            tries++;
            StringBuilder head = new StringBuilder(1_000);
            head.append("MESSAGE ");
            if (network.toIdentity()) {
                appendIdentity(head);
            } else {
                head.append(target.requestUri());
            }
            head.append(" SIP/2.0\r\nVia: SIP/2.0/").append(hop.transport().name()).append(' ');
            head.append(transport.sentBy(hop)).append(";branch=").append(branch());
            head.append(";rport\r\nMax-Forwards: 70\r\n");
            for (String uri : route()) {
                head.append("Route: <").append(uri).append(">\r\n");
            }
            head.append("From: ").append(content.from()).append(";tag=");
            head.append(token, 0, 16).append("\r\nTo: <");
            appendIdentity(head);
            head.append(">\r\nCall-ID: ").append(callId);
            head.append("\r\nCSeq: 1 MESSAGE\r\n").append(content.headers());
            head.append("Content-Type: ").append(content.type());
            byte[] body = content.body().toArray();
            head.append("\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
            byte[] first = head.toString().getBytes(StandardCharsets.UTF_8);
            byte[] octets = Arrays.copyOf(first, first.length + body.length);
            System.arraycopy(body, 0, octets, first.length, body.length);
            return octets;
        }

        private void appendIdentity(StringBuilder to) {
            to.append("sip:").append(recipient).append('@').append(domain).append(";user=phone");
        }
    }
}
