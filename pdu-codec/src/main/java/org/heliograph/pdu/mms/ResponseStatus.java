// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

/**
 * X-Mms-Response-Status (OMA-TS-MMS_ENC 1.3 §7.3.48, table 20). Values not named here are kept.
 *
 * @param octet 128 to 255
 */
public record ResponseStatus(int octet) {
    public static final ResponseStatus OK = new ResponseStatus(128);
    public static final ResponseStatus ERROR_UNSPECIFIED = new ResponseStatus(129);
    public static final ResponseStatus ERROR_SERVICE_DENIED = new ResponseStatus(130);
    public static final ResponseStatus ERROR_CONTENT_NOT_ACCEPTED = new ResponseStatus(135);
    public static final ResponseStatus ERROR_UNSUPPORTED_MESSAGE = new ResponseStatus(136);
    public static final ResponseStatus ERROR_TRANSIENT_FAILURE = new ResponseStatus(192);
    public static final ResponseStatus ERROR_TRANSIENT_PARTIAL_SUCCESS = new ResponseStatus(196);
    public static final ResponseStatus ERROR_PERMANENT_FAILURE = new ResponseStatus(224);
    public static final ResponseStatus ERROR_PERMANENT_SERVICE_DENIED = new ResponseStatus(225);
    public static final ResponseStatus ERROR_PERMANENT_MESSAGE_FORMAT_CORRUPT =
            new ResponseStatus(226);
    public static final ResponseStatus ERROR_PERMANENT_SENDING_ADDRESS_UNRESOLVED =
            new ResponseStatus(227);
    public static final ResponseStatus ERROR_PERMANENT_MESSAGE_NOT_FOUND = new ResponseStatus(228);
    public static final ResponseStatus ERROR_PERMANENT_CONTENT_NOT_ACCEPTED =
            new ResponseStatus(229);
    public static final ResponseStatus ERROR_PERMANENT_REPLY_CHARGING_NOT_SUPPORTED =
            new ResponseStatus(233);
    public static final ResponseStatus ERROR_PERMANENT_LACK_OF_PREPAID = new ResponseStatus(235);

    /** Transient and permanent failures are two ranges (§7.3.48). */
    static final TokenNames NAMES =
            TokenNames.from128(
                            "Ok",
                            "Error-unspecified",
                            "Error-service-denied",
                            "Error-message-format-corrupt",
                            "Error-sending-address-unresolved",
                            "Error-message-not-found",
                            "Error-network-problem",
                            "Error-content-not-accepted",
                            "Error-unsupported-message")
                    .and(
                            192,
                            "Error-transient-failure",
                            "Error-transient-sending-address-unresolved",
                            "Error-transient-message-not-found",
                            "Error-transient-network-problem",
                            "Error-transient-partial-success")
                    .and(
                            224,
                            "Error-permanent-failure",
                            "Error-permanent-service-denied",
                            "Error-permanent-message-format-corrupt",
                            "Error-permanent-sending-address-unresolved",
                            "Error-permanent-message-not-found",
                            "Error-permanent-content-not-accepted",
                            "Error-permanent-reply-charging-limitations-not-met",
                            "Error-permanent-reply-charging-request-not-accepted",
                            "Error-permanent-reply-charging-forwarding-denied",
                            "Error-permanent-reply-charging-not-supported",
                            "Error-permanent-address-hiding-not-supported",
                            "Error-permanent-lack-of-prepaid");

    public ResponseStatus {
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
