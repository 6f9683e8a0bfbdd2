// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.header.ContentTypeHeader;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MESSAGE requests from handsets (TS 24.341 §5.3.3.3). The SIP request is answered first, 202 as
 * §5.3.3.4.1 says; the relay layer's answer follows in a MESSAGE of our own. What is text/plain has
 * no relay layer, and the response is its answer.
 */
final class MessageRequests {
    private static final Logger LOG = LoggerFactory.getLogger(MessageRequests.class);

    /** Longest that a handset is given to take our answer: timer F of the transaction ends it. */
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(32);

    /** Call-IDs in In-Reply-To that are looked at; one is usual. */
    static final int MOST_IN_REPLY_TO = 8;

    static final Reply ACCEPTED = Reply.of(202, "Accepted");

    /** When whoever has too much in hand may try again. */
    private static final String RETRY_AFTER = "Retry-After: 5";

    private final RelayLayer relayLayer;
    private final Optional<TextMessages> texts;
    private final ServiceIdentities identities;
    private final Senders senders;
    private final SubscriberPlaces places;
    private final Registrations registrations;
    private final OutgoingMessages outgoing;

    /**
     * @param texts who takes text/plain; nobody: it is refused
     */
    MessageRequests(
            RelayLayer relayLayer,
            Optional<TextMessages> texts,
            ServiceIdentities identities,
            Senders senders,
            SubscriberPlaces places,
            Registrations registrations,
            OutgoingMessages outgoing) {
        this.relayLayer = relayLayer;
        this.texts = texts;
        this.identities = identities;
        this.senders = senders;
        this.places = places;
        this.registrations = registrations;
        this.outgoing = outgoing;
    }

    /** Blocks until the handset has its answer. */
    void receive(Exchange exchange) throws InterruptedException {
        SIPRequest request = exchange.request();
        boolean text = texts.isPresent() && isA(TextMessages.CONTENT_TYPE, request);
        if (!(text
                ? identities.isServed(request.getRequestURI())
                : identities.include(request.getRequestURI()))) {
            refuse(exchange, Reply.of(404, "Not Found"), "sip-not-ours", "not our identity");
            return;
        }
        if (exchange.body().length() < (text ? 1 : RelayLayer.SHORTEST)) {
            refuse(
                    exchange,
                    Reply.of(400, "No Relay Message"),
                    "sip-no-body",
                    "no RP message in it");
            return;
        }
        if (!text && !isA(OutgoingMessages.CONTENT_TYPE, request)) {
            refuse(
                    exchange,
                    Reply.of(415, "Unsupported Media Type", "Accept: " + accepted()),
                    "sip-content-type",
                    "only " + accepted() + " is taken");
            return;
        }
        Optional<Msisdn> sender = senders.of(request, exchange.from());
        if (sender.isEmpty()) {
            refuse(
                    exchange,
                    Reply.of(403, "Forbidden"),
                    "sip-unknown-sender",
                    "its sender is not registered from there");
        } else if (!text && RelayLayer.isReport(exchange.body())) { // asks for no room
            exchange.respond(ACCEPTED);
            relayLayer.report(sender.get(), exchange.body(), inReplyTo(exchange.request()));
        } else if (places.take(sender.get())) {
            try {
                if (text) {
                    exchange.respond(texts.get().receive(sender.get(), exchange));
                } else {
                    relay(exchange, sender.get());
                }
            } finally {
                places.leave(sender.get());
            }
        } else {
            refuse(
                    exchange,
                    Reply.of(503, "Service Unavailable", RETRY_AFTER),
                    "sip-sender-busy",
                    "too many of " + sender.get().masked() + " are in hand");
        }
    }

    /** {@return what Accept says} */
    String accepted() {
        return OutgoingMessages.CONTENT_TYPE
                + (texts.isPresent() ? ", " + TextMessages.CONTENT_TYPE : "");
    }

    private void relay(Exchange exchange, Msisdn sender) throws InterruptedException {
        exchange.respond(ACCEPTED);
        Optional<RpMessage> answer = relayLayer.receive(sender, exchange.body());
        if (answer.isPresent()) {
            answer(exchange, sender, answer.get());
        }
    }

    private void answer(Exchange exchange, Msisdn sender, RpMessage answer)
            throws InterruptedException {
        ClientTransactions.End end =
                outgoing.message(
                                target(sender, exchange.from()),
                                sender,
                                outgoing.callId(),
                                RpCodec.encode(answer),
                                exchange.request().getCallId().getCallId())
                        .send(ANSWER_PATIENCE);
        if (!(end instanceof ClientTransactions.End.Answered(int status, _)) || status >= 300) {
            LOG.info(
                    "answer not taken code=sip-answer to={} rp-mr={} reason=\"{}\"",
                    sender.masked(),
                    answer.messageReference(),
                    end);
        }
    }

    /** The contact registered from where the request came, else any, else just the way back. */
    private OutgoingMessages.Target target(Msisdn sender, Hop from) {
        List<Binding> contacts = registrations.of(sender);
        return contacts.stream()
                .filter(c -> c.source().equals(from))
                .findFirst()
                .or(
                        () ->
                                contacts.stream()
                                        .filter(c -> c.source().host().equals(from.host()))
                                        .findFirst())
                .map(OutgoingMessages.Target::of)
                .orElseGet(() -> wayBack(sender, from));
    }

    private static OutgoingMessages.Target wayBack(Msisdn sender, Hop from) {
        String host = from.host().getHostAddress();
        String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
        int port = from.address().getPort();
        String transport = from.transport().parameter();
        return new OutgoingMessages.Target(
                "sip:" + sender + "@" + bracketed + ":" + port + ";transport=" + transport,
                host,
                port,
                transport,
                from);
    }

    private static boolean isA(String contentType, SIPRequest request) {
        @Nullable ContentTypeHeader type = request.getContentTypeHeader();
        return type != null
                && (type.getContentType() + "/" + type.getContentSubType())
                        .equalsIgnoreCase(contentType)
                && request.getContentEncoding() == null;
    }

    static List<String> inReplyTo(SIPRequest request) {
        List<String> callIds = new ArrayList<>();
        @Nullable Iterator<SIPHeader> headers = request.getHeaders("In-Reply-To");
        while (headers != null && headers.hasNext() && callIds.size() < MOST_IN_REPLY_TO) {
            callIds.add(headers.next().getValue().strip());
        }
        return callIds;
    }

    private static void refuse(Exchange exchange, Reply reply, String code, String reason) {
        LOG.info(
                "refused code={} status={} reason=\"MESSAGE of {} octets: {}\" from={}",
                code,
                reply.status(),
                exchange.body().length(),
                reason,
                exchange.from());
        exchange.respond(reply);
    }
}
