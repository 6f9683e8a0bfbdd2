// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.drawn;

import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageLockingShift;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageSingleShift;
import org.heliograph.pdu.sms.InformationElement.Ports;
import org.heliograph.pdu.sms.InformationElement.Unknown;
import org.heliograph.pdu.sms.NationalLanguage;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;

/** TP-UD of every data coding scheme, with and without a header. */
public final class DrawnUserData {
    /** The GSM 7-bit default alphabet and its extension, without the escape. */
    public static final String GSM =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                    + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
                    + "\f^{}\\[~]|€";

    /** What UCS-2 is for, surrogate pairs among it. */
    public static final String UNICODE = "aZ0 ~éßЖδ中文\u05d0ह๏\ufffd\ue000😀𝄞";

    /** No element that Wireshark or a reader gives a meaning to: reserved and SC specific ones. */
    private static final List<Integer> UNKNOWN_ELEMENTS =
            List.of(0x26, 0x3f, 0x6f, 0xa0, 0xbf, 0xe0, 0xff);

    /** The rest that have a record of their own, by the last of each kind. */
    private static final int LAST_ELEMENT = 0x23;

    /** Lengths that elements have, so that the records are met. */
    private static final List<Integer> LENGTHS = List.of(1, 2, 3, 4, 5, 7, 8, 9, 12, 33, 129);

    private final Draw draw;

    public DrawnUserData(Draw draw) {
        this.draw = draw;
    }

    /** {@return user data that suits the scheme and takes at most so many octets} */
    public UserData of(DataCodingScheme scheme, int most) {
        List<InformationElement> header = header(most);
        int headerOctets = new UserData(header, Octets.EMPTY).headerOctets().length();
        int room =
                scheme.countsSeptets()
                        ? most * 8 / 7 - (headerOctets * 8 + 6) / 7
                        : most - headerOctets;
        return new UserData(header, payload(scheme, header, room));
    }

    private Octets payload(DataCodingScheme scheme, List<InformationElement> header, int room) {
        if (scheme.compressed() || scheme.alphabet() == Alphabet.EIGHT_BIT) {
            return draw.octets(0, room);
        }
        if (scheme.alphabet() == Alphabet.UCS2) {
            String text = draw.text(UNICODE, 0, room / 2);
            return UserData.ofText(clipped(text, room / 2), Alphabet.UCS2).payload();
        }
        if (isNational(header) || draw.oneIn(10)) {
            return draw.octets(0, room, 0x7F);
        }
        Octets text = UserData.ofText(draw.text(GSM, 0, room), Alphabet.GSM_7BIT).payload();
        return text.length() <= room ? text : unescaped(text.slice(0, room));
    }

    private static boolean isNational(List<InformationElement> header) {
        return header.stream()
                .anyMatch(
                        element ->
                                element instanceof NationalLanguageSingleShift
                                        || element instanceof NationalLanguageLockingShift);
    }

    /** No half of a pair at the end. */
    private static String clipped(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        boolean cut = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
        return text.substring(0, cut ? most - 1 : most);
    }

    private static Octets unescaped(Octets septets) {
        int length = septets.length();
        return length > 0 && septets.at(length - 1) == 0x1B
                ? septets.slice(0, length - 1)
                : septets;
    }

    private List<InformationElement> header(int most) {
        if (draw.oneIn(2)) {
            return List.of();
        }
        List<InformationElement> header = new ArrayList<>();
        int octets = 1;
        for (InformationElement element : draw.list(1, 4, this::element)) {
            int taken = new UserData(List.of(element), Octets.EMPTY).headerOctets().length() - 1;
            if (octets + taken < most) {
                header.add(element);
                octets += taken;
            }
        }
        return header;
    }

    /** {@return an element of any kind} */
    public InformationElement element() {
        return switch (draw.within(0, 10)) {
            case 0 -> concatenation(false);
            case 1 -> concatenation(true);
            case 2 -> ports(false);
            case 3 -> ports(true);
            case 4 -> new NationalLanguageSingleShift(draw.of(NationalLanguage.class));
            case 5 -> new NationalLanguageLockingShift(draw.of(NationalLanguage.class));
            case 6, 7 -> read(draw.within(0, LAST_ELEMENT));
            case 8 -> read(draw.of(List.of(0x70, 0x7f, 0x80, 0x9f, 0xc0, 0xdf)));
            default ->
                    new Unknown(draw.of(UNKNOWN_ELEMENTS), draw.octets(0, draw.either() ? 4 : 137));
        };
    }

    /** {@return an element that has a record of its own} */
    private InformationElement read(int id) {
        for (int attempt = 0; attempt < 100; attempt++) {
            int length = draw.of(LENGTHS);
            Octets data = draw.octets(length, length, draw.of(List.of(0x03, 0x0F, 0x7F, 0xFF)));
            try {
                InformationElement element =
                        TpduCodec.header(Octets.of(id, length).plus(data)).getFirst();
                if (!(element instanceof Unknown)) {
                    return element;
                }
            } catch (DecodeException e) {
                throw new IllegalStateException("every element is read, or is unknown", e);
            }
        }
        return ports(true); // no octets were of its form
    }

    private Concatenation concatenation(boolean wide) {
        int total = draw.within(1, 255);
        return new Concatenation(
                draw.within(0, wide ? 0xFFFF : 0xFF), wide, total, draw.within(1, total));
    }

    private Ports ports(boolean wide) {
        int most = wide ? 0xFFFF : 0xFF;
        return new Ports(draw.within(0, most), draw.within(0, most), wide);
    }
}
