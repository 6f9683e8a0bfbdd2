// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.InformationElement.Concatenation;

/** Cuts what is longer than one TP-UD into a concatenated message (3GPP TS 23.040 §9.2.3.24.1). */
public final class Segmentation {
    private static final int MAX_PARTS = 255;
    private static final int MAX_SEPTETS = 160;

    /** The most that may not be cut: a surrogate pair. */
    private static final int LEAST_ROOM = 4;

    private Segmentation() {}

    /** A text ready to be carried: the scheme of all parts, and the parts in order. */
    public record Text(DataCodingScheme dataCodingScheme, List<UserData> parts) {
        public Text {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Picks GSM 7-bit where the text allows it, else UCS-2; never splits an extension pair or a
     * surrogate pair.
     *
     * @param reference low eight bits used
     * @throws IllegalArgumentException if more than 255 parts are needed
     */
    public static Text ofText(String text, int reference) {
        Alphabet alphabet = Alphabet.GSM_7BIT.spells(text) ? Alphabet.GSM_7BIT : Alphabet.UCS2;
        DataCodingScheme scheme = DataCodingScheme.of(alphabet);
        return new Text(scheme, of(scheme, List.of(), alphabet.spell(text), reference));
    }

    /**
     * Cuts 8-bit data; each part starts with {@code header} (such as ports).
     *
     * @throws IllegalArgumentException if more than 255 parts are needed
     */
    public static List<UserData> ofData(
            List<InformationElement> header, Octets data, int reference) {
        return of(DataCodingScheme.EIGHT_BIT, header, data, reference);
    }

    /**
     * Cuts a payload of any scheme; each part starts with {@code header}. What fits one message is
     * one part, without a concatenation element.
     *
     * @param payload as {@link UserData} has it
     * @param reference low eight bits used
     * @throws IllegalArgumentException if more than 255 parts are needed, the payload is not what
     *     the scheme says, or the header leaves no room or says already which part this is
     */
    public static List<UserData> of(
            DataCodingScheme scheme,
            List<InformationElement> header,
            Octets payload,
            int reference) {
        UserData whole = new UserData(header, payload);
        if (whole.fits(scheme)) {
            return List.of(whole);
        }
        if (whole.concatenation().isPresent()) {
            throw new IllegalArgumentException("a part of a concatenated message, and too long");
        }
        List<Octets> pieces = cut(scheme, payload, room(scheme, header));
        List<UserData> parts = new ArrayList<>(pieces.size());
        for (Octets piece : pieces) {
            List<InformationElement> numbered = new ArrayList<>(header);
            numbered.add(
                    new Concatenation(reference & 0xFF, false, pieces.size(), parts.size() + 1));
            UserData part = new UserData(numbered, piece);
            part.requireFits(scheme, UserData.MAX_OCTETS);
            parts.add(part);
        }
        return List.copyOf(parts);
    }

    /** Septets or octets of payload in each part. */
    private static int room(DataCodingScheme scheme, List<InformationElement> header) {
        List<InformationElement> numbered = new ArrayList<>(header);
        numbered.add(new Concatenation(0, false, 1, 1));
        int used = new UserData(numbered, Octets.EMPTY).length(scheme);
        int room = (scheme.countsSeptets() ? MAX_SEPTETS : UserData.MAX_OCTETS) - used;
        if (room < LEAST_ROOM) {
            throw new IllegalArgumentException("the header leaves no room");
        }
        return room;
    }

    private static List<Octets> cut(DataCodingScheme scheme, Octets payload, int room) {
        List<Octets> pieces = new ArrayList<>();
        int start = 0;
        while (start < payload.length()) {
            int end = payload.length();
            if (end - start > room) {
                end = start + room - overhang(scheme, payload, start, start + room);
            }
            pieces.add(payload.slice(start, end));
            if (pieces.size() > MAX_PARTS) {
                throw new IllegalArgumentException("more than " + MAX_PARTS + " parts");
            }
            start = end;
        }
        return pieces;
    }

    /** How much before {@code end} belongs to the next part, lest something be split. */
    private static int overhang(DataCodingScheme scheme, Octets payload, int start, int end) {
        if (scheme.compressed()) {
            return 0;
        }
        return switch (scheme.alphabet()) {
            case GSM_7BIT -> {
                int escapes = 0; // an even number of them escape each other
                while (end - escapes > start
                        && payload.at(end - escapes - 1) == GsmAlphabet.ESCAPE) {
                    escapes++;
                }
                yield escapes % 2;
            }
            case EIGHT_BIT -> 0;
            case UCS2 -> {
                int odd = (end - start) % 2;
                boolean high = (payload.at(end - odd - 2) & 0xFC) == 0xD8;
                boolean low = (payload.at(end - odd) & 0xFC) == 0xDC;
                yield high && low ? odd + 2 : odd;
            }
        };
    }
}
