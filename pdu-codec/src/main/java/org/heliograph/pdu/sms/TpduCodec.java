// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;

/** TPDUs to octets and back. Decoding may fail; encoding cannot, for no invalid record exists. */
public final class TpduCodec {
    private TpduCodec() {}

    /** Which RP message carries the TPDU: a report looks different in RP-ACK and RP-ERROR. */
    public enum Carrier {
        RP_DATA,
        RP_ACK,
        RP_ERROR
    }

    /** Decodes what a service centre sends; the same TP-MTI means something else the other way. */
    public static Tpdu decodeFromServiceCentre(Octets pdu, Carrier carrier) throws DecodeException {
        throw new UnsupportedOperationException();
    }

    /** Decodes what a mobile station sends. */
    public static Tpdu decodeFromMobileStation(Octets pdu, Carrier carrier) throws DecodeException {
        throw new UnsupportedOperationException();
    }

    public static Octets encode(Tpdu tpdu) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a user data header as SMPP carries it with UDHI set: TP-UDHL first, the rest is
     * payload.
     *
     * @param alphabet what the payload is: SMPP carries GSM 7-bit text unpacked, so the payload is
     *     taken as it is
     */
    public static UserData userDataOfUnpacked(
            Octets shortMessage, boolean userDataHeader, Alphabet alphabet) throws DecodeException {
        throw new UnsupportedOperationException();
    }

    /** {@return the elements of a header given without TP-UDHL} */
    public static List<InformationElement> header(Octets elements) throws DecodeException {
        throw new UnsupportedOperationException();
    }
}
