// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/**
 * TP-UD (3GPP TS 23.040 §9.2.3.24). Whether the payload counts septets or octets follows from the
 * data coding scheme beside it in the TPDU; so does the check of its size, which the TPDU's record
 * makes.
 *
 * @param header the information elements, in order, at most 255 octets; empty means no TP-UDH
 * @param payload one septet per octet (unpacked, 0 to 127) where the data coding scheme says GSM
 *     7-bit uncompressed, else the octets as they are on the wire
 */
public record UserData(List<InformationElement> header, Octets payload) {
    /** What one SMS-DELIVER or SMS-SUBMIT holds, in octets, header included. */
    public static final int MAX_OCTETS = 140;

    public static final UserData EMPTY = new UserData(List.of(), Octets.EMPTY);

    public UserData {
        header = List.copyOf(header);
        if (!header.isEmpty()) {
            Bounds.octet("TP-UDHL", HeaderCodec.length(header) - 1);
        }
    }

    /**
     * Spells {@code text}, however long.
     *
     * @throws IllegalArgumentException if the alphabet lacks a character
     */
    public static UserData ofText(String text, Alphabet alphabet) {
        return new UserData(List.of(), alphabet.spell(text));
    }

    /**
     * Spells {@code text}, however long, in GSM 7-bit with the national tables that {@code header}
     * chooses (TS 23.038 §6.2.1.2).
     *
     * @throws IllegalArgumentException if the tables lack a character
     */
    public static UserData ofText(List<InformationElement> header, String text) {
        return new UserData(header, GsmAlphabet.of(header).spell(text));
    }

    /**
     * {@return how many septets spell {@code text} in GSM 7-bit with the national tables that
     * {@code header} chooses; empty if they lack a character}
     */
    public static OptionalInt septets(List<InformationElement> header, String text) {
        return GsmAlphabet.of(header).septets(text);
    }

    /**
     * {@return the payload as text; GSM 7-bit with the national tables that the header chooses;
     * 8-bit data as Latin-1; UCS-2 as UTF-16, for phones send surrogate pairs}
     */
    public String text(Alphabet alphabet) {
        return switch (alphabet) {
            case GSM_7BIT -> GsmAlphabet.of(header).read(payload);
            case EIGHT_BIT -> payload.toString(StandardCharsets.ISO_8859_1);
            case UCS2 -> Utf16.read(payload);
        };
    }

    /** {@return the header as on the wire, TP-UDHL first; empty if there is none} */
    public Octets headerOctets() {
        if (header.isEmpty()) {
            return Octets.EMPTY;
        }
        OctetWriter out = new OctetWriter(HeaderCodec.length(header));
        HeaderCodec.encode(out, header);
        return out.toOctets();
    }

    /** {@return the concatenation element; of several, the last counts (§9.2.3.24)} */
    public Optional<InformationElement.Concatenation> concatenation() {
        Optional<InformationElement.Concatenation> last = Optional.empty();
        for (InformationElement element : header) {
            if (element instanceof InformationElement.Concatenation concatenation) {
                last = Optional.of(concatenation);
            }
        }
        return last;
    }

    /** {@return whether one SMS-DELIVER or SMS-SUBMIT with this scheme can carry it} */
    public boolean fits(DataCodingScheme scheme) {
        return misfit(scheme, MAX_OCTETS).isEmpty();
    }

    /** {@return TP-UDL: septets, fill bits after the header included, or octets (§9.2.3.16)} */
    int length(DataCodingScheme scheme) {
        int headerOctets = HeaderCodec.length(header);
        return payload.length()
                + (scheme.countsSeptets() ? Septets.covering(headerOctets) : headerOctets);
    }

    /**
     * @throws IllegalArgumentException if it is not what {@code scheme} says, or takes more than
     *     {@code most} octets
     */
    void requireFits(DataCodingScheme scheme, int most) {
        Optional<String> misfit = misfit(scheme, most);
        if (misfit.isPresent()) {
            throw new IllegalArgumentException(misfit.get());
        }
    }

    private Optional<String> misfit(DataCodingScheme scheme, int most) {
        int length = length(scheme);
        int octets = scheme.countsSeptets() ? Septets.octets(length) : length;
        if (octets > most) {
            return Optional.of(octets + " octets of user data, at most " + most);
        }
        if (scheme.compressed()) {
            return Optional.empty();
        }
        return scheme.alphabet().misspelling(payload);
    }
}
