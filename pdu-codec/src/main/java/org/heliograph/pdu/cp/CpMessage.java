// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.cp;

import org.heliograph.pdu.Octets;

/** A control layer message (3GPP TS 24.011 §7.2). */
public sealed interface CpMessage {
    TransactionIdentifier transactionIdentifier();

    /**
     * CP-DATA.
     *
     * @param userData the RP message of CP-User-Data, at most 248 octets
     */
    record CpData(TransactionIdentifier transactionIdentifier, Octets userData)
            implements CpMessage {
        static final int MAX_OCTETS = 248;

        public CpData {
            if (userData.length() > MAX_OCTETS) {
                throw new IllegalArgumentException(
                        userData.length() + " octets of CP-User-Data, at most " + MAX_OCTETS);
            }
        }
    }

    /** CP-ACK. */
    record CpAck(TransactionIdentifier transactionIdentifier) implements CpMessage {}

    /**
     * CP-ERROR.
     *
     * @param cause CP-Cause, 0 to 127 (§8.1.4.2, table 8.2)
     */
    record CpError(TransactionIdentifier transactionIdentifier, int cause) implements CpMessage {
        public CpError {
            if (cause < 0 || cause > 127) {
                throw new IllegalArgumentException("CP-Cause " + cause + " is not 0 to 127");
            }
        }
    }

    /**
     * Tells transactions between the same two peers apart (3GPP TS 24.007 §11.2.3.1.3).
     *
     * @param value 0 to 6; 7 would extend it, which CP does not use
     * @param fromResponder the TI flag: sent by the side that did not begin the transaction
     */
    record TransactionIdentifier(int value, boolean fromResponder) {
        public TransactionIdentifier {
            if (value < 0 || value > 6) {
                throw new IllegalArgumentException(
                        "transaction identifier " + value + " is not 0 to 6");
            }
        }
    }
}
