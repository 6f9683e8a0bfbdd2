// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.pdu.words.TransferWords;

/**
 * SMPP PDUs in the words of SMPP 3.4, with the user data inside. People are not shown passwords;
 * JSON has them, being the octets in another form.
 */
final class SmppView {
    static final String TLVS = "TLVs";
    private static final String HIDDEN = "(hidden)";

    private SmppView() {}

    static View of(Dissection dissection, Span span) throws DecodeException {
        Layer<SmppPdu> layer = dissection.read(span, SmppPdu::decode);
        SmppPdu pdu = layer.value();
        String name = pdu.command().text();
        Dissection inside = dissection.inside(name);
        View.Builder<SmppPdu> view = View.of(name, layer);
        view.shown("command_length", layer.find("command_length"), span.octets().length());
        view.shown("command_id", layer.find("command_id"), name);
        view.field(
                "command_status",
                Json.of(pdu.commandStatus()),
                SmppTlvs.status(pdu.commandStatus()));
        view.field("sequence_number", Json.of(pdu.sequenceNumber()), pdu.sequenceNumber());
        for (SmppPdu.Field field : pdu.fields()) {
            field(inside, view, field);
        }
        List<Json> tlvs = new ArrayList<>();
        for (SmppPdu.Tlv tlv : pdu.tlvs()) {
            Span place = layer.find("TLV");
            view.shown(tlv(inside, pdu, tlv, place));
            tlvs.add(json(tlv));
        }
        if (!tlvs.isEmpty()) {
            view.member(TLVS, Json.of(tlvs));
        }
        return view.build(pdu.encode());
    }

    private static void field(
            Dissection dissection, View.Builder<SmppPdu> view, SmppPdu.Field field)
            throws DecodeException {
        Span place = view.layer().find(field.name());
        switch (field) {
            case SmppPdu.Field.Text(String name, String value) -> {
                if (name.equals("password")) {
                    view.member(name, Json.of(value));
                    view.shown(name, new Span(place.offset(), Octets.EMPTY), HIDDEN);
                } else {
                    view.field(name, place, Json.of(value), value);
                }
            }
            case SmppPdu.Field.OneOctet(String name, int value) ->
                    view.field(name, place, Json.of(value), words(name, value));
            case SmppPdu.Field.Data(String name, Octets octets) -> {
                view.shown("sm_length", place.slice(0, 1), Tree.count(octets.length(), "octet"));
                message(dissection, view, name, place.last(octets.length()), octets);
            }
        }
    }

    private static String words(String name, int value) {
        return switch (name) {
            case "data_coding" -> TransferWords.hex(value) + " (" + coding(value) + ")";
            case "esm_class" -> TransferWords.hex(value) + esmClass(value);
            default ->
                    name.endsWith("_ton") || name.endsWith("_npi")
                            ? Integer.toString(value)
                            : TransferWords.hex(value);
        };
    }

    /** data_coding (SMPP 3.4 §5.2.19). */
    private static String coding(int value) {
        return switch (value) {
            case 0 -> "SMSC default alphabet";
            case 1 -> "IA5 (CCITT T.50)/ASCII";
            case 2, 4 -> "octets";
            case 3 -> "Latin 1";
            case 5 -> "JIS";
            case 6 -> "Cyrillic";
            case 7 -> "Latin/Hebrew";
            case 8 -> "UCS-2";
            case 9 -> "pictogram";
            case 10 -> "ISO-2022-JP music codes";
            case 13 -> "extended Kanji JIS";
            case 14 -> "KS C 5601";
            default -> value >= 0xC0 ? "GSM message waiting or class" : "reserved";
        };
    }

    /** The bits of esm_class that say something (SMPP 3.4 §5.2.12). */
    private static String esmClass(int value) {
        List<String> words = new ArrayList<>();
        switch (value & 0x3C) {
            case 0x04 -> words.add("delivery receipt");
            case 0x08 -> words.add("delivery acknowledgement");
            case 0x10 -> words.add("user acknowledgement");
            case 0x20 -> words.add("intermediate notification");
            default -> {}
        }
        if ((value & 0x40) != 0) {
            words.add("UDHI");
        }
        if ((value & 0x80) != 0) {
            words.add("reply path");
        }
        return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
    }

    private static void message(
            Dissection dissection,
            View.Builder<SmppPdu> view,
            String name,
            Span place,
            Octets octets)
            throws DecodeException {
        if (octets.isEmpty()) {
            view.field(name, place, Json.object().build(), "");
            return;
        }
        View shown = message(dissection, name, view.layer().value(), place, octets);
        view.nested(shown);
    }

    /** Octets that are not what data_coding says are shown as they are: it is often wrong. */
    private static View message(
            Dissection dissection, String name, SmppPdu pdu, Span place, Octets octets)
            throws DecodeException {
        Optional<UserData> userData = userDataIfAny(pdu, octets);
        if (userData.isPresent()) {
            UserDataView.Coding coding = coding(pdu);
            DataCodingScheme scheme = DataCodingScheme.of(coding.alphabet());
            dissection.met(new Segment(party(pdu), scheme, userData.get()));
            return UserDataView.unpacked(dissection, name, place, userData.get(), coding);
        }
        return new View(
                Tree.leaf(name, place, octets.length() + " octets, not as data_coding says"),
                Json.object().put(UserDataView.DATA, octets).build());
    }

    /** How people see octets: ASCII and Latin 1 are text, too, all others that are not ours not. */
    private static UserDataView.Coding coding(SmppPdu pdu) {
        int dataCoding = pdu.number("data_coding");
        return new UserDataView.Coding(alphabet(dataCoding), dataCoding == 1 || dataCoding == 3);
    }

    /** The sender, as far as an address can say. */
    private static TpAddress party(SmppPdu pdu) {
        try {
            return TpAddress.of(pdu.text("source_addr"));
        } catch (IllegalArgumentException e) {
            return TpAddress.alphanumeric("");
        }
    }

    private static Tree tlv(Dissection dissection, SmppPdu pdu, SmppPdu.Tlv tlv, Span place)
            throws DecodeException {
        String name = tlv.tag() == SmppPdu.NO_TAG ? "octets left over" : SmppTlvs.name(tlv.tag());
        return switch (tlv.tag()) {
            case SmppTlvs.MESSAGE_PAYLOAD ->
                    message(dissection, name, pdu, place.last(tlv.value().length()), tlv.value())
                            .tree();
            case 0x001E, 0x001D -> Tree.leaf(name, place, withoutNul(tlv.value()));
            default -> Tree.leaf(name, place, tlv.value().toHex());
        };
    }

    private static Json json(SmppPdu.Tlv tlv) {
        return Json.object().put("tag", tlv.tag()).put("value", tlv.value()).build();
    }

    private static Optional<UserData> userDataIfAny(SmppPdu pdu, Octets octets) {
        try {
            return Optional.of(userData(pdu, octets));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    static UserData userData(SmppPdu pdu, Octets octets) throws DecodeException {
        boolean header = (pdu.number("esm_class") & 0x40) != 0; // UDHI, SMPP 3.4 §5.2.12
        return TpduCodec.userDataOfUnpacked(octets, header, alphabet(pdu));
    }

    /** data_coding (SMPP 3.4 §5.2.19); what is no text of ours is shown as octets. */
    static Alphabet alphabet(SmppPdu pdu) {
        return alphabet(pdu.number("data_coding"));
    }

    static Alphabet alphabet(int dataCoding) {
        return switch (dataCoding) {
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
