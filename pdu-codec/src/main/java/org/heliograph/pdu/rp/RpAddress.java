// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.rp;

import org.heliograph.pdu.sms.NumberingPlan;
import org.heliograph.pdu.sms.TypeOfNumber;

/**
 * RP-Originator-Address or RP-Destination-Address (3GPP TS 24.011 §8.2.5.1): the service centre's
 * number, or empty.
 *
 * @param digits from {@code 0-9*#abc}, at most 20; empty for {@link #NONE}
 */
public record RpAddress(TypeOfNumber typeOfNumber, NumberingPlan numberingPlan, String digits) {
    /** An address of length zero. */
    public static final RpAddress NONE =
            new RpAddress(TypeOfNumber.UNKNOWN, NumberingPlan.UNKNOWN, "");

    /** {@code +} and digits: international; digits: unknown type. */
    public static RpAddress of(String text) {
        throw new UnsupportedOperationException();
    }

    public boolean isEmpty() {
        return digits.isEmpty();
    }
}
