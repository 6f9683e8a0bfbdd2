// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

/**
 * X-Mms-Retrieve-Status (OMA-TS-MMS_ENC 1.3 §7.3.50).
 *
 * @param octet 128 to 255
 */
public record RetrieveStatus(int octet) {
    public static final RetrieveStatus OK = new RetrieveStatus(128);
    public static final RetrieveStatus ERROR_TRANSIENT_FAILURE = new RetrieveStatus(192);
    public static final RetrieveStatus ERROR_PERMANENT_MESSAGE_NOT_FOUND = new RetrieveStatus(226);

    static final TokenNames NAMES =
            TokenNames.from128("Ok")
                    .and(
                            192,
                            "Error-transient-failure",
                            "Error-transient-message-not-found",
                            "Error-transient-network-problem")
                    .and(
                            224,
                            "Error-permanent-failure",
                            "Error-permanent-service-denied",
                            "Error-permanent-message-not-found",
                            "Error-permanent-content-unsupported");

    public RetrieveStatus {
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
