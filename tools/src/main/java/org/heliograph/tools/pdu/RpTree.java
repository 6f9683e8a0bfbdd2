// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.Tpdu;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.heliograph.pdu.sms.TypeOfNumber;

/** RP messages in the words of 3GPP TS 24.011 §7.3, with the TPDU inside. */
final class RpTree {
    private RpTree() {}

    static Tree of(RpMessage message) throws DecodeException {
        return switch (message) {
            case RpMessage.RpData data ->
                    userData(
                            Tree.named("RP-DATA")
                                    .leaf("RP-MR", data.messageReference())
                                    .leaf("RP-OA", address(data.originator()))
                                    .leaf("RP-DA", address(data.destination())),
                            data.direction(),
                            data.userData(),
                            Carrier.RP_DATA);
            case RpMessage.RpAck ack ->
                    userData(
                            Tree.named("RP-ACK").leaf("RP-MR", ack.messageReference()),
                            ack.direction(),
                            ack.userData(),
                            Carrier.RP_ACK);
            case RpMessage.RpError error -> {
                Tree.Builder tree =
                        Tree.named("RP-ERROR")
                                .leaf("RP-MR", error.messageReference())
                                .leaf("RP-Cause", cause(error.cause()));
                if (!error.diagnostic().isEmpty()) {
                    tree.leaf("diagnostic", error.diagnostic().toHex());
                }
                yield userData(tree, error.direction(), error.userData(), Carrier.RP_ERROR);
            }
            case RpMessage.RpSmma smma ->
                    Tree.named("RP-SMMA").leaf("RP-MR", smma.messageReference()).build();
        };
    }

    static Direction direction(RpMessage message) {
        return switch (message) {
            case RpMessage.RpData data -> data.direction();
            case RpMessage.RpAck ack -> ack.direction();
            case RpMessage.RpError error -> error.direction();
            case RpMessage.RpSmma _ -> Direction.FROM_MS;
        };
    }

    private static Tree userData(
            Tree.Builder tree, Direction direction, Octets tpdu, Carrier carrier)
            throws DecodeException {
        if (!tpdu.isEmpty()) {
            tree.add(TpduTree.of(tpdu(direction, tpdu, carrier)));
        }
        return tree.build();
    }

    static Tpdu tpdu(Direction direction, Octets tpdu, Carrier carrier) throws DecodeException {
        return switch (direction) {
            case FROM_MS -> TpduCodec.decodeFromMobileStation(tpdu, carrier);
            case TO_MS -> TpduCodec.decodeFromServiceCentre(tpdu, carrier);
        };
    }

    private static String address(RpAddress address) {
        if (address.isEmpty()) {
            return "(empty)";
        }
        return (address.typeOfNumber() == TypeOfNumber.INTERNATIONAL ? "+" : "") + address.digits();
    }

    /** {@return RP-Cause with its meaning (3GPP TS 24.011 table 8.4)} */
    static String cause(int cause) {
        String meaning =
                switch (cause) {
                    case 1 -> "unassigned number";
                    case 8 -> "operator determined barring";
                    case 10 -> "call barred";
                    case 11 -> "reserved";
                    case 21 -> "short message transfer rejected";
                    case 22 -> "memory capacity exceeded";
                    case 27 -> "destination out of order";
                    case 28 -> "unidentified subscriber";
                    case 29 -> "facility rejected";
                    case 30 -> "unknown subscriber";
                    case 38 -> "network out of order";
                    case 41 -> "temporary failure";
                    case 42 -> "congestion";
                    case 47 -> "resources unavailable";
                    case 50 -> "requested facility not subscribed";
                    case 69 -> "requested facility not implemented";
                    case 81 -> "invalid short message transfer reference value";
                    case 95 -> "semantically incorrect message";
                    case 96 -> "invalid mandatory information";
                    case 97 -> "message type not implemented";
                    case 98 -> "message not compatible with the protocol state";
                    case 99 -> "information element not implemented";
                    case 111 -> "protocol error";
                    case 127 -> "interworking";
                    default -> "not named by the standard";
                };
        return cause + " (" + meaning + ")";
    }
}
