// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.CID_BIND_RECEIVER;
import static org.jsmpp.SMPPConstant.CID_BIND_TRANSCEIVER;
import static org.jsmpp.SMPPConstant.CID_BIND_TRANSMITTER;

/** The three binds (SMPP 3.4 §2.2.1). */
enum BindKind {
    TRANSMITTER(CID_BIND_TRANSMITTER),
    RECEIVER(CID_BIND_RECEIVER),
    TRANSCEIVER(CID_BIND_TRANSCEIVER);

    final int commandId;

    BindKind(int commandId) {
        this.commandId = commandId;
    }

    /**
     * {@return the kind that a bind asks for}
     *
     * @param commandId of one of the three
     */
    static BindKind of(int commandId) {
        return switch (commandId) {
            case CID_BIND_TRANSMITTER -> TRANSMITTER;
            case CID_BIND_RECEIVER -> RECEIVER;
            default -> TRANSCEIVER;
        };
    }

    boolean transmits() {
        return this != RECEIVER;
    }

    boolean receives() {
        return this != TRANSMITTER;
    }

    /** {@return the kind in a word, for the log} */
    String word() {
        return switch (this) {
            case TRANSMITTER -> "transmitter";
            case RECEIVER -> "receiver";
            case TRANSCEIVER -> "transceiver";
        };
    }
}
