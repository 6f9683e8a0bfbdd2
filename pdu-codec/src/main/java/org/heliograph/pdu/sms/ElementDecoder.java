// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.InformationElement.SourceIndicator.Source;
import org.heliograph.pdu.sms.InformationElement.SpecialMessageIndication.Waiting;

/**
 * Contents of information elements to records (3GPP TS 23.040 §9.2.3.24.1 to 16). What a record
 * cannot give back as it came fails: the element then stays as it is.
 */
final class ElementDecoder {
    private ElementDecoder() {}

    /** Reads the contents of element {@code id}, all that {@code in} holds. */
    static InformationElement contents(int id, OctetReader in) throws DecodeException {
        return switch (id) {
            case ElementId.CONCATENATION_8 -> concatenation(in, false);
            case ElementId.CONCATENATION_16 -> concatenation(in, true);
            case ElementId.PORTS_8 -> ports(in, false);
            case ElementId.PORTS_16 -> ports(in, true);
            case ElementId.SINGLE_SHIFT ->
                    new InformationElement.NationalLanguageSingleShift(language(in));
            case ElementId.LOCKING_SHIFT ->
                    new InformationElement.NationalLanguageLockingShift(language(in));
            case ElementId.SPECIAL_MESSAGE_INDICATION -> specialMessage(in);
            case ElementId.SERVICE_CENTRE_CONTROL ->
                    InformationElement.ServiceCentreControl.of(in.octet("parameters"));
            case ElementId.SOURCE_INDICATOR ->
                    new InformationElement.SourceIndicator(Source.of(in.octet("source")));
            case ElementId.WIRELESS_CONTROL_MESSAGE ->
                    new InformationElement.WirelessControlMessage(rest("message", in));
            case ElementId.EMAIL_HEADER ->
                    new InformationElement.EmailHeader(in.octet("header length"));
            case ElementId.HYPERLINK ->
                    new InformationElement.Hyperlink(
                            uint16("position", in),
                            in.octet("title length"),
                            in.octet("URL length"));
            case ElementId.REPLY_ADDRESS -> new InformationElement.ReplyAddress(address(in));
            case ElementId.VOICE_MAIL -> voiceMail(in);
            default -> id <= ElementId.OBJECT_DATA_REQUEST ? ems(id, in) : specific(id, in);
        };
    }

    private static InformationElement ems(int id, OctetReader in) throws DecodeException {
        return switch (id) {
            case ElementId.TEXT_FORMATTING ->
                    new EmsElement.TextFormatting(
                            in.octet("position"),
                            in.octet("length"),
                            in.octet("mode"),
                            in.atEnd() ? Octets.EMPTY : rest("colour", in));
            case ElementId.PREDEFINED_SOUND ->
                    new EmsElement.PredefinedSound(in.octet("position"), in.octet("number"));
            case ElementId.USER_DEFINED_SOUND ->
                    new EmsElement.UserDefinedSound(in.octet("position"), rest("melody", in));
            case ElementId.PREDEFINED_ANIMATION ->
                    new EmsElement.PredefinedAnimation(in.octet("position"), in.octet("number"));
            case ElementId.LARGE_ANIMATION, ElementId.SMALL_ANIMATION ->
                    new EmsElement.Animation(
                            in.octet("position"),
                            id == ElementId.LARGE_ANIMATION,
                            rest("animation", in));
            case ElementId.LARGE_PICTURE, ElementId.SMALL_PICTURE ->
                    new EmsElement.Picture(
                            in.octet("position"),
                            id == ElementId.LARGE_PICTURE,
                            rest("picture", in));
            case ElementId.VARIABLE_PICTURE ->
                    new EmsElement.VariablePicture(
                            in.octet("position"),
                            in.octet("horizontal dimension"),
                            in.octet("vertical dimension"),
                            rest("picture", in));
            case ElementId.USER_PROMPT -> new EmsElement.UserPrompt(in.octet("objects"));
            case ElementId.EXTENDED_OBJECT -> extendedObject(in);
            case ElementId.REUSED_OBJECT ->
                    new EmsElement.ReusedObject(in.octet("reference"), uint16("position", in));
            case ElementId.COMPRESSION_CONTROL -> compression(in);
            case ElementId.OBJECT_DISTRIBUTION ->
                    new EmsElement.ObjectDistribution(
                            in.octet("elements"), reserved(in, "attributes", 0x01) != 0);
            case ElementId.STANDARD_DRAWING, ElementId.CHARACTER_DRAWING ->
                    new EmsElement.Drawing(
                            in.octet("position"),
                            id == ElementId.CHARACTER_DRAWING,
                            rest("drawing", in));
            case ElementId.OBJECT_DATA_REQUEST -> new EmsElement.ObjectDataRequest();
            default -> new InformationElement.Unknown(id, rest("IED", in));
        };
    }

    /** The ranges for private use; what is in none of them is reserved. */
    private static InformationElement specific(int id, OctetReader in) throws DecodeException {
        Octets data = rest("IED", in);
        return switch (id & 0xF0) {
            case ElementId.TOOLKIT -> new InformationElement.ToolkitSecurityHeader(id, data);
            case ElementId.SME, ElementId.SME | 0x10 ->
                    new InformationElement.SmeSpecific(id, data);
            case ElementId.SERVICE_CENTRE, ElementId.SERVICE_CENTRE | 0x10 ->
                    new InformationElement.ServiceCentreSpecific(id, data);
            default -> new InformationElement.Unknown(id, data);
        };
    }

    private static InformationElement concatenation(OctetReader in, boolean wide)
            throws DecodeException {
        return new InformationElement.Concatenation(
                wide ? uint16("reference", in) : in.octet("reference"),
                wide,
                in.octet("parts"),
                in.octet("sequence"));
    }

    private static InformationElement ports(OctetReader in, boolean wide) throws DecodeException {
        return new InformationElement.Ports(
                wide ? uint16("destination", in) : in.octet("destination"),
                wide ? uint16("source", in) : in.octet("source"),
                wide);
    }

    private static NationalLanguage language(OctetReader in) throws DecodeException {
        int offset = in.offset();
        int identifier = in.octet("language");
        Optional<NationalLanguage> language = NationalLanguage.of(identifier);
        if (language.isEmpty()) {
            throw new DecodeException(offset, "reserved national language " + identifier);
        }
        return language.get();
    }

    private static InformationElement specialMessage(OctetReader in) throws DecodeException {
        int type = in.octet("type");
        return new InformationElement.SpecialMessageIndication(
                (type & 0x80) != 0,
                1 + (type >> 5 & 3),
                Waiting.of(type),
                type >> 2 & 7,
                in.octet("count"));
    }

    private static InformationElement extendedObject(OctetReader in) throws DecodeException {
        int reference = in.octet("reference");
        int size = uint16("length", in);
        int control =
                reserved(
                        in,
                        "control",
                        EmsElement.ExtendedObject.RESTRICTED | EmsElement.ExtendedObject.PROMPT);
        return new EmsElement.ExtendedObject(
                reference,
                size,
                (control & EmsElement.ExtendedObject.RESTRICTED) != 0,
                (control & EmsElement.ExtendedObject.PROMPT) != 0,
                in.octet("type"),
                uint16("position", in),
                rest("object", in));
    }

    private static InformationElement compression(OctetReader in) throws DecodeException {
        int information = in.octet("compression information");
        return new EmsElement.CompressionControl(
                information & 0x0F, information >> 4, uint16("length", in), rest("object", in));
    }

    private static InformationElement voiceMail(OctetReader in) throws DecodeException {
        int first = reserved(in, "mailbox status", ~0x02); // all but one of its bits mean something
        TpAddress accessAddress = address(in);
        int messages = in.octet("voice messages");
        boolean deletion = (first & VoiceMail.Mailbox.DELETION) != 0;
        int count =
                reserved(
                        in,
                        deletion ? "deletions" : "notifications",
                        deletion ? VoiceMail.DeleteConfirmation.MAX : VoiceMail.Notification.MAX);
        VoiceMail.Mailbox mailbox =
                new VoiceMail.Mailbox(
                        1 + (first >> 2 & 3),
                        (first & VoiceMail.Mailbox.STORE) != 0,
                        (first & VoiceMail.Mailbox.ALMOST_FULL) != 0,
                        (first & VoiceMail.Mailbox.FULL) != 0,
                        accessAddress,
                        messages,
                        extension(first, in));
        if (deletion) {
            List<VoiceMail.Deleted> deleted = new ArrayList<>();
            while (deleted.size() < count) {
                deleted.add(in.field("deletion", ElementDecoder::deleted));
            }
            return new VoiceMail.DeleteConfirmation(mailbox, deleted);
        }
        List<VoiceMail.Waiting> waiting = new ArrayList<>();
        while (waiting.size() < count) {
            waiting.add(in.field("notification", ElementDecoder::waiting));
        }
        return new VoiceMail.Notification(mailbox, waiting);
    }

    private static VoiceMail.Waiting waiting(OctetReader in) throws DecodeException {
        int id = uint16("message", in);
        int seconds = in.octet("seconds");
        int marks = reserved(in, "retention", ~0x20);
        return new VoiceMail.Waiting(
                id,
                seconds,
                marks & VoiceMail.Waiting.DAYS,
                (marks & VoiceMail.Waiting.URGENT) != 0,
                address(in),
                extension(marks, in));
    }

    private static VoiceMail.Deleted deleted(OctetReader in) throws DecodeException {
        int id = uint16("message", in);
        int marks = reserved(in, "extension indicator", VoiceMail.Mailbox.EXTENDED);
        return new VoiceMail.Deleted(id, extension(marks, in));
    }

    /** An extension of no octets is none, and could not be given back. */
    private static Octets extension(int marks, OctetReader in) throws DecodeException {
        if ((marks & VoiceMail.Mailbox.EXTENDED) == 0) {
            return Octets.EMPTY;
        }
        return in.field(
                "extension",
                field -> {
                    int length = field.octet();
                    Bounds.within("octets of extension", length, 1, 0xFF);
                    return field.octets(length);
                });
    }

    /** Reads an address that is written as we write it. */
    private static TpAddress address(OctetReader in) throws DecodeException {
        return in.field(
                "address",
                field -> {
                    OctetReader again = field.fork();
                    int start = field.offset();
                    TpAddress address = TpAddress.decode(field);
                    Octets octets = again.octets(field.offset() - start);
                    if (!address.toOctets().equals(octets)) {
                        throw new DecodeException(start, "address with a filler or spare bits set");
                    }
                    return address;
                });
    }

    private static int reserved(OctetReader in, String name, int meaningful)
            throws DecodeException {
        int offset = in.offset();
        int octet = in.octet(name);
        if ((octet & ~meaningful) != 0) {
            throw new DecodeException(
                    offset, String.format("reserved bits %02x set", octet & ~meaningful));
        }
        return octet;
    }

    private static int uint16(String name, OctetReader in) throws DecodeException {
        return in.field(name, OctetReader::uint16);
    }

    private static Octets rest(String name, OctetReader in) throws DecodeException {
        return in.field(name, OctetReader::rest);
    }
}
