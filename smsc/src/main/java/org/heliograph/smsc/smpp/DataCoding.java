// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;

/** data_coding to TP-DCS and back (SMPP 3.4 §5.2.19). */
final class DataCoding {
    /** User data and the scheme it is in; it may be longer than one short message. */
    record Coded(DataCodingScheme scheme, UserData userData) {
        Coded with(List<InformationElement> header) {
            return new Coded(scheme, new UserData(header, userData.payload()));
        }
    }

    /** From here on the values are those of TP-DCS; below, SMPP has its own list. */
    private static final int FIRST_OF_TP_DCS = 0x10;

    private DataCoding() {}

    /**
     * A message as SMPP carries it.
     *
     * @param message header and text, or data
     */
    record Written(int dataCoding, Octets message) {}

    /**
     * Reads a message as SMPP carries it. Alphabets that handsets do not know become GSM 7-bit
     * where that can spell the text, else UCS-2.
     *
     * @param account says what 0 means
     * @param userDataHeader it starts with one
     * @return nothing if there is no such data_coding that we know
     * @throws DecodeException if the header runs past the end, or the octets are not of the
     *     alphabet
     */
    static Optional<Coded> read(
            SmscSettings.Account account, int dataCoding, boolean userDataHeader, Octets message)
            throws DecodeException {
        return read(zero(account), dataCoding, userDataHeader, message);
    }

    /** As the other, where 0 means GSM 7-bit. */
    static Optional<Coded> read(int dataCoding, boolean userDataHeader, Octets message)
            throws DecodeException {
        return read(Optional.empty(), dataCoding, userDataHeader, message);
    }

    private static Optional<Coded> read(
            Optional<Charset> zero, int dataCoding, boolean userDataHeader, Octets message)
            throws DecodeException {
        if (dataCoding >= FIRST_OF_TP_DCS) {
            return Optional.of(as(new DataCodingScheme(dataCoding), userDataHeader, message));
        }
        return switch (dataCoding) {
            case 0 ->
                    Optional.of(
                            zero.isPresent()
                                    ? text(zero.get(), userDataHeader, message)
                                    : as(DataCodingScheme.GSM_7BIT, userDataHeader, message));
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
        String text;
        try {
            text = charset.newDecoder().decode(ByteBuffer.wrap(payload.toArray())).toString();
        } catch (CharacterCodingException e) {
            throw new DecodeException(0, "no text in " + charset).within("TP-UD");
        }
        Alphabet alphabet = Alphabet.GSM_7BIT.spells(text) ? Alphabet.GSM_7BIT : Alphabet.UCS2;
        return new Coded(
                DataCodingScheme.of(alphabet),
                new UserData(read.header(), UserData.ofText(text, alphabet).payload()));
    }

    /**
     * Writes user data as SMPP carries it. Text of the default alphabet becomes what data_coding 0
     * means to the account, or UCS-2 where that cannot spell it.
     */
    static Written write(SmscSettings.Account account, DataCodingScheme scheme, UserData userData) {
        Octets header = userData.headerOctets();
        Optional<Charset> charset = zero(account);
        if (scheme.octet() >= FIRST_OF_TP_DCS) {
            return new Written(scheme.octet(), header.plus(userData.payload()));
        } else if (scheme.alphabet() != Alphabet.GSM_7BIT || charset.isEmpty()) {
            int dataCoding =
                    switch (scheme.alphabet()) {
                        case GSM_7BIT -> 0;
                        case EIGHT_BIT -> 4;
                        case UCS2 -> 8;
                    };
            return new Written(dataCoding, header.plus(userData.payload()));
        }
        String text = userData.text(Alphabet.GSM_7BIT);
        return charset.get().newEncoder().canEncode(text)
                ? new Written(0, header.plus(Octets.of(text, charset.get())))
                : new Written(8, header.plus(Octets.of(text, StandardCharsets.UTF_16BE)));
    }

    /** {@return the alphabet of data_coding 0; none: GSM 7-bit, an octet a character} */
    private static Optional<Charset> zero(SmscSettings.Account account) {
        return switch (account.dataCoding0()) {
            case "latin1" -> Optional.of(StandardCharsets.ISO_8859_1);
            case "ascii" -> Optional.of(StandardCharsets.US_ASCII);
            case "utf8" -> Optional.of(StandardCharsets.UTF_8);
            default -> Optional.empty();
        };
    }
}
