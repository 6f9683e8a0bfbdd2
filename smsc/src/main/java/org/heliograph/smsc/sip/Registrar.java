// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.address.SipURI;
import javax.sip.header.ExpiresHeader;
import org.heliograph.config.SmscSettings;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers REGISTER (RFC 3261 §10.3) of handsets that come straight to us. Without credentials, and
 * so only from the networks that the operator named.
 */
final class Registrar {
    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

    private final SmscSettings.Sip settings;
    private final Registrations registrations;
    private final Consumer<Msisdn> alert;
    private final InstantSource clock;

    /**
     * @param alert told of each subscriber who can be reached again
     */
    Registrar(
            SmscSettings.Sip settings,
            Registrations registrations,
            Consumer<Msisdn> alert,
            InstantSource clock) {
        this.settings = settings;
        this.registrations = registrations;
        this.alert = alert;
        this.clock = clock;
    }

    /** Whether handsets at {@code from} are believed without credentials. */
    private boolean isTrusted(Hop from) {
        return settings.registerFrom().stream().anyMatch(n -> n.contains(from.host()));
    }

    Reply register(SIPRequest request, Hop from) {
        if (!isTrusted(from)) {
            return refused(403, "Forbidden", "register-not-allowed", "from " + from);
        }
        Optional<Msisdn> msisdn = PublicIdentity.msisdn(request.getTo().getAddress().getURI());
        if (msisdn.isEmpty()) {
            return refused(404, "Not Found", "register-no-number", "To names no number");
        }
        @Nullable ContactList contacts = request.getContactHeaders();
        if (contacts != null) {
            Optional<Reply> refusal = update(msisdn.get(), request, contacts, from);
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        List<Binding> live = registrations.of(msisdn.get());
        LOG.info("registered {} contacts={} from={}", msisdn.get().masked(), live.size(), from);
        if (contacts != null && !live.isEmpty()) {
            alert.accept(msisdn.get());
        }
        return new Reply(200, "OK", live.stream().map(this::contactLine).toList());
    }

    /** Nothing is changed unless every contact can be read. */
    private Optional<Reply> update(
            Msisdn msisdn, SIPRequest request, ContactList contacts, Hop from) {
        List<Binding> bindings = new ArrayList<>();
        for (Contact contact : contacts) {
            if (contact.isWildCard()) {
                if (contacts.size() != 1 || expires(contact, request) != 0) {
                    return Optional.of(
                            refused(400, "Bad Request", "register-wildcard", "* needs Expires: 0"));
                }
                registrations.removeAll(msisdn);
                return Optional.empty();
            }
            if (!(contact.getAddress().getURI() instanceof SipURI uri)) {
                return Optional.of(
                        refused(400, "Bad Request", "register-contact", "not a SIP URI"));
            }
            bindings.add(binding(uri, contact, request, from));
        }
        Instant now = clock.instant();
        for (Binding binding : bindings) {
            Registrations.Registered registered =
                    now.isBefore(binding.expiresAt())
                            ? registrations.register(msisdn, binding)
                            : registrations.remove(
                                    msisdn,
                                    binding.requestUri(),
                                    binding.callId(),
                                    binding.sequence());
            switch (registered) {
                case DONE -> {}
                case OUT_OF_ORDER -> {
                    return Optional.of(
                            refused(500, "CSeq Out Of Order", "register-order", "old CSeq"));
                }
                case FULL -> {
                    return Optional.of(
                            refused(
                                    503,
                                    "Service Unavailable",
                                    "register-full",
                                    settings.maxRegistrations() + " registrations"));
                }
            }
        }
        return Optional.empty();
    }

    private Binding binding(SipURI uri, Contact contact, SIPRequest request, Hop from) {
        @Nullable String instance = contact.getParameter("+sip.instance");
        return new Binding(
                Binding.Kind.HANDSET,
                uri.toString(),
                List.of(),
                NextHop.of(uri),
                from,
                instance == null ? "" : instance,
                request.getCallId().getCallId(),
                request.getCSeq().getSeqNumber(),
                clock.instant().plusSeconds(expires(contact, request)));
    }

    /**
     * {@return seconds: the contact's own, else the request's, else ours, which is also the most}
     */
    private long expires(Contact contact, SIPRequest request) {
        long asked = contact.isWildCard() ? -1 : contact.getExpires();
        if (asked < 0) {
            @Nullable ExpiresHeader header = request.getExpires();
            asked = header == null ? Long.MAX_VALUE : header.getExpires();
        }
        return Math.max(0, Math.min(asked, settings.expires().toSeconds()));
    }

    private String contactLine(Binding binding) {
        Duration left = Duration.between(clock.instant(), binding.expiresAt());
        String instance =
                binding.instance().isEmpty()
                        ? ""
                        : ";+sip.instance=\"" + binding.instance().replace("\"", "") + "\"";
        return "Contact: <" + binding.requestUri() + ">;expires=" + left.toSeconds() + instance;
    }

    private static Reply refused(int status, String phrase, String code, String reason) {
        LOG.info("refused code={} reason=\"{}\"", code, reason);
        return Reply.of(status, phrase);
    }
}
