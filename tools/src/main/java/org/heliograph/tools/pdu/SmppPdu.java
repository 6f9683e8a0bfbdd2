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

    /** The tag of octets at the end that are no TLV. */
    static final int NO_TAG = -1;

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
        return decode(new OctetReader(pdu));
    }

    static SmppPdu decode(OctetReader in) throws DecodeException {
        int there = in.remaining();
        in.field(
                "command_length",
                i -> {
                    int start = i.offset();
                    long length = uint32(i);
                    if (length != there) {
                        i.deviation(start, length + " announced, " + there + " there");
                    }
                    return length;
                });
        SmppCommand command = in.field("command_id", SmppPdu::command);
        long status = in.field("command_status", SmppPdu::uint32);
        long sequence = in.field("sequence_number", SmppPdu::uint32);
        return in.field(command.text(), body -> decodeBody(body, command, status, sequence));
    }

    private static SmppCommand command(OctetReader in) throws DecodeException {
        int start = in.offset();
        long id = uint32(in);
        return SmppCommand.of(id)
                .orElseThrow(() -> new DecodeException(start, "unknown: 0x%08x".formatted(id)));
    }

    private static SmppPdu decodeBody(
            OctetReader in, SmppCommand command, long status, long sequence)
            throws DecodeException {
        List<Field> fields = new ArrayList<>();
        // A response that says no may leave its body away (§4.4.2)
        if (!(status != 0 && in.atEnd())) {
            for (String name : command.fields()) {
                fields.add(in.field(name, i -> field(i, command, name), i -> rest(i, name)));
            }
        }
        List<Tlv> tlvs = new ArrayList<>();
        while (!in.atEnd()) {
            tlvs.add(in.field("TLV", SmppPdu::tlv, i -> new Tlv(NO_TAG, i.rest())));
        }
        return new SmppPdu(command, status, sequence, fields, tlvs);
    }

    private static Tlv tlv(OctetReader in) throws DecodeException {
        int tag = in.uint16();
        return in.field(SmppTlvs.name(tag), i -> new Tlv(tag, i.octets(i.uint16())));
    }

    private static Field field(OctetReader in, SmppCommand command, String name)
            throws DecodeException {
        return switch (name) {
            case "short_message" -> new Field.Data(name, in.octets(in.octet()));
            case String n when command.isNumber(n) -> new Field.OneOctet(n, in.octet());
            default -> new Field.Text(name, cOctetString(in));
        };
    }

    /** What is left of a PDU that ends in this field. */
    private static Field rest(OctetReader in, String name) {
        Octets left = in.rest();
        return name.equals("short_message")
                ? new Field.Data(name, left.isEmpty() ? left : left.from(1))
                : new Field.Text(name, left.toString(StandardCharsets.ISO_8859_1));
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

    Octets encode() {
        OctetWriter body = new OctetWriter(256);
        for (Field field : fields) {
            switch (field) {
                case Field.Text(_, String value) ->
                        body.octets(Octets.of(value, StandardCharsets.ISO_8859_1)).octet(0);
                case Field.OneOctet(_, int value) -> body.octet(value);
                case Field.Data(_, Octets octets) -> body.octet(octets.length()).octets(octets);
            }
        }
        for (Tlv tlv : tlvs) {
            if (tlv.tag != NO_TAG) {
                body.uint16(tlv.tag).uint16(tlv.value.length());
            }
            body.octets(tlv.value);
        }
        OctetWriter out = new OctetWriter(HEADER_OCTETS + body.length());
        uint32(out, HEADER_OCTETS + body.length());
        uint32(out, command.id());
        uint32(out, commandStatus);
        uint32(out, sequenceNumber);
        return out.octets(body.toOctets()).toOctets();
    }

    private static void uint32(OctetWriter out, long value) {
        out.uint16((int) (value >> 16)).uint16((int) value);
    }
}
