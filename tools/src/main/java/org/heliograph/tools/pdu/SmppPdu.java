// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/**
 * An SMPP PDU read for the eye: header, mandatory fields by name, TLVs (SMPP 3.4 §3.2, §4). Not the
 * server's reader, which has reasons to be stricter and faster.
 *
 * @param commandStatus §5.1.3
 * @param fields the mandatory ones, in order
 */
record SmppPdu(
        SmppCommand command,
        long commandStatus,
        long sequenceNumber,
        List<Field> fields,
        List<Tlv> tlvs) {
    /** command_length, command_id, command_status and sequence_number, four octets each. */
    static final int HEADER_OCTETS = 16;

    SmppPdu {
        fields = List.copyOf(fields);
        tlvs = List.copyOf(tlvs);
    }

    /** A mandatory field: text of a C-octet string, or octets of an integer or of the message. */
    sealed interface Field {
        String name();

        record Text(String name, String value) implements Field {}

        record OneOctet(String name, int value) implements Field {}

        record Data(String name, Octets octets) implements Field {}
    }

    /** An optional parameter (§5.3). */
    record Tlv(int tag, Octets value) {}

    String text(String name) {
        return fields.stream()
                .filter(f -> f.name().equals(name))
                .map(f -> f instanceof Field.Text(_, String value) ? value : "")
                .findFirst()
                .orElse("");
    }

    int number(String name) {
        return fields.stream()
                .filter(f -> f.name().equals(name))
                .mapToInt(f -> f instanceof Field.OneOctet(_, int value) ? value : 0)
                .findFirst()
                .orElse(0);
    }

    /** {@return short_message, or message_payload where that carries the text (§5.3.2.32)} */
    Octets message() {
        Octets shortMessage =
                fields.stream()
                        .map(f -> f instanceof Field.Data(_, Octets octets) ? octets : Octets.EMPTY)
                        .reduce(Octets.EMPTY, Octets::plus);
        return tlvs.stream()
                .filter(tlv -> tlv.tag() == SmppTlvs.MESSAGE_PAYLOAD)
                .map(Tlv::value)
                .findFirst()
                .orElse(shortMessage);
    }

    static SmppPdu decode(Octets pdu) throws DecodeException {
        OctetReader in = new OctetReader(pdu);
        long length = in.field("command_length", SmppPdu::uint32);
        if (length != pdu.length()) {
            throw new DecodeException(0, length + " announced, " + pdu.length() + " there")
                    .within("command_length");
        }
        SmppCommand command = in.field("command_id", i -> SmppCommand.of(uint32(i)));
        long status = in.field("command_status", SmppPdu::uint32);
        long sequence = in.field("sequence_number", SmppPdu::uint32);
        return in.field(command.text(), body -> decodeBody(body, command, status, sequence));
    }

    private static SmppPdu decodeBody(
            OctetReader in, SmppCommand command, long status, long sequence)
            throws DecodeException {
        List<Field> fields = new ArrayList<>();
        // A response that says no may leave its body away (§4.4.2)
        if (!(status != 0 && in.atEnd())) {
            for (String name : command.fields()) {
                fields.add(in.field(name, i -> field(i, command, name)));
            }
        }
        List<Tlv> tlvs = new ArrayList<>();
        while (!in.atEnd()) {
            int tag = in.field("TLV", OctetReader::uint16);
            tlvs.add(in.field(SmppTlvs.name(tag), i -> new Tlv(tag, i.octets(i.uint16()))));
        }
        return new SmppPdu(command, status, sequence, fields, tlvs);
    }

    private static Field field(OctetReader in, SmppCommand command, String name)
            throws DecodeException {
        return switch (name) {
            case "short_message" -> new Field.Data(name, in.octets(in.octet()));
            case String n when command.isNumber(n) -> new Field.OneOctet(n, in.octet());
            default -> new Field.Text(name, cOctetString(in));
        };
    }

    private static String cOctetString(OctetReader in) throws DecodeException {
        OctetWriter text = new OctetWriter();
        for (int octet = in.octet(); octet != 0; octet = in.octet()) {
            text.octet(octet);
        }
        return text.toOctets().toString(StandardCharsets.ISO_8859_1);
    }

    private static long uint32(OctetReader in) throws DecodeException {
        return (long) in.uint16() << 16 | in.uint16();
    }
}
