// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

/**
 * Message-ID (OMA-TS-MMS_ENC 1.3 §7.3.29): names a message for good, to its sender and in reports.
 *
 * @param value printable US-ASCII, {@code token@domain}
 */
public record MessageId(String value) {
    /** As long as the store's column. */
    public static final int MAX_LENGTH = 255;

    public MessageId {
        if (value.isEmpty()
                || value.length() > MAX_LENGTH
                || !value.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
            throw new IllegalArgumentException("a Message-ID has 1 to 255 printable characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
