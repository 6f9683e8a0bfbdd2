// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.rp;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;

/** RP messages to octets and back (3GPP TS 24.011 §7.3, §8.2). */
public final class RpCodec {
    private RpCodec() {}

    public static RpMessage decode(Octets message) throws DecodeException {
        throw new UnsupportedOperationException();
    }

    public static Octets encode(RpMessage message) {
        throw new UnsupportedOperationException();
    }
}
