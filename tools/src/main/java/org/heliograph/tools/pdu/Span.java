// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import org.heliograph.pdu.Octets;

/**
 * Where a field lies.
 *
 * @param offset in octets from the start of the outermost PDU; -1 where the field has no octets of
 *     its own, or nobody knows them
 */
public record Span(int offset, Octets octets) {
    public static final Span NONE = new Span(-1, Octets.EMPTY);

    public boolean isKnown() {
        return offset >= 0;
    }

    /** {@return the part from the {@code from}th octet to before the {@code to}th} */
    Span slice(int from, int to) {
        return isKnown() && from <= to && to <= octets.length()
                ? new Span(offset + from, octets.slice(from, to))
                : NONE;
    }

    /** {@return the last {@code length} octets} */
    Span last(int length) {
        return slice(octets.length() - length, octets.length());
    }
}
