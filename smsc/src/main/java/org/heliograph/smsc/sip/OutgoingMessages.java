// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.heliograph.pdu.Octets;
import org.heliograph.subscribers.Msisdn;

/** Writes and sends the MESSAGE requests that are ours (RFC 3428, TS 24.341 §5.3.3.4). */
final class OutgoingMessages {
    static final String CONTENT_TYPE = "application/vnd.3gpp.sms";

    private static final int DEFAULT_PORT = 5_060;

    /** Longer ones may be cut on the way by UDP (RFC 3261 §18.1.1). */
    private static final int LONGEST_OVER_UDP = 1_300;

    /** 128 bits: nobody guesses a Call-ID and reports in another's name. */
    private static final int TOKEN_OCTETS = 16;

    /**
     * Where a MESSAGE goes.
     *
     * @param requestUri the registered contact
     * @param host of that contact, an address or a name
     * @param transport what that contact asks for, {@code udp} or {@code tcp}; empty leaves it to
     *     us
     * @param source where its REGISTER or request came from
     */
    record Target(String requestUri, String host, int port, String transport, Hop source) {
        static Target of(Binding binding) {
            return new Target(
                    binding.requestUri(),
                    binding.nextHop().host(),
                    binding.nextHop().port() == 0 ? DEFAULT_PORT : binding.nextHop().port(),
                    binding.nextHop().transport(),
                    binding.source());
        }
    }

    private final SipTransport transport;
    private final ClientTransactions transactions;
    private final String domain;
    private final String ourUri;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param serviceCentre our number with a plus sign: user part of our own URI
     */
    OutgoingMessages(
            SipTransport transport,
            ClientTransactions transactions,
            String domain,
            String serviceCentre) {
        this.transport = transport;
        this.transactions = transactions;
        this.domain = domain;
        this.ourUri = "sip:" + serviceCentre + "@" + domain + ";user=phone";
    }

    /** {@return the URI that is our own} */
    String ourUri() {
        return ourUri;
    }

    /** {@return a new one, which nobody can guess} */
    String callId() {
        return token() + "@" + domain;
    }

    /**
     * Gets a MESSAGE ready; nothing is sent yet.
     *
     * @param inReplyTo Call-ID of the MESSAGE that this one answers, or empty
     */
    Outgoing message(
            Target target, Msisdn recipient, String callId, Octets relayMessage, String inReplyTo) {
        return new Outgoing(target, recipient, callId, relayMessage, inReplyTo);
    }

    private String token() {
        byte[] octets = new byte[TOKEN_OCTETS];
        random.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    /** One MESSAGE on its way. */
    final class Outgoing {
        private final Target target;
        private final Msisdn recipient;
        private final String callId;
        private final Octets relayMessage;
        private final String inReplyTo;
        private final String branch = "z9hG4bK" + token();
        private final String tag = token();
        private final ClientTransactions.Transaction transaction = transactions.open(branch);

        private Outgoing(
                Target target,
                Msisdn recipient,
                String callId,
                Octets relayMessage,
                String inReplyTo) {
            this.target = target;
            this.recipient = recipient;
            this.callId = callId;
            this.relayMessage = relayMessage;
            this.inReplyTo = inReplyTo;
        }

        /** Blocks until the other side has answered, at most for {@code patience}. */
        ClientTransactions.End send(Duration patience) throws InterruptedException {
            if (target.source().transport() == Hop.Transport.TCP
                    && !target.transport().equals("udp")
                    && transport.isConnected(target.source())) {
                return over(target.source(), patience); // the handset's own connection
            }
            InetSocketAddress address;
            try {
                address =
                        new InetSocketAddress(InetAddress.getByName(target.host()), target.port());
            } catch (UnknownHostException e) {
                return new ClientTransactions.End.Unreachable("unknown host " + target.host());
            }
            Hop tcp = new Hop(Hop.Transport.TCP, address);
            if (target.transport().equals("tcp")) {
                return over(tcp, patience);
            }
            Hop udp = new Hop(Hop.Transport.UDP, address);
            byte[] octets = octets(udp);
            if (octets.length > LONGEST_OVER_UDP && target.transport().isEmpty()) {
                ClientTransactions.End end = over(tcp, patience);
                if (!(end instanceof ClientTransactions.End.Unreachable)) {
                    return end;
                }
            }
            return transaction.run(octets, udp, patience);
        }

        private ClientTransactions.End over(Hop hop, Duration patience)
                throws InterruptedException {
            return transaction.run(octets(hop), hop, patience);
        }

        /** Makes {@link #send} return: its answer matters no more. */
        void abandon() {
            transaction.abandon();
        }

        private byte[] octets(Hop hop) {
            InetAddress ours = transport.addressTowards(hop.host());
            StringBuilder head = new StringBuilder(700);
            head.append("MESSAGE ").append(target.requestUri()).append(" SIP/2.0\r\n");
            head.append("Via: SIP/2.0/").append(hop.transport()).append(' ');
            head.append(new HostPort(ours, transport.port())).append(";branch=").append(branch);
            head.append(";rport\r\nMax-Forwards: 70\r\n");
            head.append("From: <").append(ourUri).append(">;tag=").append(tag).append("\r\n");
            head.append("To: <sip:").append(recipient).append('@').append(domain);
            head.append(";user=phone>\r\nCall-ID: ").append(callId);
            head.append("\r\nCSeq: 1 MESSAGE\r\n");
            head.append("P-Asserted-Identity: <").append(ourUri).append(">\r\n");
            head.append("Accept-Contact: *;+g.3gpp.smsip\r\n");
            head.append("Request-Disposition: no-fork\r\n");
            if (!inReplyTo.isEmpty()) {
                head.append("In-Reply-To: ").append(inReplyTo).append("\r\n");
            }
            head.append("Content-Type: ").append(CONTENT_TYPE);
            head.append("\r\nContent-Length: ").append(relayMessage.length());
            head.append("\r\n\r\n");
            ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);
            out.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
            out.writeBytes(relayMessage.toArray());
            return out.toByteArray();
        }
    }

    /** An address as SIP writes it: IPv6 in brackets. */
    private record HostPort(InetAddress address, int port) {
        @Override
        public String toString() {
            String host = address.getHostAddress();
            int scope = host.indexOf('%');
            String plain = scope < 0 ? host : host.substring(0, scope);
            return (plain.indexOf(':') < 0 ? plain : "[" + plain + "]") + ":" + port;
        }
    }
}
