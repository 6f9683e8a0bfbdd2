// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

/**
 * Encoded-string-value (OMA-TS-MMS_ENC 1.3 §7.3.1).
 *
 * @param charset IANA MIBEnum; {@link #NO_CHARSET} when written as plain text, which is US-ASCII
 */
public record EncodedString(int charset, String text) {
    public static final int NO_CHARSET = 0;
    public static final int UTF_8 = 106;

    /** {@return {@code text}, with UTF-8 named only where US-ASCII cannot spell it} */
    public static EncodedString of(String text) {
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        return new EncodedString(ascii ? NO_CHARSET : UTF_8, text);
    }
}
