// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.Segmentation;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.tools.cli.CommandFailure;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say what a short message holds, and the segments that follow from them. */
final class Content {
    @ArgGroup(multiplicity = "1")
    private What what = new What();

    /** One of the two. */
    static final class What {
        @Option(names = "--text", paramLabel = "T", required = true, description = "The text.")
        private String text = "";

        @Option(
                names = "--data",
                paramLabel = "HEX",
                required = true,
                description = "8-bit data instead of a text.")
        private String data = "";
    }

    @Option(
            names = "--alphabet",
            paramLabel = "A",
            description = "gsm7, 8bit or ucs2; by default the smallest that spells the text.")
    private String alphabet = "";

    @Option(
            names = "--language",
            paramLabel = "L",
            split = ",",
            description =
                    "Languages whose national tables a text may use where that saves segments:"
                            + " turkish, spanish, ... ('heliograph pdu explain text --help')"
                            + " or all.")
    private List<String> languages = List.of();

    @Option(names = "--class", paramLabel = "0..3", description = "Message class; 0 is flash.")
    private int messageClass = -1;

    @Option(
            names = "--udh",
            paramLabel = "HEX",
            description = "User data header as on the wire, TP-UDHL first.")
    private String userDataHeader = "";

    /** The segments with the scheme that they share. */
    record Segments(DataCodingScheme dataCodingScheme, List<UserData> parts) {}

    Segments segments(int reference) throws CommandFailure {
        if (messageClass > 3 || messageClass < -1) {
            throw new CommandFailure("--class: 0 to 3, not " + messageClass);
        }
        Segments plain = unclassed(reference);
        if (messageClass < 0) {
            return plain;
        }
        // 23.038 §4: bit 4 says that bits 1 and 0 are a class
        int octet = plain.dataCodingScheme.octet() | 0x10 | messageClass;
        return new Segments(new DataCodingScheme(octet), plain.parts);
    }

    private Segments unclassed(int reference) throws CommandFailure {
        List<InformationElement> header = header();
        if (!what.data.isEmpty()) {
            Octets data = hex("--data", what.data);
            return new Segments(
                    DataCodingScheme.EIGHT_BIT, Segmentation.ofData(header, data, reference));
        }
        if (!languages.isEmpty()) {
            return national(header, reference);
        }
        Alphabet spelling =
                switch (alphabet) {
                    case "" ->
                            Alphabet.GSM_7BIT.spells(what.text) ? Alphabet.GSM_7BIT : Alphabet.UCS2;
                    case "gsm7" -> Alphabet.GSM_7BIT;
                    case "8bit" -> Alphabet.EIGHT_BIT;
                    case "ucs2" -> Alphabet.UCS2;
                    default -> throw new CommandFailure("--alphabet: gsm7, 8bit or ucs2");
                };
        DataCodingScheme scheme = DataCodingScheme.of(spelling);
        return new Segments(
                scheme,
                Segmentation.of(
                        scheme, header, UserData.ofText(what.text, spelling).payload(), reference));
    }

    private Segments national(List<InformationElement> header, int reference)
            throws CommandFailure {
        if (!header.isEmpty() || !alphabet.isEmpty()) {
            throw new CommandFailure("--language chooses the alphabet and the header itself");
        }
        Segmentation.Text text =
                Segmentation.ofText(what.text, Languages.named(languages), reference);
        return new Segments(text.dataCodingScheme(), text.parts());
    }

    private List<InformationElement> header() throws CommandFailure {
        if (userDataHeader.isEmpty()) {
            return List.of();
        }
        Octets header = hex("--udh", userDataHeader);
        if (header.isEmpty() || header.at(0) != header.length() - 1) {
            throw new CommandFailure("--udh: the first octet is to be the number of the others");
        }
        try {
            return TpduCodec.header(header.from(1));
        } catch (DecodeException e) {
            throw new CommandFailure("--udh: " + e.getMessage(), e);
        }
    }

    private static Octets hex(String option, String digits) throws CommandFailure {
        try {
            return Octets.ofHex(digits);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(option + " is not hexadecimal: " + e.getMessage(), e);
        }
    }
}
