// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ExpiresHeader;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * REGISTER of an S-CSCF on a subscriber's behalf (TS 24.229 §5.4.1.7 and §5.7.1.1, TS 24.341
 * §5.3.3.2): From and Contact are the S-CSCF's, To is a public identity of the subscriber. From
 * then on the subscriber is reached by way of that S-CSCF, whatever devices are behind it.
 */
final class ThirdPartyRegister {
    private static final Logger LOG = LoggerFactory.getLogger(ThirdPartyRegister.class);

    /**
     * Longest that an S-CSCF is believed. Not {@code smsc.sip.expires}: it registers again when the
     * handset does, whatever we grant.
     */
    static final Duration LONGEST = Duration.ofDays(30);

    private final Registrations registrations;
    private final RegistrationEvents events;
    private final Duration usual;
    private final InstantSource clock;

    /**
     * @param usual for how long, if the S-CSCF does not say
     */
    ThirdPartyRegister(
            Registrations registrations,
            RegistrationEvents events,
            Duration usual,
            InstantSource clock) {
        this.registrations = registrations;
        this.events = events;
        this.usual = usual;
        this.clock = clock;
    }

    /** Whether somebody registers somebody else (RFC 3261 §10.2). */
    static boolean is(SIPRequest request) {
        String from = PublicIdentity.listed(request.getFrom().getAddress().getURI());
        return !from.equals(PublicIdentity.listed(request.getTo().getAddress().getURI()));
    }

    /** Blocks until it is on disk. */
    Reply register(Exchange exchange) {
        SIPRequest request = exchange.request();
        @Nullable ContactList contacts = request.getContactHeaders();
        @Nullable Contact contact = contacts == null ? null : (Contact) contacts.getFirst();
        URI named =
                contact == null || contact.isWildCard()
                        ? request.getFrom().getAddress().getURI()
                        : contact.getAddress().getURI();
        if (!(named instanceof SipURI scscf)
                || scscf.toString().length() > Registrar.LONGEST_URI
                || request.getTo().getAddress().getURI().toString().length()
                        > Registrar.LONGEST_URI) {
            return Registrar.refused(400, "Bad Request", "register-contact", "no SIP URI");
        }
        Duration granted = granted(request, contact);
        ImplicitSet set = ImplicitSet.of(request, exchange.body(), known(request));
        List<Msisdn> numbers = granted.isZero() ? registered(set) : set.numbers();
        if (numbers.isEmpty() && !granted.isZero()) {
            return Registrar.refused(404, "Not Found", "register-no-number", "nothing names one");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS); // as it is kept
        Binding told = binding(exchange, set, route(scscf), now.plus(granted));
        Devices before = devices(numbers, told.route());
        Optional<Devices> devices = before.after(exchange.body(), granted, now);
        if (granted.isZero() && devices.isEmpty() && events.doubted(told)) {
            return Reply.of(200, "OK"); // and NOTIFY will say what is so
        }
        Binding latest = told.with(devices.orElse(granted.isZero() ? Devices.UNKNOWN : before));
        Map<Msisdn, List<Binding>> ways = new LinkedHashMap<>();
        for (Msisdn number : numbers) {
            Binding way = granted.isZero() ? left(number, latest) : to(number, latest, set);
            ways.put(number, List.of(way));
        }
        Optional<Reply> refusal = Registrar.refusal(registrations.update(ways));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        long seconds = Duration.between(now, latest.expiresAt()).toSeconds();
        LOG.info(
                "registered {} numbers={} by={} for-s={} from={}",
                numbers.isEmpty() ? "nobody" : numbers.getFirst().masked(),
                numbers.size(),
                scscf.getHost(),
                seconds,
                exchange.from());
        if (seconds == 0) {
            events.ended(latest);
            return Reply.of(200, "OK");
        }
        events.begun(latest);
        return Reply.of(200, "OK", "Contact: <" + scscf + ">;expires=" + seconds);
    }

    private Duration granted(SIPRequest request, @Nullable Contact contact) {
        long asked = contact == null || contact.isWildCard() ? -1 : contact.getExpires();
        @Nullable ExpiresHeader header = request.getExpires();
        if (asked < 0) {
            asked = header == null ? usual.toSeconds() : header.getExpires();
        }
        return Duration.ofSeconds(Math.max(0, Math.min(asked, LONGEST.toSeconds())));
    }

    /** {@return the set that To is in, as far as it was told before} */
    private List<String> known(SIPRequest request) {
        URI to = request.getTo().getAddress().getURI();
        return registrations
                .subscriber(to)
                .flatMap(this::way)
                .map(Binding::identities)
                .filter(set -> set.contains(PublicIdentity.listed(to)))
                .orElse(List.of());
    }

    private Optional<Binding> way(Msisdn number) {
        return registrations.of(number).stream()
                .filter(b -> b.kind() == Binding.Kind.SCSCF)
                .findFirst();
    }

    /** All that were registered together with what is de-registered now. */
    private List<Msisdn> registered(ImplicitSet set) {
        Set<Msisdn> numbers = new LinkedHashSet<>(set.numbers());
        set.numbers().forEach(one -> way(one).ifPresent(b -> numbers.addAll(b.numbers())));
        return numbers.stream().filter(one -> way(one).isPresent()).toList();
    }

    /** A loose router (RFC 3261 §19.1.1), which every CSCF is, whether its URI says so or not. */
    private static SipURI route(SipURI scscf) {
        SipURI route = (SipURI) scscf.clone();
        route.setLrParam();
        return route;
    }

    private static Binding binding(
            Exchange exchange, ImplicitSet set, SipURI route, Instant until) {
        SIPRequest request = exchange.request();
        return new Binding(
                Binding.Kind.SCSCF,
                set.primary(),
                List.of(route.toString()),
                NextHop.of(route),
                exchange.from(),
                "",
                set.identities(),
                Traits.copied(exchange.body()),
                Devices.UNKNOWN,
                Registrar.bounded(request.getCallId().getCallId()),
                request.getCSeq().getSeqNumber(),
                until);
    }

    /** {@return those that the S-CSCF of {@code route} has told of before} */
    private Devices devices(List<Msisdn> numbers, List<String> route) {
        return numbers.stream()
                .flatMap(number -> way(number).stream())
                .filter(way -> way.route().equals(route))
                .map(Binding::devices)
                .findFirst()
                .orElse(Devices.UNKNOWN);
    }

    /** {@return the way to {@code number}, over unless another device is left} */
    private Binding left(Msisdn number, Binding latest) {
        return way(number)
                .map(
                        way ->
                                way.as(latest.callId(), latest.sequence())
                                        .with(latest.devices())
                                        .until(latest.expiresAt()))
                .orElse(latest);
    }

    /** What the S-CSCF was asked for before is asked for again. */
    private Binding to(Msisdn number, Binding told, ImplicitSet set) {
        Optional<Binding> before = way(number);
        Binding binding =
                before.map(one -> told.with(told.traits().beside(one.traits()))).orElse(told);
        return before.map(Binding::requestUri)
                .filter(
                        uri ->
                                ImplicitSet.uri(uri)
                                        .filter(
                                                one ->
                                                        set.identities()
                                                                .contains(
                                                                        PublicIdentity.listed(one)))
                                        .isPresent())
                .map(binding::asking)
                .orElseGet(
                        () ->
                                binding.asking(
                                        set.requestUris()
                                                .getOrDefault(number.digits(), set.primary())));
    }
}
