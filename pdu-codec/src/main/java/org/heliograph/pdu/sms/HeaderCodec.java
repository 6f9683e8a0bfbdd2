// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageLockingShift;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageSingleShift;
import org.heliograph.pdu.sms.InformationElement.Ports;
import org.heliograph.pdu.sms.InformationElement.Unknown;

/** TP-UDH to octets and back (3GPP TS 23.040 §9.2.3.24). */
final class HeaderCodec {
    private static final int CONCATENATION_8 = 0x00;
    private static final int PORTS_8 = 0x04;
    private static final int PORTS_16 = 0x05;
    private static final int CONCATENATION_16 = 0x08;
    private static final int SINGLE_SHIFT = 0x24;
    private static final int LOCKING_SHIFT = 0x25;

    private HeaderCodec() {}

    /** {@return the octets that the header takes, TP-UDHL counted; 0 if it is empty} */
    static int length(List<InformationElement> header) {
        if (header.isEmpty()) {
            return 0;
        }
        int length = 1;
        for (InformationElement element : header) {
            length += 2 + dataLength(element);
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
            encode(out, element);
        }
    }

    /** Reads TP-UDHL and the elements, as the field TP-UDH. */
    static List<InformationElement> decode(OctetReader in) throws DecodeException {
        return in.field("TP-UDH", field -> elements(field.region(field.octet())));
    }

    /** Reads elements to the end. */
    static List<InformationElement> elements(OctetReader in) throws DecodeException {
        List<InformationElement> elements = new ArrayList<>();
        while (!in.atEnd()) {
            int id = in.octet();
            elements.add(element(id, in.octets(in.octet())));
        }
        return elements;
    }

    private static InformationElement element(int id, Octets data) {
        int length = data.length();
        if (id == CONCATENATION_8 && length == 3 && counts(data.at(1), data.at(2))) {
            return new Concatenation(data.at(0), false, data.at(1), data.at(2));
        } else if (id == CONCATENATION_16 && length == 4 && counts(data.at(2), data.at(3))) {
            return new Concatenation(uint16(data, 0), true, data.at(2), data.at(3));
        } else if (id == PORTS_8 && length == 2) {
            return new Ports(data.at(0), data.at(1), false);
        } else if (id == PORTS_16 && length == 4) {
            return new Ports(uint16(data, 0), uint16(data, 2), true);
        } else if ((id == SINGLE_SHIFT || id == LOCKING_SHIFT) && length == 1) {
            return nationalLanguage(id, data);
        } else {
            return new Unknown(id, data);
        }
    }

    private static InformationElement nationalLanguage(int id, Octets data) {
        Optional<NationalLanguage> language = NationalLanguage.of(data.at(0));
        if (language.isEmpty()) {
            return new Unknown(id, data);
        }
        return id == SINGLE_SHIFT
                ? new NationalLanguageSingleShift(language.get())
                : new NationalLanguageLockingShift(language.get());
    }

    private static boolean counts(int total, int sequence) {
        return sequence >= 1 && sequence <= total;
    }

    private static int uint16(Octets data, int at) {
        return data.at(at) << 8 | data.at(at + 1);
    }

    private static int dataLength(InformationElement element) {
        return switch (element) {
            case Unknown unknown -> unknown.data().length();
            case Concatenation concatenation -> concatenation.wide() ? 4 : 3;
            case Ports ports -> ports.wide() ? 4 : 2;
            case NationalLanguageSingleShift _, NationalLanguageLockingShift _ -> 1;
        };
    }

    private static void encode(OctetWriter out, InformationElement element) {
        int length = dataLength(element);
        switch (element) {
            case Unknown(int id, Octets data) -> out.octet(id).octet(length).octets(data);
            case Concatenation(int reference, boolean wide, int total, int sequence) -> {
                out.octet(wide ? CONCATENATION_16 : CONCATENATION_8).octet(length);
                number(out, reference, wide).octet(total).octet(sequence);
            }
            case Ports(int destination, int source, boolean wide) -> {
                out.octet(wide ? PORTS_16 : PORTS_8).octet(length);
                number(number(out, destination, wide), source, wide);
            }
            case NationalLanguageSingleShift(NationalLanguage language) ->
                    out.octet(SINGLE_SHIFT).octet(length).octet(language.identifier());
            case NationalLanguageLockingShift(NationalLanguage language) ->
                    out.octet(LOCKING_SHIFT).octet(length).octet(language.identifier());
        }
    }

    private static OctetWriter number(OctetWriter out, int value, boolean wide) {
        return wide ? out.uint16(value) : out.octet(value);
    }
}
