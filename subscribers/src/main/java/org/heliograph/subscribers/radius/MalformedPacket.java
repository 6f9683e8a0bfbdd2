// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.radius;

/** Octets that are no RADIUS packet, or an attribute that is not what its type says. */
final class MalformedPacket extends Exception {
    private static final long serialVersionUID = 1;

    /** Stackless, because the octets are at fault and not the code. */
    MalformedPacket(String reason) {
        super(reason, null, false, false);
    }
}
