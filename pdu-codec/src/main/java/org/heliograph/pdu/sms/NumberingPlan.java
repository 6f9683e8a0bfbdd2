// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

/**
 * Numbering plan identification (3GPP TS 23.040 §9.1.2.5).
 *
 * @param value 0 to 15
 */
public record NumberingPlan(int value) {
    public static final NumberingPlan UNKNOWN = new NumberingPlan(0);
    public static final NumberingPlan ISDN = new NumberingPlan(1);

    public NumberingPlan {
        Bounds.within("numbering plan", value, 0, 15);
    }

    /** {@return the plan in the low four bits of a type-of-address octet} */
    public static NumberingPlan ofTypeOfAddress(int octet) {
        return (octet & 0xF) == ISDN.value ? ISDN : new NumberingPlan(octet & 0xF);
    }
}
