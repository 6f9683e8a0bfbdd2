// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.List;
import org.heliograph.pdu.Octets;

/**
 * TP-UD (3GPP TS 23.040 §9.2.3.24). Whether the payload counts septets or octets follows from the
 * data coding scheme beside it in the TPDU; so does the check of its size.
 *
 * @param header the information elements, in order; empty means no TP-UDH
 * @param payload one septet per octet (unpacked, 0 to 127) where the data coding scheme says GSM
 *     7-bit uncompressed, else the octets as they are on the wire
 */
public record UserData(List<InformationElement> header, Octets payload) {
    public UserData {
        header = List.copyOf(header);
    }

    /**
     * {@return the payload as text, with the national tables that the header names; 8-bit data as
     * Latin-1}
     */
    public String text(Alphabet alphabet) {
        throw new UnsupportedOperationException();
    }

    /** {@return the header as on the wire, TP-UDHL first; empty if there is none} */
    public Octets headerOctets() {
        throw new UnsupportedOperationException();
    }
}
