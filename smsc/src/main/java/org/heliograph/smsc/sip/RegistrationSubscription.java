// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.HeaderAddress;
import org.jspecify.annotations.Nullable;

/**
 * Our subscription to the registration state of one implicit registration set: its dialog (RFC 6665
 * §4.4.1, made by the first NOTIFY) and what was told. Whoever works with it holds its lock.
 */
final class RegistrationSubscription {
    /** How long we ask for; the S-CSCF may grant less. */
    static final Duration ASKED = Duration.ofDays(1);

    private static final int MOST_ROUTE = 8;

    private final String callId;
    private final String tag;
    private final String key;
    private Binding binding;
    private String remoteTag = "";
    private String remoteTarget;
    private List<String> route;
    private NextHop nextHop;
    private long ourSequence;
    private long theirSequence = -1;
    private long version = -1;
    private final SequencedSet<String> active = new LinkedHashSet<>();

    /** How often it was asked for in vain since it was last granted. */
    int failures;

    /** No SUBSCRIBE and no NOTIFY is of use any more. */
    volatile boolean ended;

    /** The S-CSCF has said that nobody is registered, and is asked whether that is so. */
    volatile boolean doubted;

    /** What the last NOTIFY said of how long it lasts. */
    Duration granted = ASKED;

    /** When it is to be asked for, and when an entry of the queue brings it up. */
    long dueNanos;

    long queuedNanos;
    boolean queued;

    /**
     * @param callId which nobody can guess
     */
    RegistrationSubscription(Binding binding, String callId, String tag) {
        this.binding = binding;
        this.callId = callId;
        this.tag = tag;
        this.key = binding.identities().getFirst();
        this.remoteTarget = binding.requestUri();
        this.route = binding.route();
        this.nextHop = binding.nextHop();
    }

    /** {@return what tells the set from others} */
    String key() {
        return key;
    }

    /** {@return the registration that it is about} */
    Binding binding() {
        return binding;
    }

    void refreshed(Binding latest) {
        binding = latest;
    }

    String callId() {
        return callId;
    }

    NextHop nextHop() {
        return nextHop;
    }

    /** {@return public identities that a device is registered with, as they were told} */
    List<String> active() {
        return List.copyOf(active);
    }

    /**
     * {@return a SUBSCRIBE (RFC 3680 §4), the next of the dialog}
     *
     * @param who From and P-Asserted-Identity
     * @param us host and port that the S-CSCF reaches us at
     */
    byte[] request(Hop hop, String branch, String who, String us) {
        ourSequence++;
        StringBuilder head = new StringBuilder(700);
        head.append("SUBSCRIBE ").append(remoteTarget).append(" SIP/2.0\r\nVia: SIP/2.0/");
        head.append(hop.transport().name()).append(' ').append(us);
        head.append(";branch=").append(branch).append(";rport\r\nMax-Forwards: 70\r\n");
        route.forEach(uri -> head.append("Route: <").append(uri).append(">\r\n"));
        head.append("From: <").append(who).append(">;tag=").append(tag).append("\r\nTo: <");
        head.append(binding.requestUri()).append('>');
        if (!remoteTag.isEmpty()) {
            head.append(";tag=").append(remoteTag);
        }
        head.append("\r\nCall-ID: ").append(callId).append("\r\nCSeq: ").append(ourSequence);
        head.append(" SUBSCRIBE\r\nContact: <sip:").append(us);
        if (hop.transport() != Hop.Transport.UDP) {
            head.append(";transport=").append(hop.transport().name().toLowerCase(Locale.ROOT));
        }
        head.append(">\r\nP-Asserted-Identity: <")
                .append(who)
                .append(">\r\nEvent: reg\r\nAccept: ");
        head.append(RegInfo.CONTENT_TYPE).append("\r\nExpires: ").append(ASKED.toSeconds());
        head.append("\r\nContent-Length: 0\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * {@return whether a NOTIFY is of this dialog, and newer than the last one} Then it makes it.
     */
    boolean takes(SIPRequest notify) {
        @Nullable String theirTag = notify.getFromTag();
        if (ended
                || !tag.equals(notify.getToTag())
                || theirTag == null
                || !(remoteTag.isEmpty() || remoteTag.equals(theirTag))
                || notify.getCSeq().getSeqNumber() <= theirSequence) {
            return false;
        }
        theirSequence = notify.getCSeq().getSeqNumber();
        remoteTag = theirTag;
        List<SipURI> targets = uris(notify, "Contact");
        if (!targets.isEmpty()) {
            List<SipURI> recorded = uris(notify, "Record-Route");
            remoteTarget = targets.getFirst().toString();
            route = recorded.stream().map(SipURI::toString).toList();
            nextHop = NextHop.of(recorded.isEmpty() ? targets.getFirst() : recorded.getFirst());
        }
        return true;
    }

    private static List<SipURI> uris(SIPRequest request, String name) {
        List<SipURI> uris = new ArrayList<>();
        @Nullable Iterator<SIPHeader> headers = request.getHeaders(name);
        while (headers != null && headers.hasNext() && uris.size() < MOST_ROUTE) {
            if (headers.next() instanceof HeaderAddress header
                    && header.getAddress().getURI() instanceof SipURI uri
                    && uri.toString().length() <= Registrar.LONGEST_URI) {
                uris.add(uri);
            }
        }
        return uris;
    }

    /** Takes in a document; an old one changes nothing (RFC 3680 §5.2). */
    void learn(RegInfo info) {
        if (info.version() <= version) {
            return;
        }
        version = info.version();
        if (info.full()) {
            active.clear();
        }
        for (RegInfo.Registered one : info.registrations()) {
            if (one.active()) {
                active.add(one.aor());
            } else {
                active.remove(one.aor());
            }
        }
    }

    /** {@return the URIs that are registered, what the S-CSCF has registered with us first} */
    ImplicitSet set() {
        List<URI> uris = new ArrayList<>();
        for (String aor : active) {
            ImplicitSet.uri(aor).ifPresent(uris::add);
        }
        String first = binding.identities().isEmpty() ? "" : binding.identities().getFirst();
        uris.sort(Comparator.comparing(uri -> !PublicIdentity.listed(uri).equals(first)));
        boolean named = uris.stream().anyMatch(PublicIdentity::namesMsisdn);
        return ImplicitSet.of(
                uris, named ? Optional.empty() : binding.numbers().stream().findFirst());
    }
}
