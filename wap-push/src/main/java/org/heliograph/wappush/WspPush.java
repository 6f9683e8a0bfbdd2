// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush;

import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.WspHeader;

/**
 * A connectionless WSP Push PDU (WAP-230-WSP §8.2.4.1).
 *
 * @param transactionId TID, 0 to 255
 */
public record WspPush(
        int transactionId, ContentType contentType, List<WspHeader> headers, Octets body) {
    public WspPush {
        headers = List.copyOf(headers);
    }

    public static WspPush decode(Octets pdu) throws DecodeException {
        throw new UnsupportedOperationException();
    }

    public Octets encode() {
        throw new UnsupportedOperationException();
    }
}
