// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;

/** data_coding of submit_sm and data_sm to TP-DCS (SMPP 3.4 §5.2.19). */
final class DataCoding {
    /** User data and the scheme it is in; it may be longer than one short message. */
    record Coded(DataCodingScheme scheme, UserData userData) {
        Coded with(List<InformationElement> header) {
            return new Coded(scheme, new UserData(header, userData.payload()));
        }
    }

    private DataCoding() {}

    /**
     * Reads a message as SMPP carries it. Alphabets that handsets do not know become GSM 7-bit
     * where that can spell the text, else UCS-2.
     *
     * @param userDataHeader it starts with one
     * @return nothing if there is no such data_coding that we know
     * @throws DecodeException if the header runs past the end, or the octets are not of the
     *     alphabet
     */
    static Optional<Coded> read(int dataCoding, boolean userDataHeader, Octets message)
            throws DecodeException {
        if (dataCoding >= 0x10) { // from here on the values are those of TP-DCS
            return Optional.of(as(new DataCodingScheme(dataCoding), userDataHeader, message));
        }
        return switch (dataCoding) {
            case 0 -> Optional.of(as(DataCodingScheme.GSM_7BIT, userDataHeader, message));
            case 1 -> Optional.of(text(StandardCharsets.US_ASCII, userDataHeader, message));
            case 3 -> Optional.of(text(StandardCharsets.ISO_8859_1, userDataHeader, message));
            case 2, 4 -> Optional.of(as(DataCodingScheme.EIGHT_BIT, userDataHeader, message));
            case 6 -> Optional.of(text(Charset.forName("ISO-8859-5"), userDataHeader, message));
            case 7 -> Optional.of(text(Charset.forName("ISO-8859-8"), userDataHeader, message));
            case 8 -> Optional.of(as(DataCodingScheme.UCS2, userDataHeader, message));
            default -> Optional.empty();
        };
    }

    private static Coded as(DataCodingScheme scheme, boolean userDataHeader, Octets message)
            throws DecodeException {
        Alphabet alphabet = scheme.compressed() ? Alphabet.EIGHT_BIT : scheme.alphabet();
        return new Coded(scheme, TpduCodec.userDataOfUnpacked(message, userDataHeader, alphabet));
    }

    private static Coded text(Charset charset, boolean userDataHeader, Octets message)
            throws DecodeException {
        UserData read = TpduCodec.userDataOfUnpacked(message, userDataHeader, Alphabet.EIGHT_BIT);
        Octets payload = read.payload();
        if (charset.equals(StandardCharsets.US_ASCII)) {
            for (int i = 0; i < payload.length(); i++) {
                if (payload.at(i) > 0x7F) {
                    throw new DecodeException(i, "no character of ASCII").within("TP-UD");
                }
            }
        }
        String text = payload.toString(charset);
        Alphabet alphabet = Alphabet.GSM_7BIT.spells(text) ? Alphabet.GSM_7BIT : Alphabet.UCS2;
        return new Coded(
                DataCodingScheme.of(alphabet),
                new UserData(read.header(), UserData.ofText(text, alphabet).payload()));
    }
}
