// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush;

import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.WspHeader;
import org.heliograph.pdu.wsp.WspHeaders;
import org.heliograph.pdu.wsp.WspReader;
import org.heliograph.pdu.wsp.WspWriter;

/**
 * A connectionless WSP Push PDU (WAP-230-WSP §8.2.4.1).
 *
 * @param transactionId TID, 0 to 255
 */
public record WspPush(
        int transactionId, ContentType contentType, List<WspHeader> headers, Octets body) {
    /** The header that names the application a push is for. */
    public static final String APPLICATION_ID = "X-Wap-Application-Id";

    private static final int PUSH = 0x06; // PDU type, table 34

    public WspPush {
        if (transactionId < 0 || transactionId > 0xff) {
            throw new IllegalArgumentException("TID " + transactionId);
        }
        headers = WspHeaders.listed(headers);
    }

    public static WspPush decode(Octets pdu) throws DecodeException {
        return decode(new OctetReader(pdu));
    }

    /** Likewise, of what remains of {@code in}. */
    public static WspPush decode(OctetReader in) throws DecodeException {
        return in.field("WSP-Push", WspPush::push);
    }

    private static WspPush push(OctetReader in) throws DecodeException {
        int transactionId = in.field("TID", OctetReader::octet);
        in.field("Type", WspPush::type);
        OctetReader headers = in.region(in.field("HeadersLen", WspReader::count));
        ContentType contentType = ContentType.field("ContentType", headers);
        List<WspHeader> others = headers.field("Headers", WspHeaders::decode);
        Octets body = in.atEnd() ? Octets.EMPTY : in.field("Data", OctetReader::rest);
        return new WspPush(transactionId, contentType, others, body);
    }

    private static int type(OctetReader in) throws DecodeException {
        int start = in.offset();
        int type = in.octet();
        if (type != PUSH) {
            throw new DecodeException(start, "0x%02x is not Push".formatted(type));
        }
        return type;
    }

    public Octets encode() {
        OctetWriter fields = new OctetWriter(64);
        contentType.encodeTo(fields);
        WspHeaders.encode(fields, headers);
        OctetWriter out = new OctetWriter(body.length() + fields.length() + 7);
        out.octet(transactionId).octet(PUSH);
        WspWriter.uintvar(out, fields.length());
        return out.octets(fields.toOctets()).octets(body).toOctets();
    }

    /** {@return the value of the first header of this name, whatever its case} */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(WspHeader::value)
                .findFirst();
    }
}
