// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

/**
 * An E.164 number (ITU-T E.164 §6).
 *
 * @param digits 1 to 15 digits, without the plus sign
 */
public record Msisdn(String digits) {
    /** Country code included (§6.1). */
    public static final int MAX_DIGITS = 15;

    public Msisdn {
        if (digits.isEmpty()
                || digits.length() > MAX_DIGITS
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("an MSISDN has 1 to 15 digits");
        }
    }

    /** {@return the number with its last digits hidden, as logs show it} */
    public String masked() {
        int shown = Math.max(0, digits.length() - 4);
        return "+" + digits.substring(0, shown) + "*".repeat(digits.length() - shown);
    }

    @Override
    public String toString() {
        return "+" + digits;
    }
}
