// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.Instant;

/**
 * A contact that a subscriber registered (RFC 3261 §10.3).
 *
 * @param contact its URI: Request-URI of what we send there
 * @param host host part of that URI
 * @param port port of that URI, or the default one
 * @param transport transport parameter of that URI in lower case, or empty
 * @param source where the REGISTER came from; over TCP its connection is used while it lives
 * @param instance {@code +sip.instance} (RFC 5626 §4.1), or empty: a device that registers with a
 *     new address replaces its old one
 * @param callId Call-ID of the REGISTER
 * @param sequence CSeq of the REGISTER
 */
record Binding(
        String contact,
        String host,
        int port,
        String transport,
        Hop source,
        String instance,
        String callId,
        long sequence,
        Instant expiresAt) {

    /** Whether both are the same device's. */
    boolean replaces(Binding other) {
        return contact.equals(other.contact)
                || (!instance.isEmpty() && instance.equals(other.instance));
    }
}
