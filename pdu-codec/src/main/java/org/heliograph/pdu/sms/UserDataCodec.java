// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/** TP-UDL and TP-UD to octets and back (3GPP TS 23.040 §9.2.3.16 and §9.2.3.24). */
final class UserDataCodec {
    private UserDataCodec() {}

    /**
     * @param headed TP-UDHI
     * @param most octets of TP-UD that the TPDU allows
     * @param last nothing is to follow it
     */
    static UserData decode(
            OctetReader in, boolean headed, DataCodingScheme scheme, int most, boolean last)
            throws DecodeException {
        return in.isKind()
                ? UserDataRescue.decode(in, headed, scheme, most, last)
                : in.field("TP-UD", field -> body(field, headed, scheme, most));
    }

    /** Reads TP-CDL and TP-CD, which is octets whatever it means (§9.2.3.20 and .21). */
    static UserData commandData(OctetReader in, boolean headed) throws DecodeException {
        return in.field(
                "TP-CD",
                i -> body(i, headed, DataCodingScheme.EIGHT_BIT, SmsCommand.MAX_OCTETS),
                i ->
                        UserDataRescue.kindly(
                                i, headed, DataCodingScheme.EIGHT_BIT, SmsCommand.MAX_OCTETS));
    }

    static void encode(OctetWriter out, UserData userData, DataCodingScheme scheme) {
        out.octet(userData.length(scheme));
        HeaderCodec.encode(out, userData.header());
        if (scheme.countsSeptets()) {
            int headerOctets = HeaderCodec.length(userData.header());
            Septets.pack(out, userData.payload(), fill(headerOctets));
        } else {
            out.octets(userData.payload());
        }
    }

    /** Reads what the field TP-UD holds, TP-UDL first. */
    static UserData body(OctetReader in, boolean headed, DataCodingScheme scheme, int most)
            throws DecodeException {
        int start = in.offset();
        int length = in.octet("TP-UDL");
        OctetReader field = in.region(scheme.countsSeptets() ? Septets.octets(length) : length);
        int before = field.remaining();
        List<InformationElement> header = headed ? HeaderCodec.decode(field) : List.of();
        int headerOctets = before - field.remaining();
        UserData userData;
        if (scheme.countsSeptets()) {
            int septets = length - Septets.covering(headerOctets);
            if (septets < 0) {
                throw new DecodeException(
                        start,
                        length + " septets, of which the header takes " + (length - septets));
            }
            Octets packed = field.field("SM", OctetReader::rest);
            userData = new UserData(header, Septets.unpack(packed, fill(headerOctets), septets));
        } else {
            userData = new UserData(header, field.field("SM", OctetReader::rest));
        }
        userData.requireFits(scheme, most);
        return userData;
    }

    /** Bits between a header and the next septet boundary. */
    static int fill(int headerOctets) {
        return Septets.covering(headerOctets) * 7 - headerOctets * 8;
    }
}
