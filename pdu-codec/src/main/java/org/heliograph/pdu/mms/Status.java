// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

/**
 * X-Mms-Status (OMA-TS-MMS_ENC 1.3 §7.3.54).
 *
 * @param octet 128 to 255
 */
public record Status(int octet) {
    public static final Status EXPIRED = new Status(128);
    public static final Status RETRIEVED = new Status(129);
    public static final Status REJECTED = new Status(130);
    public static final Status DEFERRED = new Status(131);
    public static final Status UNRECOGNISED = new Status(132);
    public static final Status INDETERMINATE = new Status(133);
    public static final Status FORWARDED = new Status(134);
    public static final Status UNREACHABLE = new Status(135);

    static final TokenNames NAMES =
            TokenNames.from128(
                    "Expired",
                    "Retrieved",
                    "Rejected",
                    "Deferred",
                    "Unrecognised",
                    "Indeterminate",
                    "Forwarded",
                    "Unreachable");

    public Status {
        if (octet < 128 || octet > 255) {
            throw new IllegalArgumentException("octet " + octet + ", not 128 to 255");
        }
    }

    /** {@return the standard's word, or the octet in decimal where it has none} */
    @Override
    public String toString() {
        return NAMES.print(octet);
    }
}
