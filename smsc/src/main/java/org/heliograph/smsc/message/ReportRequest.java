// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

/** Which final outcomes the originator wants to hear of (SMPP registered_delivery, TP-SRR). */
public enum ReportRequest {
    NONE,
    ANY_OUTCOME,
    FAILURE_ONLY,
    SUCCESS_ONLY
}
