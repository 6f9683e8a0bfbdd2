// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.InformationElement.Ports;

/**
 * The TLVs of a submission, sorted by whom they mean something to (SMPP 3.4 §5.3.2).
 *
 * @param payload message_payload
 * @param header what a handset reads in a user data header: sar_* and *_port
 * @param others all but message_payload and what {@code header} says, as they came
 */
record Parameters(Optional<Octets> payload, List<InformationElement> header, Octets others) {
    static final int SOURCE_PORT = 0x020A;
    static final int DESTINATION_PORT = 0x020B;
    static final int SAR_REFERENCE = 0x020C;
    static final int SAR_TOTAL = 0x020E;
    static final int SAR_SEQUENCE = 0x020F;
    static final int PAYLOAD = 0x0424;

    private static final int TAG_AND_LENGTH = 4;

    /**
     * @param tlvs whole ones
     * @param userDataHeader the message has one of its own: what TLVs say beside it stays TLVs
     */
    static Parameters of(Octets tlvs, boolean userDataHeader) {
        Map<Integer, Octets> first = new HashMap<>();
        walk(tlvs, (tag, tlv) -> first.putIfAbsent(tag, tlv.from(TAG_AND_LENGTH)));
        List<InformationElement> header = new ArrayList<>();
        List<Integer> consumed = new ArrayList<>(List.of(PAYLOAD));
        if (!userDataHeader) {
            concatenation(first)
                    .ifPresent(
                            element -> {
                                header.add(element);
                                consumed.addAll(List.of(SAR_REFERENCE, SAR_TOTAL, SAR_SEQUENCE));
                            });
            if (number(first, SOURCE_PORT, 2) >= 0 && number(first, DESTINATION_PORT, 2) >= 0) {
                header.add(
                        new Ports(
                                number(first, DESTINATION_PORT, 2),
                                number(first, SOURCE_PORT, 2),
                                true));
                consumed.addAll(List.of(SOURCE_PORT, DESTINATION_PORT));
            }
        }
        var others = new OctetWriter();
        walk(
                tlvs,
                (tag, tlv) -> {
                    if (!consumed.contains(tag)) {
                        others.octets(tlv);
                    }
                });
        return new Parameters(Optional.ofNullable(first.get(PAYLOAD)), header, others.toOctets());
    }

    /**
     * {@return the value of the first such TLV}
     *
     * @param tlvs whole ones
     */
    static Optional<Octets> find(Octets tlvs, int wanted) {
        List<Octets> found = new ArrayList<>(1);
        walk(
                tlvs,
                (tag, tlv) -> {
                    if (tag == wanted && found.isEmpty()) {
                        found.add(tlv.from(TAG_AND_LENGTH));
                    }
                });
        return found.stream().findFirst();
    }

    /** {@return what can be read of TLVs: some centres let the text's NUL stand behind it} */
    static Octets whole(Octets tlvs) {
        int at = 0;
        while (at + TAG_AND_LENGTH <= tlvs.length()) {
            int end = at + TAG_AND_LENGTH + (tlvs.at(at + 2) << 8 | tlvs.at(at + 3));
            if (end > tlvs.length()) {
                break;
            }
            at = end;
        }
        return tlvs.slice(0, at);
    }

    /** {@return {@code tlvs} without those of one tag} */
    static Octets without(Octets tlvs, int unwanted) {
        var rest = new OctetWriter();
        walk(
                tlvs,
                (tag, tlv) -> {
                    if (tag != unwanted) {
                        rest.octets(tlv);
                    }
                });
        return rest.toOctets();
    }

    /** {@return {@code tlvs} without message_payload} */
    static Octets withoutPayload(Octets tlvs) {
        return without(tlvs, PAYLOAD);
    }

    /** {@return message_payload (§5.3.2.32)} */
    static Octets payload(Octets message) {
        return new OctetWriter()
                .uint16(PAYLOAD)
                .uint16(message.length())
                .octets(message)
                .toOctets();
    }

    /** {@return what {@link #of} makes {@code header} of} */
    static Octets of(List<InformationElement> header) {
        var tlvs = new OctetWriter();
        for (InformationElement element : header) {
            if (element instanceof Concatenation part) {
                tlvs.uint16(SAR_REFERENCE).uint16(2).uint16(part.reference());
                tlvs.uint16(SAR_TOTAL).uint16(1).octet(part.total());
                tlvs.uint16(SAR_SEQUENCE).uint16(1).octet(part.sequence());
            } else if (element instanceof Ports ports) {
                tlvs.uint16(SOURCE_PORT).uint16(2).uint16(ports.source());
                tlvs.uint16(DESTINATION_PORT).uint16(2).uint16(ports.destination());
            }
        }
        return tlvs.toOctets();
    }

    /** Nothing if one of the three is missing, or they say nothing sensible (§5.3.2.22 to 24). */
    private static Optional<InformationElement> concatenation(Map<Integer, Octets> tlvs) {
        int reference = number(tlvs, SAR_REFERENCE, 2);
        int total = number(tlvs, SAR_TOTAL, 1);
        int sequence = number(tlvs, SAR_SEQUENCE, 1);
        return reference >= 0 && sequence >= 1 && sequence <= total
                ? Optional.of(new Concatenation(reference, true, total, sequence))
                : Optional.empty();
    }

    /** {@return the value, or -1} */
    private static int number(Map<Integer, Octets> tlvs, int tag, int octets) {
        Octets value = tlvs.getOrDefault(tag, Octets.EMPTY);
        if (value.length() != octets) {
            return -1;
        }
        return octets == 2 ? value.at(0) << 8 | value.at(1) : value.at(0);
    }

    private interface Each {
        void tlv(int tag, Octets tlv);
    }

    private static void walk(Octets tlvs, Each each) {
        int at = 0;
        while (at < tlvs.length()) {
            int end = at + TAG_AND_LENGTH + (tlvs.at(at + 2) << 8 | tlvs.at(at + 3));
            each.tlv(tlvs.at(at) << 8 | tlvs.at(at + 1), tlvs.slice(at, end));
            at = end;
        }
    }
}
