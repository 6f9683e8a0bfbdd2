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
        if (digits.isEmpty() || digits.length() > MAX_DIGITS || !isDecimal(digits)) {
            throw new IllegalArgumentException("an MSISDN has 1 to 15 digits");
        }
    }

    /** A loop, for there are several to each message. */
    private static boolean isDecimal(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return false;
            }
        }
        return true;
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
