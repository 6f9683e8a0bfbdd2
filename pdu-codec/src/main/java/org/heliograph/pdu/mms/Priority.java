// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

/** X-Mms-Priority, in the order of its octets from 128 (OMA-TS-MMS_ENC 1.3 §7.3.39). */
public enum Priority {
    LOW,
    NORMAL,
    HIGH
}
