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
    public static final ResponseStatus ERROR_TRANSIENT_FAILURE = new ResponseStatus(192);
    public static final ResponseStatus ERROR_PERMANENT_FAILURE = new ResponseStatus(224);
    public static final ResponseStatus ERROR_PERMANENT_SERVICE_DENIED = new ResponseStatus(225);
    public static final ResponseStatus ERROR_PERMANENT_MESSAGE_FORMAT_CORRUPT =
            new ResponseStatus(226);
    public static final ResponseStatus ERROR_PERMANENT_SENDING_ADDRESS_UNRESOLVED =
            new ResponseStatus(227);
}
