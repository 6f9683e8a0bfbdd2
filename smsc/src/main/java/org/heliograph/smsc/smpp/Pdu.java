// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.CID_DATA_SM;
import static org.jsmpp.SMPPConstant.CID_SUBMIT_MULTI;
import static org.jsmpp.SMPPConstant.CID_SUBMIT_SM;

import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/**
 * One PDU as it came, its header read (SMPP 3.4 §3.2).
 *
 * @param octets the whole of it, with the header
 */
record Pdu(int commandId, int commandStatus, int sequenceNumber, Octets octets) {
    static final int HEADER_OCTETS = 16;

    /** Set in the command_id of responses. */
    private static final int RESPONSE = 0x80000000;

    static Pdu of(Octets octets) {
        return new Pdu(uint32(octets, 4), uint32(octets, 8), uint32(octets, 12), octets);
    }

    boolean isResponse() {
        return (commandId & RESPONSE) != 0;
    }

    /** {@return whether it brings a message: submit_sm, submit_multi or data_sm} */
    boolean isSubmission() {
        return commandId == CID_SUBMIT_SM
                || commandId == CID_SUBMIT_MULTI
                || commandId == CID_DATA_SM;
    }

    /** {@return the command_id of the response to this} */
    int responseId() {
        return commandId | RESPONSE;
    }

    /** {@return the response to this} */
    Octets response(int status, Octets body) {
        int length = HEADER_OCTETS + body.length();
        OctetWriter response = new OctetWriter(length);
        for (int field : new int[] {length, responseId(), status, sequenceNumber}) {
            response.uint16(field >>> 16).uint16(field & 0xFFFF);
        }
        return response.octets(body).toOctets();
    }

    static int uint32(Octets octets, int at) {
        return octets.at(at) << 24
                | octets.at(at + 1) << 16
                | octets.at(at + 2) << 8
                | octets.at(at + 3);
    }
}
