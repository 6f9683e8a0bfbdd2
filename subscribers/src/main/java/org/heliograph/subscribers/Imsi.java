// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

/**
 * An IMSI (ITU-T E.212 §6, 3GPP TS 23.003 §2.2).
 *
 * @param digits 6 to 15, MCC and MNC first
 */
public record Imsi(String digits) {
    public Imsi {
        if (!digits.matches("[0-9]{6,15}")) {
            throw new IllegalArgumentException("an IMSI has 6 to 15 digits");
        }
    }

    /** {@return the network, the subscriber hidden, as logs show it} */
    public String masked() {
        return digits.substring(0, 5) + "*".repeat(digits.length() - 5);
    }
}
