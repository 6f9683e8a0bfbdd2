// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

/**
 * SMS-COMMAND, MS to SC (3GPP TS 23.040 §9.2.2.4).
 *
 * @param messageReference TP-MR, 0 to 255
 * @param statusReportRequest TP-SRR
 * @param protocolIdentifier TP-PID, 0 to 255
 * @param commandType TP-CT, 0 to 255 (§9.2.3.19)
 * @param messageNumber TP-MN, 0 to 255: TP-MR of the SMS-SUBMIT meant
 * @param destinationAddress TP-DA
 * @param commandData TP-CD, octets with a header if TP-UDHI is set; at most 156 octets
 */
public record SmsCommand(
        int messageReference,
        boolean statusReportRequest,
        int protocolIdentifier,
        int commandType,
        int messageNumber,
        TpAddress destinationAddress,
        UserData commandData)
        implements Tpdu {
    static final int MAX_OCTETS = 156;

    public SmsCommand {
        Bounds.octet("TP-MR", messageReference);
        Bounds.octet("TP-PID", protocolIdentifier);
        Bounds.octet("TP-CT", commandType);
        Bounds.octet("TP-MN", messageNumber);
        commandData.requireFits(DataCodingScheme.EIGHT_BIT, MAX_OCTETS);
    }
}
