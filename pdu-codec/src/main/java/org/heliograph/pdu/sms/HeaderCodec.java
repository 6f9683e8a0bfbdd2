// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.sms.InformationElement.Unknown;

/** TP-UDH to octets and back (3GPP TS 23.040 §9.2.3.24). */
final class HeaderCodec {
    private static final String[] NAMES = names();

    private HeaderCodec() {}

    /** {@return the octets that the header takes, TP-UDHL counted; 0 if it is empty} */
    static int length(List<InformationElement> header) {
        if (header.isEmpty()) {
            return 0;
        }
        int length = 1;
        for (InformationElement element : header) {
            length += 2 + element.length();
        }
        return length;
    }

    /** Writes TP-UDHL and the elements; nothing if there are none. */
    static void encode(OctetWriter out, List<InformationElement> header) {
        if (header.isEmpty()) {
            return;
        }
        out.octet(length(header) - 1);
        for (InformationElement element : header) {
            out.octet(element.id()).octet(element.length()).octets(element.data());
        }
    }

    /** Reads TP-UDHL and the elements, as the field TP-UDH. */
    static List<InformationElement> decode(OctetReader in) throws DecodeException {
        return in.field("TP-UDH", field -> elements(field.region(field.octet("TP-UDHL"))));
    }

    /** Reads elements to the end. */
    static List<InformationElement> elements(OctetReader in) throws DecodeException {
        List<InformationElement> elements = new ArrayList<>();
        while (!in.atEnd()) {
            elements.add(element(in));
        }
        return elements;
    }

    /** Reads elements up to one that goes past the end, and passes over that one. */
    static List<InformationElement> elementsKindly(OctetReader in) throws DecodeException {
        List<InformationElement> elements = new ArrayList<>();
        while (whole(in.fork())) {
            elements.add(element(in));
        }
        in.rest();
        return elements;
    }

    private static boolean whole(OctetReader ahead) throws DecodeException {
        return ahead.remaining() >= 2 && ahead.octets(2).at(1) <= ahead.remaining();
    }

    private static InformationElement element(OctetReader in) throws DecodeException {
        String name = NAMES[in.peek()];
        return in.isKind() && !whole(in.fork())
                ? in.field(name, HeaderCodec::unknown) // fails, and once is enough to say so
                : in.ignorable(name, HeaderCodec::known, HeaderCodec::unknown);
    }

    private static InformationElement known(OctetReader in) throws DecodeException {
        int id = in.octet("IEI");
        OctetReader contents = in.region(in.octet("IEDL"));
        InformationElement element = ElementDecoder.contents(id, contents);
        if (!contents.atEnd()) { // not end(): a kind reading ignores it as a strict one does
            throw new DecodeException(
                    contents.offset(), contents.remaining() + " octets left over");
        }
        return element;
    }

    private static InformationElement unknown(OctetReader in) throws DecodeException {
        int id = in.octet("IEI");
        int length = in.octet("IEDL");
        return new Unknown(id, in.field("IED", field -> field.octets(length)));
    }

    private static String[] names() {
        String[] names = new String[0x100];
        for (int id = 0; id < names.length; id++) {
            names[id] = String.format("IE 0x%02x", id);
        }
        return names;
    }
}
