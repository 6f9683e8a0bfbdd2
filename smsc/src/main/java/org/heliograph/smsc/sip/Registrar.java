// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.HeaderAddress;
import org.heliograph.config.SmscSettings;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.subscribers.SipCredentials;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers REGISTER: of S-CSCFs on their subscribers' behalf ({@link ThirdPartyRegister}), from the
 * networks that the operator named, and of handsets that come straight to us (RFC 3261 §10.3), from
 * networks that are believed or with a proof ({@link Digest}).
 */
final class Registrar {
    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

    /** Far above what proxies call themselves, and handsets; longer ones would only fill memory. */
    static final int LONGEST_URI = 500;

    private static final int LONGEST_CONTACT = 2_000;

    private static final int LONGEST_INSTANCE = 200;
    private static final int LONGEST_CALL_ID = 255;

    /** Proxies between a handset and us. */
    private static final int MOST_PATH = 8;

    private final SmscSettings.Sip settings;
    private final Registrations registrations;
    private final ThirdPartyRegister thirdParties;
    private final Digest digest;
    private final InstantSource clock;

    Registrar(
            SmscSettings.Sip settings,
            Registrations registrations,
            RegistrationEvents events,
            Supplier<SipCredentials> credentials,
            InstantSource clock) {
        this.settings = settings;
        this.digest = new Digest(credentials, settings.domain(), clock);
        this.registrations = registrations;
        this.thirdParties =
                new ThirdPartyRegister(registrations, events, settings.expires(), clock);
        this.clock = clock;
    }

    private boolean mayRegisterItself(Hop from) {
        return settings.registerFrom().stream().anyMatch(n -> n.contains(from.host()));
    }

    private boolean isScscf(Hop from) {
        return settings.registration().scscfFrom().stream().anyMatch(n -> n.contains(from.host()));
    }

    /** Blocks until what is registered is on disk. */
    Reply register(Exchange exchange) {
        if (ThirdPartyRegister.is(exchange.request())) {
            return isScscf(exchange.from())
                    ? thirdParties.register(exchange)
                    : refused(
                            403,
                            "Forbidden",
                            "register-third-party",
                            "no S-CSCF at " + exchange.from());
        }
        return registerItself(exchange.request(), exchange.from());
    }

    private Reply registerItself(SIPRequest request, Hop from) {
        URI to = request.getTo().getAddress().getURI();
        if (!isOurs(request.getRequestURI()) || !isOurs(to)) {
            return refused(404, "Not Found", "register-domain", "another domain");
        }
        Optional<Msisdn> msisdn = PublicIdentity.msisdn(to);
        if (msisdn.isEmpty()) {
            return refused(404, "Not Found", "register-no-number", "To names no number");
        }
        Optional<Reply> unproven =
                mayRegisterItself(from) ? Optional.empty() : unproven(request, msisdn.get(), from);
        if (unproven.isPresent()) {
            return unproven.get();
        }
        List<String> path = path(request);
        @Nullable ContactList contacts = request.getContactHeaders();
        if (contacts != null) {
            Optional<Reply> refusal = update(msisdn.get(), request, contacts, path, from);
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        List<Binding> live =
                registrations.of(msisdn.get()).stream()
                        .filter(b -> b.kind() == Binding.Kind.HANDSET)
                        .toList();
        LOG.info("registered {} contacts={} from={}", msisdn.get().masked(), live.size(), from);
        List<String> lines = new ArrayList<>();
        path.forEach(uri -> lines.add("Path: <" + uri + ">"));
        live.forEach(binding -> lines.add(contactLine(binding)));
        return new Reply(200, "OK", lines);
    }

    /** {@return what to say unless it is proved that the handset is {@code number}'s} */
    private Optional<Reply> unproven(SIPRequest request, Msisdn number, Hop from) {
        if (!digest.isOffered()) {
            return Optional.of(refused(403, "Forbidden", "register-not-allowed", "from " + from));
        }
        return switch (digest.proof(request)) {
            case Digest.Proof.Given(Msisdn proved) when proved.equals(number) -> Optional.empty();
            case Digest.Proof.Given _ ->
                    Optional.of(
                            refused(
                                    403,
                                    "Forbidden",
                                    "register-other",
                                    "these credentials are another number's, from " + from));
            case Digest.Proof.Wanted(List<String> challenges) ->
                    Optional.of(new Reply(401, "Unauthorized", challenges));
            case Digest.Proof.Wrong() ->
                    Optional.of(refused(403, "Forbidden", "register-credentials", "from " + from));
        };
    }

    /** Our domain, this host by an address or by the name that we listen at, or a tel URI. */
    private boolean isOurs(URI uri) {
        if (!(uri instanceof SipURI sip)) {
            return true;
        }
        String host = sip.getHost();
        return host.equalsIgnoreCase(settings.domain())
                || host.equalsIgnoreCase(settings.listen().host())
                || host.equalsIgnoreCase("localhost")
                || host.indexOf(':') >= 0
                || host.matches("[0-9.]+");
    }

    /** Nothing is changed unless every contact can be read. */
    private Optional<Reply> update(
            Msisdn msisdn, SIPRequest request, ContactList contacts, List<String> path, Hop from) {
        List<Binding> bindings = new ArrayList<>();
        for (Contact contact : contacts) {
            if (contact.isWildCard()) {
                if (contacts.size() != 1 || expires(contact, request) != 0) {
                    return Optional.of(
                            refused(400, "Bad Request", "register-wildcard", "* needs Expires: 0"));
                }
                return refusal(registrations.removeContacts(msisdn));
            }
            if (!(contact.getAddress().getURI() instanceof SipURI uri)
                    || uri.toString().length() > LONGEST_CONTACT) {
                return Optional.of(
                        refused(400, "Bad Request", "register-contact", "not a SIP URI"));
            }
            bindings.add(binding(uri, contact, request, path, from));
        }
        return refusal(registrations.update(msisdn, bindings));
    }

    private Binding binding(
            SipURI uri, Contact contact, SIPRequest request, List<String> path, Hop from) {
        @Nullable String instance = contact.getParameter("+sip.instance");
        NextHop next =
                path.isEmpty()
                        ? NextHop.of(uri)
                        : ImplicitSet.uri(path.getFirst())
                                .filter(SipURI.class::isInstance)
                                .map(first -> NextHop.of((SipURI) first))
                                .orElseGet(() -> NextHop.of(uri));
        return new Binding(
                Binding.Kind.HANDSET,
                uri.toString(),
                path,
                next,
                from,
                instance == null || instance.length() > LONGEST_INSTANCE ? "" : instance,
                List.of(),
                Traits.of(request, contact),
                Devices.UNKNOWN,
                bounded(request.getCallId().getCallId()),
                request.getCSeq().getSeqNumber(),
                clock.instant().plusSeconds(expires(contact, request)));
    }

    /** {@return the proxies that want to be passed on the way to the handset (RFC 3327)} */
    private static List<String> path(SIPRequest request) {
        List<String> path = new ArrayList<>();
        @Nullable Iterator<SIPHeader> headers = request.getHeaders("Path");
        while (headers != null && headers.hasNext() && path.size() < MOST_PATH) {
            if (headers.next() instanceof HeaderAddress header
                    && header.getAddress().getURI() instanceof SipURI uri
                    && uri.toString().length() <= LONGEST_URI) {
                path.add(uri.toString());
            }
        }
        return path;
    }

    /** Of a longer one, enough to tell it from others. */
    static String bounded(String callId) {
        return callId.length() > LONGEST_CALL_ID ? callId.substring(0, LONGEST_CALL_ID) : callId;
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

    /** {@return what to say if it was not done} */
    static Optional<Reply> refusal(Registrations.Registered registered) {
        return switch (registered) {
            case DONE -> Optional.empty();
            case OUT_OF_ORDER ->
                    Optional.of(refused(500, "CSeq Out Of Order", "register-order", "old CSeq"));
            case FULL ->
                    Optional.of(
                            refused(
                                    503,
                                    "Service Unavailable",
                                    "register-full",
                                    "smsc.sip.maxRegistrations"));
            case NOT_KEPT ->
                    Optional.of(
                            refused(
                                    503,
                                    "Service Unavailable",
                                    "store-failed",
                                    "the registration is not on disk"));
        };
    }

    static Reply refused(int status, String phrase, String code, String reason) {
        LOG.info("refused code={} reason=\"{}\"", code, reason);
        return Reply.of(status, phrase);
    }
}
