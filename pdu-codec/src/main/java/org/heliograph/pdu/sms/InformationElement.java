// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import org.heliograph.pdu.Octets;

/** One element of TP-UDH (3GPP TS 23.040 §9.2.3.24). */
public sealed interface InformationElement {
    /**
     * Elements of another kind, and those of the kinds below whose contents break their clause
     * (which the receiver is to ignore), kept as they came.
     *
     * @param id 0 to 255
     * @param data at most 255 octets
     */
    record Unknown(int id, Octets data) implements InformationElement {
        public Unknown {
            Bounds.octet("information element", id);
            Bounds.octet("length of information element", data.length());
        }
    }

    /**
     * Part {@code sequence} of {@code total} (§9.2.3.24.1 and .8).
     *
     * @param reference 0 to 255, to 65535 if {@code wide}
     * @param wide the reference has 16 bits
     * @param total 1 to 255
     * @param sequence 1 to {@code total}
     */
    record Concatenation(int reference, boolean wide, int total, int sequence)
            implements InformationElement {
        public Concatenation {
            Bounds.within("concatenation reference", reference, 0, wide ? 0xFFFF : 0xFF);
            Bounds.within("number of parts", total, 1, 0xFF);
            Bounds.within("sequence number", sequence, 1, total);
        }
    }

    /**
     * Application ports (§9.2.3.24.3 and .4).
     *
     * @param destination 0 to 255, to 65535 if {@code wide}
     * @param source likewise
     * @param wide the ports have 16 bits
     */
    record Ports(int destination, int source, boolean wide) implements InformationElement {
        public Ports {
            Bounds.within("destination port", destination, 0, wide ? 0xFFFF : 0xFF);
            Bounds.within("source port", source, 0, wide ? 0xFFFF : 0xFF);
        }
    }

    /**
     * The table after an escape is that of {@code language} (§9.2.3.24.15). A reserved identifier
     * is an {@link Unknown}: receivers ignore it and read the default extension.
     */
    record NationalLanguageSingleShift(NationalLanguage language) implements InformationElement {}

    /**
     * The main table is that of {@code language} (§9.2.3.24.16); the default alphabet stays for
     * Spanish, which has none. A reserved identifier is an {@link Unknown}, likewise.
     */
    record NationalLanguageLockingShift(NationalLanguage language) implements InformationElement {}
}
