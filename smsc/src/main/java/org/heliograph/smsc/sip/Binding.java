// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.heliograph.subscribers.Msisdn;

/**
 * A way to a subscriber, as a REGISTER told it.
 *
 * @param kind who registered it
 * @param requestUri Request-URI of what goes there: the handset's contact, or behind an S-CSCF the
 *     subscriber's public identity
 * @param route URIs for Route, the first being the next hop: the S-CSCF that registered the
 *     subscriber, or the Path of the handset's REGISTER (RFC 3327 §5.3); empty: straight to {@code
 *     requestUri}
 * @param nextHop what the first of {@code route} says, else {@code requestUri}
 * @param source where the REGISTER came from; over TCP its connection is used while it lives
 * @param instance {@code +sip.instance} (RFC 5626 §4.1), or empty: a device that registers with a
 *     new address replaces its old one
 * @param identities the implicit registration set as far as it is known, as {@link
 *     PublicIdentity#listed} writes them; empty of a handset
 * @param traits of the device; behind an S-CSCF of the one that told most
 * @param devices that are behind the S-CSCF, as far as it tells; of a handset none are known
 * @param callId Call-ID of the REGISTER
 * @param sequence CSeq of the REGISTER
 */
record Binding(
        Kind kind,
        String requestUri,
        List<String> route,
        NextHop nextHop,
        Hop source,
        String instance,
        List<String> identities,
        Traits traits,
        Devices devices,
        String callId,
        long sequence,
        Instant expiresAt) {
    enum Kind {
        /** The handset itself (RFC 3261 §10.3). */
        HANDSET,
        /** An S-CSCF on its behalf, which knows its devices (TS 24.229 §5.4.1.7). */
        SCSCF
    }

    private static final int LONGEST_DEVICE = 300;

    Binding {
        route = List.copyOf(route);
        identities = List.copyOf(identities);
        expiresAt = Instant.ofEpochMilli(expiresAt.toEpochMilli()); // as it is kept
    }

    /**
     * {@return what tells it from the subscriber's others} A subscriber is behind one S-CSCF at a
     * time.
     */
    String device() {
        if (kind == Kind.SCSCF) {
            return "";
        }
        return requestUri.length() <= LONGEST_DEVICE ? requestUri : hash(requestUri);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** {@return those of its identities that name no number} */
    List<String> aliases() {
        return identities.stream().filter(one -> !one.startsWith("tel:")).toList();
    }

    /** {@return the numbers that it is the way to} */
    List<Msisdn> numbers() {
        return identities.stream()
                .filter(one -> one.startsWith("tel:+"))
                .map(one -> new Msisdn(one.substring("tel:+".length())))
                .toList();
    }

    /** Whether it goes on a connection of the handset's, which one node has. */
    boolean byConnection() {
        return kind == Kind.HANDSET && source.transport().isReliable();
    }

    /** Whether both are the same device's. */
    boolean replaces(Binding other) {
        return device().equals(other.device())
                || (!instance.isEmpty() && instance.equals(other.instance));
    }

    /** {@return the same for another identity behind the same S-CSCF} */
    Binding asking(String identity) {
        return changed(identity, identities, traits, devices, callId, sequence, expiresAt);
    }

    /** {@return the same with another implicit registration set} */
    Binding with(List<String> set) {
        return changed(requestUri, set, traits, devices, callId, sequence, expiresAt);
    }

    /** {@return the same of a device with other traits} */
    Binding with(Traits others) {
        return changed(requestUri, identities, others, devices, callId, sequence, expiresAt);
    }

    /** {@return the same with those devices, for as long as any is there} */
    Binding with(Devices others) {
        Instant last = others.until().filter(expiresAt::isBefore).orElse(expiresAt);
        return changed(requestUri, identities, traits, others, callId, sequence, last);
    }

    /** {@return the same as another request has told it} */
    Binding as(String otherCallId, long otherSequence) {
        return changed(
                requestUri, identities, traits, devices, otherCallId, otherSequence, expiresAt);
    }

    /** {@return the same, over at {@code when}} */
    Binding until(Instant when) {
        return changed(requestUri, identities, traits, devices, callId, sequence, when);
    }

    /** {@return the same but for what may change while it lasts} */
    private Binding changed(
            String itsUri,
            List<String> itsIdentities,
            Traits itsTraits,
            Devices itsDevices,
            String itsCallId,
            long itsSequence,
            Instant itsEnd) {
        return new Binding(
                kind,
                itsUri,
                route,
                nextHop,
                source,
                instance,
                itsIdentities,
                itsTraits,
                itsDevices,
                itsCallId,
                itsSequence,
                itsEnd);
    }
}
