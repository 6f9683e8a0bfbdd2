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
}
