// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.List;
import org.heliograph.pdu.Octets;

/** Cuts what is longer than one TP-UD into a concatenated message (3GPP TS 23.040 §9.2.3.24.1). */
public final class Segmentation {
    private Segmentation() {}

    /** A text ready to be carried: the scheme of all parts, and the parts in order. */
    public record Text(DataCodingScheme dataCodingScheme, List<UserData> parts) {}

    /**
     * Picks GSM 7-bit where the text allows it, else UCS-2; never splits an extension pair or a
     * surrogate pair.
     *
     * @param reference low eight bits used
     * @throws IllegalArgumentException if more than 255 parts are needed
     */
    public static Text ofText(String text, int reference) {
        throw new UnsupportedOperationException();
    }

    /**
     * Cuts 8-bit data; each part starts with {@code header} (such as ports).
     *
     * @throws IllegalArgumentException if more than 255 parts are needed
     */
    public static List<UserData> ofData(
            List<InformationElement> header, Octets data, int reference) {
        throw new UnsupportedOperationException();
    }
}
