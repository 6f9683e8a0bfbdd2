// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.tools.json.JsonException;
import org.heliograph.tools.json.Members;

/**
 * SMPP PDUs from members, the inverse of {@link SmppView}. What may be left away: command_status
 * (0), sequence_number (1), and each field, which is then zero or empty. A response that says no
 * and has none of its fields has no body.
 */
final class SmppMembers {
    private static final long MAX_UINT32 = 0xFFFF_FFFFL;

    private SmppMembers() {}

    static Octets read(String name, Members members) throws JsonException {
        SmppCommand command =
                SmppCommand.named(name).orElseThrow(() -> members.failure("", "no such PDU"));
        long status = members.number("command_status", 0, MAX_UINT32, 0);
        long sequence = members.number("sequence_number", 0, MAX_UINT32, 1);
        List<SmppPdu.Field> fields = new ArrayList<>();
        boolean bodiless =
                status != 0
                        && command.isResponse()
                        && command.fields().stream().noneMatch(members::has);
        if (!bodiless) {
            for (String field : command.fields()) {
                fields.add(field(command, field, members, fields));
            }
        }
        List<SmppPdu.Tlv> tlvs = new ArrayList<>();
        for (Members tlv : members.objects(SmppView.TLVS)) {
            int tag = (int) tlv.number("tag", SmppPdu.NO_TAG, 0xFFFF);
            Octets value = tlv.hex("value");
            if (value.length() > 0xFFFF) {
                throw tlv.failure("value", value.length() + " octets, at most 65535");
            }
            tlvs.add(new SmppPdu.Tlv(tag, value));
            tlv.end();
        }
        members.end();
        return new SmppPdu(command, status, sequence, fields, tlvs).encode();
    }

    private static SmppPdu.Field field(
            SmppCommand command, String name, Members members, List<SmppPdu.Field> before)
            throws JsonException {
        if (name.equals("short_message")) {
            return new SmppPdu.Field.Data(name, shortMessage(members, before));
        }
        if (command.isNumber(name)) {
            return new SmppPdu.Field.OneOctet(name, members.octet(name, 0));
        }
        String text = members.textIfAny(name).orElse("");
        if (text.indexOf('\0') >= 0 || text.chars().anyMatch(c -> c > 0xFF)) {
            throw members.failure(name, "a character that no C-octet string holds");
        }
        return new SmppPdu.Field.Text(name, text);
    }

    /**
     * @param before the fields in front of it, esm_class and data_coding among them
     */
    private static Octets shortMessage(Members members, List<SmppPdu.Field> before)
            throws JsonException {
        Alphabet alphabet = SmppView.alphabet(number(before, "data_coding"));
        UserData content =
                UserDataMembers.read(
                                members,
                                "short_message",
                                Optional.of(DataCodingScheme.of(alphabet)))
                        .userData();
        if (!content.header().isEmpty() && (number(before, "esm_class") & 0x40) == 0) {
            throw members.failure("esm_class", "without UDHI (64), but short_message has TP-UDH");
        }
        Octets octets = content.headerOctets().plus(content.payload());
        if (octets.length() > 0xFF) {
            throw members.failure("short_message", octets.length() + " octets, at most 255");
        }
        return octets;
    }

    private static int number(List<SmppPdu.Field> fields, String name) {
        return fields.stream()
                .filter(f -> f.name().equals(name))
                .mapToInt(f -> f instanceof SmppPdu.Field.OneOctet(_, int value) ? value : 0)
                .findFirst()
                .orElse(0);
    }
}
