// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;

/** Push application identifiers (WAP-230-WSP §8.4.2.54; numbers of the OMNA registry). */
final class PushApplication {
    /** From 0x00 on. */
    private static final List<String> URIS =
            List.of(
                    "x-wap-application:*",
                    "x-wap-application:push.sia",
                    "x-wap-application:wml.ua",
                    "x-wap-application:wta.ua",
                    "x-wap-application:mms.ua",
                    "x-wap-application:push.syncml",
                    "x-wap-application:loc.ua",
                    "x-wap-application:syncml.dm",
                    "x-wap-application:drm.ua",
                    "x-wap-application:emn.ua",
                    "x-wap-application:wv.ua");

    private PushApplication() {}

    static String decode(OctetReader in) throws DecodeException {
        int first = in.peek();
        if (first > WspReader.LENGTH_QUOTE && first < 0x80) {
            return WspReader.text(in);
        }
        long number = WspReader.integer(in);
        return number < URIS.size() ? URIS.get((int) number) : Long.toString(number);
    }

    static void encode(OctetWriter out, String uri) {
        int number = URIS.indexOf(uri);
        if (number >= 0) {
            WspWriter.integer(out, number);
        } else if (ValueForm.INTEGER.encode(uri).isPresent()) {
            WspWriter.integer(out, Long.parseLong(uri));
        } else {
            WspWriter.text(out, uri);
        }
    }
}
