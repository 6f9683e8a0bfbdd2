// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.address.URI;
import org.heliograph.pdu.Octets;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;

/**
 * The public identities that were registered together (TS 23.228 §5.2.1a), out of all that a
 * third-party REGISTER may tell of them: To; P-Associated-URI in the REGISTER itself, as Kamailio
 * sends it, or in the handset's 200 (OK) that the S-CSCF has put into the body (TS 24.229
 * §5.4.1.7A); and the MSISDN that the operator has put into the service information of the initial
 * filter criteria (TS 24.341 §5.3.3.2, annex B.3).
 *
 * @param primary To, which the S-CSCF surely knows
 * @param identities as {@link PublicIdentity#listed} writes them
 * @param requestUris for each number the identity to ask the S-CSCF for
 */
record ImplicitSet(String primary, List<String> identities, Map<String, String> requestUris) {
    /** A subscription of more identities is nobody's; so is a longer one. */
    private static final int MOST_IDENTITIES = 32;

    private static final int LONGEST_IDENTITY = 255;

    private static final Pattern ASSOCIATED =
            Pattern.compile("(?im)^P-Associated-URI[ \\t]*:(.{1,4000})$");

    private static final Pattern IN_BRACKETS = Pattern.compile("<((?:sips?|tel):[^<>\\s]{1,250})>");

    private static final Pattern SERVICE_INFO =
            Pattern.compile("<service-info[^>]{0,200}>(.{0,4000}?)</service-info>", Pattern.DOTALL);

    /** Digits alone, as in TS 24.341 annex B.3. */
    private static final Pattern NUMBER = Pattern.compile("\\+?([0-9]{7,15})");

    /** As an attribute, an element, or with a sign between, under that name or as a URI. */
    private static final Pattern NAMED_NUMBER =
            Pattern.compile(
                    "(?i)(?:msisdn\"?\\s{0,3}[=:>]\\s{0,3}\"?\\+?|tel:\\+)([0-9]{7,15})\\b");

    /**
     * @param known what was told earlier of a set that To is in; counts where this REGISTER tells
     *     nothing, as when a handset only registers again
     */
    static ImplicitSet of(SIPRequest request, Octets body, List<String> known) {
        List<URI> uris = new ArrayList<>();
        uris.add(request.getTo().getAddress().getURI());
        String text = new String(body.toArray(), StandardCharsets.UTF_8);
        List<URI> associated = new ArrayList<>();
        @Nullable Iterator<SIPHeader> headers = request.getHeaders("P-Associated-URI");
        while (headers != null && headers.hasNext()) {
            associated(headers.next().getValue(), associated);
        }
        Matcher copied = ASSOCIATED.matcher(text.replace("\r\n ", " ").replace("\r\n\t", " "));
        while (copied.find() && associated.size() < MOST_IDENTITIES) {
            associated(copied.group(1), associated);
        }
        if (!contradicts(uris.getFirst(), associated)) {
            uris.addAll(associated);
        }
        Optional<Msisdn> told = serviceNumber(text);
        if (associated.isEmpty() && told.isEmpty()) {
            known.forEach(one -> uri(one).ifPresent(uris::add));
        }
        return of(uris, told);
    }

    /**
     * {@return the set of these}
     *
     * @param uris the one that the S-CSCF was asked for or asked us for first
     * @param told a number that is known by another way
     */
    static ImplicitSet of(List<URI> uris, Optional<Msisdn> told) {
        Map<String, String> requestUris = new TreeMap<>();
        List<String> identities = new ArrayList<>();
        for (URI uri : uris) {
            String listed = PublicIdentity.listed(uri);
            if (listed.isEmpty() || uri.toString().length() > LONGEST_IDENTITY) {
                continue;
            }
            if (!identities.contains(listed) && identities.size() < MOST_IDENTITIES) {
                identities.add(listed);
            }
            if (PublicIdentity.namesMsisdn(uri)) {
                requestUris.merge( // every S-CSCF knows sip: identities, not every one tel:
                        PublicIdentity.msisdn(uri).orElseThrow().digits(),
                        uri.toString(),
                        (first, next) -> first.startsWith("tel:") ? next : first);
            }
        }
        String primary = uris.getFirst().toString();
        Optional<Msisdn> number =
                told.or(
                        () -> // nothing better is known than digits that may be an IMSI
                        requestUris.isEmpty()
                                        ? PublicIdentity.msisdn(uris.getFirst())
                                        : Optional.empty());
        number.ifPresent(
                one -> {
                    requestUris.putIfAbsent(one.digits(), primary);
                    if (!identities.contains("tel:" + one)) {
                        identities.add("tel:" + one);
                    }
                });
        return new ImplicitSet(primary, List.copyOf(identities), Map.copyOf(requestUris));
    }

    /** {@return the numbers that it is a way to; none if nothing names one} */
    List<Msisdn> numbers() {
        return requestUris.keySet().stream().sorted().map(Msisdn::new).toList();
    }

    /**
     * A set in which the number that To names is missing is another subscriber's: some S-CSCFs send
     * the last one's when they cannot find this one's.
     */
    private static boolean contradicts(URI to, List<URI> associated) {
        if (!PublicIdentity.namesMsisdn(to)) {
            return false;
        }
        Optional<Msisdn> number = PublicIdentity.msisdn(to);
        boolean others = associated.stream().anyMatch(PublicIdentity::namesMsisdn);
        return others
                && associated.stream()
                        .filter(PublicIdentity::namesMsisdn)
                        .noneMatch(uri -> PublicIdentity.msisdn(uri).equals(number));
    }

    private static void associated(@Nullable String value, List<URI> to) {
        Matcher uris = IN_BRACKETS.matcher(value == null ? "" : value);
        while (uris.find() && to.size() < MOST_IDENTITIES) {
            uri(uris.group(1)).ifPresent(to::add);
        }
    }

    /** {@return the URI that {@code text} is, if it is one} */
    static Optional<URI> uri(String text) {
        try {
            return Optional.ofNullable(new StringMsgParser().parseUrl(text));
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Msisdn> serviceNumber(String text) {
        Matcher info = SERVICE_INFO.matcher(text);
        if (!info.find()) {
            return Optional.empty();
        }
        String told = info.group(1).strip();
        if (told.startsWith("<![CDATA[") && told.endsWith("]]>")) {
            told = told.substring("<![CDATA[".length(), told.length() - "]]>".length()).strip();
        }
        Matcher alone = NUMBER.matcher(told);
        if (alone.matches()) {
            return Optional.of(new Msisdn(alone.group(1)));
        }
        Matcher named = NAMED_NUMBER.matcher(told);
        return named.find() ? Optional.of(new Msisdn(named.group(1))) : Optional.empty();
    }
}
