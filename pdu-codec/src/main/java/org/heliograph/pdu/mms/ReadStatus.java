// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

/** X-Mms-Read-Status, in the order of its octets from 128 (OMA-TS-MMS_ENC 1.3 §7.3.38). */
public enum ReadStatus {
    READ,
    DELETED_WITHOUT_BEING_READ
}
