// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.cp.CpMessage;
import org.heliograph.pdu.cp.CpMessage.TransactionIdentifier;
import org.heliograph.pdu.rp.RpCodec;

/** CP messages in the words of 3GPP TS 24.011 §7.2, with the RP message inside. */
final class CpTree {
    private CpTree() {}

    static Tree of(CpMessage message) throws DecodeException {
        return switch (message) {
            case CpMessage.CpData(TransactionIdentifier ti, Octets userData) -> {
                Tree.Builder tree = Tree.named("CP-DATA").leaf("TI", text(ti));
                yield userData.isEmpty()
                        ? tree.build()
                        : tree.add(RpTree.of(RpCodec.decode(userData))).build();
            }
            case CpMessage.CpAck(TransactionIdentifier ti) ->
                    Tree.named("CP-ACK").leaf("TI", text(ti)).build();
            case CpMessage.CpError(TransactionIdentifier ti, int cause) ->
                    Tree.named("CP-ERROR")
                            .leaf("TI", text(ti))
                            .leaf("CP-Cause", cause(cause))
                            .build();
        };
    }

    private static String text(TransactionIdentifier ti) {
        return ti.value()
                + (ti.fromResponder() ? " (from the responder)" : " (from the initiator)");
    }

    /** 3GPP TS 24.011 table 8.2. */
    private static String cause(int cause) {
        String meaning =
                switch (cause) {
                    case 17 -> "network failure";
                    case 22 -> "congestion";
                    case 81 -> "invalid transaction identifier value";
                    case 95 -> "semantically incorrect message";
                    case 96 -> "invalid mandatory information";
                    case 97 -> "message type not implemented";
                    case 98 -> "message not compatible with the protocol state";
                    case 99 -> "information element not implemented";
                    case 111 -> "protocol error";
                    default -> "not named by the standard";
                };
        return cause + " (" + meaning + ")";
    }
}
