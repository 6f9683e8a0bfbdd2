// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.Instant;
import java.util.List;

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
        String callId,
        long sequence,
        Instant expiresAt) {
    enum Kind {
        /** The handset itself (RFC 3261 §10.3). */
        HANDSET,
        /** An S-CSCF on its behalf, which knows its devices (TS 24.229 §5.4.1.7). */
        SCSCF
    }

    Binding {
        route = List.copyOf(route);
    }

    /** Whether both are the same device's. */
    boolean replaces(Binding other) {
        return kind == other.kind
                && (requestUri.equals(other.requestUri)
                        || (!instance.isEmpty() && instance.equals(other.instance)));
    }
}
