// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;

/** TPDUs to octets and back. Decoding may fail; encoding cannot, for no invalid record exists. */
public final class TpduCodec {
    /** What TP-UDHL can count. */
    private static final int MAX_HEADER = 0xFF;

    private TpduCodec() {}

    /** Which RP message carries the TPDU: a report looks different in RP-ACK and RP-ERROR. */
    public enum Carrier {
        RP_DATA,
        RP_ACK,
        RP_ERROR
    }

    /** Decodes what a service centre sends; the same TP-MTI means something else the other way. */
    public static Tpdu decodeFromServiceCentre(Octets pdu, Carrier carrier) throws DecodeException {
        return decodeFromServiceCentre(new OctetReader(pdu), carrier);
    }

    /** Likewise, of what remains of {@code in}. */
    public static Tpdu decodeFromServiceCentre(OctetReader in, Carrier carrier)
            throws DecodeException {
        return TpduDecoder.fromServiceCentre(in, carrier);
    }

    /** Decodes what a mobile station sends. */
    public static Tpdu decodeFromMobileStation(Octets pdu, Carrier carrier) throws DecodeException {
        return decodeFromMobileStation(new OctetReader(pdu), carrier);
    }

    /** Likewise, of what remains of {@code in}. */
    public static Tpdu decodeFromMobileStation(OctetReader in, Carrier carrier)
            throws DecodeException {
        return TpduDecoder.fromMobileStation(in, carrier);
    }

    public static Octets encode(Tpdu tpdu) {
        return TpduEncoder.encode(tpdu);
    }

    /**
     * Reads user data as SMPP carries it in short_message or message_payload: with UDHI set it
     * starts with TP-UDHL and the header, the rest is payload, however long. Errors name TP-UDH or
     * TP-UD and count octets from the start of {@code shortMessage}.
     *
     * @param alphabet what the payload is: SMPP carries GSM 7-bit text unpacked, so the payload is
     *     taken as it is, and a value above 0x7F refused; so is an odd number of octets of UCS-2
     */
    public static UserData userDataOfUnpacked(
            Octets shortMessage, boolean userDataHeader, Alphabet alphabet) throws DecodeException {
        OctetReader in = new OctetReader(shortMessage);
        List<InformationElement> header = userDataHeader ? HeaderCodec.decode(in) : List.of();
        int start = in.offset();
        Octets payload = in.rest();
        Optional<String> misspelling = alphabet.misspelling(payload);
        if (misspelling.isPresent()) {
            throw new DecodeException(start, misspelling.get()).within("TP-UD");
        }
        return new UserData(header, payload);
    }

    /** {@return the elements of a header given without TP-UDHL} */
    public static List<InformationElement> header(Octets elements) throws DecodeException {
        return header(new OctetReader(elements));
    }

    /** Likewise, of what remains of {@code in}. */
    public static List<InformationElement> header(OctetReader in) throws DecodeException {
        return in.field("TP-UDH", TpduCodec::elements);
    }

    private static List<InformationElement> elements(OctetReader in) throws DecodeException {
        if (in.remaining() > MAX_HEADER) {
            throw new DecodeException(
                    in.offset(), in.remaining() + " octets, at most " + MAX_HEADER);
        }
        return List.copyOf(HeaderCodec.elements(in));
    }
}
