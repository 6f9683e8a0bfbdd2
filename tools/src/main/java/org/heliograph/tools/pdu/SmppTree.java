// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.nio.charset.StandardCharsets;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;

/** SMPP PDUs in the words of SMPP 3.4, with the user data inside. Passwords are not shown. */
final class SmppTree {
    private SmppTree() {}

    static Tree of(SmppPdu pdu) throws DecodeException {
        Tree.Builder tree =
                Tree.named(pdu.command().text())
                        .leaf(
                                "command_status",
                                "0x%08x (%s)"
                                        .formatted(
                                                pdu.commandStatus(),
                                                SmppTlvs.status(pdu.commandStatus())))
                        .leaf("sequence_number", pdu.sequenceNumber());
        for (SmppPdu.Field field : pdu.fields()) {
            switch (field) {
                case SmppPdu.Field.Text(String name, String value) ->
                        tree.leaf(name, name.equals("password") ? "(hidden)" : value);
                case SmppPdu.Field.OneOctet(String name, int value) ->
                        tree.leaf(
                                name,
                                name.endsWith("_ton") || name.endsWith("_npi")
                                        ? Integer.toString(value)
                                        : TpduTree.hex(value));
                case SmppPdu.Field.Data(String name, Octets octets) -> {
                    if (octets.isEmpty()) {
                        tree.leaf(name, "");
                    } else {
                        tree.add(message(name, pdu, octets));
                    }
                }
            }
        }
        for (SmppPdu.Tlv tlv : pdu.tlvs()) {
            tree.add(tlv(pdu, tlv));
        }
        return tree.build();
    }

    private static Tree tlv(SmppPdu pdu, SmppPdu.Tlv tlv) throws DecodeException {
        String name = SmppTlvs.name(tlv.tag());
        return switch (tlv.tag()) {
            case SmppTlvs.MESSAGE_PAYLOAD -> message(name, pdu, tlv.value());
            case 0x001E, 0x001D -> new Tree.Leaf(name, withoutNul(tlv.value()));
            default -> new Tree.Leaf(name, tlv.value().toHex());
        };
    }

    private static Tree message(String name, SmppPdu pdu, Octets octets) throws DecodeException {
        return UserDataTree.of(name, userData(pdu, octets), alphabet(pdu));
    }

    static UserData userData(SmppPdu pdu, Octets octets) throws DecodeException {
        boolean header = (pdu.number("esm_class") & 0x40) != 0; // UDHI, SMPP 3.4 §5.2.12
        return TpduCodec.userDataOfUnpacked(octets, header, alphabet(pdu));
    }

    /** data_coding (SMPP 3.4 §5.2.19); what is no text of ours is shown as octets. */
    static Alphabet alphabet(SmppPdu pdu) {
        return switch (pdu.number("data_coding")) {
            case 0 -> Alphabet.GSM_7BIT;
            case 8 -> Alphabet.UCS2;
            default -> Alphabet.EIGHT_BIT;
        };
    }

    /** Message type "SMSC delivery receipt" (SMPP 3.4 §5.2.12). */
    static boolean isReceipt(SmppPdu pdu) {
        return (pdu.number("esm_class") & 0x3C) == 0x04;
    }

    private static String withoutNul(Octets text) {
        return text.toString(StandardCharsets.ISO_8859_1).replace("\0", "");
    }
}
