// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.smpp;

/** The command_ids that this client writes or reads (SMPP 3.4 §5.1.2.1), and what heads a PDU. */
final class Command {
    /** Octets of command_length, command_id, command_status and sequence_number (§3.2). */
    static final int HEADER = 16;

    static final int RESPONSE = 0x8000_0000;
    static final int GENERIC_NACK = RESPONSE;
    static final int BIND_RECEIVER = 0x01;
    static final int BIND_TRANSMITTER = 0x02;
    static final int SUBMIT_SM = 0x04;
    static final int SUBMIT_SM_RESP = SUBMIT_SM | RESPONSE;
    static final int DELIVER_SM = 0x05;
    static final int UNBIND = 0x06;
    static final int UNBIND_RESP = UNBIND | RESPONSE;
    static final int BIND_TRANSCEIVER = 0x09;
    static final int ENQUIRE_LINK = 0x15;

    /** ESME_RINVCMDID (§5.1.3): answers a request that is not taken. */
    static final int INVALID_COMMAND = 0x03;

    private Command() {}
}
