// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;

/** What a kind reading makes of TP-UD that breaks 3GPP TS 23.040 §9.2.3.16 and §9.2.3.24. */
final class UserDataRescue {
    private UserDataRescue() {}

    /**
     * Reads TP-UD as {@link UserDataCodec#decode} does, or as well as can be.
     *
     * @param last nothing is to follow it
     */
    static UserData decode(
            OctetReader in, boolean headed, DataCodingScheme scheme, int most, boolean last)
            throws DecodeException {
        return in.field(
                "TP-UD",
                field -> {
                    if (last) {
                        refuseMistakenUnit(field.fork(), scheme);
                    }
                    return UserDataCodec.body(field, headed, scheme, most);
                },
                field -> kindly(field, headed, scheme, most));
    }

    /** TP-UDL fits what is there exactly, if only it counted something else. */
    private static void refuseMistakenUnit(OctetReader in, DataCodingScheme scheme)
            throws DecodeException {
        int offset = in.offset();
        int length = in.octet();
        int there = in.remaining();
        if (octets(length, scheme) >= there || padding(in.rest())) {
            return;
        }
        if (scheme.countsSeptets() && length == there) {
            throw new DecodeException(offset, length + " counts octets, not septets");
        } else if (scheme.alphabet() == Alphabet.UCS2 && 2 * length == there) {
            throw new DecodeException(offset, length + " counts characters, not octets");
        }
    }

    static UserData kindly(OctetReader in, boolean headed, DataCodingScheme scheme, int most)
            throws DecodeException {
        int length = in.octet("TP-UDL");
        int there = in.remaining();
        int meant = octets(length, scheme);
        boolean other =
                scheme.countsSeptets()
                        ? length == there
                        : scheme.alphabet() == Alphabet.UCS2 && 2 * length == there;
        boolean all = meant > there || (other && !padding(in.fork().rest()));
        OctetReader field = in.region(all ? there : meant);
        int before = field.remaining();
        List<InformationElement> header = headed ? header(field) : List.of();
        int headerOctets = before - field.remaining();
        Octets rest = field.field("SM", OctetReader::rest);
        int room = Math.max(0, most - HeaderCodec.length(header));
        if (!scheme.countsSeptets()) {
            int octets = Math.min(rest.length(), room);
            boolean odd = scheme.alphabet() == Alphabet.UCS2 && !scheme.compressed();
            return new UserData(header, rest.slice(0, odd ? octets & ~1 : octets));
        }
        int fill = UserDataCodec.fill(headerOctets);
        int stated = all ? Integer.MAX_VALUE : length - Septets.covering(headerOctets);
        int fitting = most * 8 / 7 - Septets.covering(HeaderCodec.length(header));
        int septets = Math.min((rest.length() * 8 - fill) / 7, Math.min(stated, fitting));
        return new UserData(header, Septets.unpack(rest, fill, Math.max(0, septets)));
    }

    /** The elements up to the one that does not fit; none where TP-UDHL does not fit. */
    private static List<InformationElement> header(OctetReader in) throws DecodeException {
        OctetReader ahead = in.fork();
        if (ahead.atEnd() || ahead.octet() > ahead.remaining()) {
            return List.of(); // TP-UDHI is wrong: it is text
        }
        return in.field(
                "TP-UDH",
                field -> HeaderCodec.elementsKindly(field.region(field.octet("TP-UDHL"))));
    }

    private static int octets(int length, DataCodingScheme scheme) {
        return scheme.countsSeptets() ? Septets.octets(length) : length;
    }

    /** Whether these octets look like what fills records of a SIM, the text before it ignored. */
    private static boolean padding(Octets octets) {
        int last = octets.isEmpty() ? 0 : octets.at(octets.length() - 1);
        return last == 0xFF || last == 0;
    }
}
