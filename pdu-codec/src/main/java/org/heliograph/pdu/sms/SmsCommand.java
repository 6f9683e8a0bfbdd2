// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import org.heliograph.pdu.Octets;

/**
 * SMS-COMMAND, MS to SC (3GPP TS 23.040 §9.2.2.4).
 *
 * @param messageReference TP-MR
 * @param statusReportRequest TP-SRR
 * @param protocolIdentifier TP-PID
 * @param commandType TP-CT (§9.2.3.19)
 * @param messageNumber TP-MN: TP-MR of the SMS-SUBMIT meant
 * @param destinationAddress TP-DA
 * @param commandData TP-CD, at most 156 octets
 */
public record SmsCommand(
        int messageReference,
        boolean statusReportRequest,
        int protocolIdentifier,
        int commandType,
        int messageNumber,
        TpAddress destinationAddress,
        Octets commandData)
        implements Tpdu {}
