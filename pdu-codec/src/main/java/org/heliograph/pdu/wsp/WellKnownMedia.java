// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Media types that have a number (WAP-230-WSP table 40, continued by the OMNA WSP content type
 * registry). A number without a type here is kept as {@code unknown/0x1234}.
 */
final class WellKnownMedia {
    private static final String UNKNOWN = "unknown/0x";

    /** From 0x00 on. */
    private static final List<String> TYPES =
            List.of(
                    "*/*",
                    "text/*",
                    "text/html",
                    "text/plain",
                    "text/x-hdml",
                    "text/x-ttml",
                    "text/x-vcalendar",
                    "text/x-vcard",
                    "text/vnd.wap.wml",
                    "text/vnd.wap.wmlscript",
                    "text/vnd.wap.wta-event",
                    "multipart/*",
                    "multipart/mixed",
                    "multipart/form-data",
                    "multipart/byteranges",
                    "multipart/alternative",
                    "application/*",
                    "application/java-vm",
                    "application/x-www-form-urlencoded",
                    "application/x-hdmlc",
                    "application/vnd.wap.wmlc",
                    "application/vnd.wap.wmlscriptc",
                    "application/vnd.wap.wta-eventc",
                    "application/vnd.wap.uaprof",
                    "application/vnd.wap.wtls-ca-certificate",
                    "application/vnd.wap.wtls-user-certificate",
                    "application/x-x509-ca-cert",
                    "application/x-x509-user-cert",
                    "image/*",
                    "image/gif",
                    "image/jpeg",
                    "image/tiff",
                    "image/png",
                    "image/vnd.wap.wbmp",
                    "application/vnd.wap.multipart.*",
                    "application/vnd.wap.multipart.mixed",
                    "application/vnd.wap.multipart.form-data",
                    "application/vnd.wap.multipart.byteranges",
                    "application/vnd.wap.multipart.alternative",
                    "application/xml",
                    "text/xml",
                    "application/vnd.wap.wbxml",
                    "application/x-x968-cross-cert",
                    "application/x-x968-ca-cert",
                    "application/x-x968-user-cert",
                    "text/vnd.wap.si",
                    "application/vnd.wap.sic",
                    "text/vnd.wap.sl",
                    "application/vnd.wap.slc",
                    "text/vnd.wap.co",
                    "application/vnd.wap.coc",
                    "application/vnd.wap.multipart.related",
                    "application/vnd.wap.sia",
                    "text/vnd.wap.connectivity-xml",
                    "application/vnd.wap.connectivity-wbxml",
                    "application/pkcs7-mime",
                    "application/vnd.wap.hashed-certificate",
                    "application/vnd.wap.signed-certificate",
                    "application/vnd.wap.cert-response",
                    "application/xhtml+xml",
                    "application/wml+xml",
                    "text/css",
                    "application/vnd.wap.mms-message",
                    "application/vnd.wap.rollover-certificate",
                    "application/vnd.wap.locc+wbxml",
                    "application/vnd.wap.loc+xml",
                    "application/vnd.syncml.dm+wbxml",
                    "application/vnd.syncml.dm+xml",
                    "application/vnd.syncml.notification",
                    "application/vnd.wap.xhtml+xml",
                    "application/vnd.wv.csp.cir",
                    "application/vnd.oma.dd+xml",
                    "application/vnd.oma.drm.message",
                    "application/vnd.oma.drm.content",
                    "application/vnd.oma.drm.rights+xml",
                    "application/vnd.oma.drm.rights+wbxml",
                    "application/vnd.wv.csp+xml",
                    "application/vnd.wv.csp+wbxml",
                    "application/vnd.syncml.ds.notification",
                    "audio/*",
                    "video/*",
                    "application/vnd.oma.dd2+xml",
                    "application/mikey",
                    "application/vnd.oma.dcd",
                    "application/vnd.oma.dcdc");

    private static final Map<String, Integer> NUMBERS = numbers();

    private WellKnownMedia() {}

    /**
     * @param number as a long integer or a short one holds it
     */
    static String type(long number) {
        return number < TYPES.size() ? TYPES.get((int) number) : UNKNOWN + Long.toHexString(number);
    }

    /** {@return the one name of a type, which of a known number is that of the table} */
    static String canonical(String type) {
        OptionalLong number = number(type);
        return number.isPresent() ? type(number.getAsLong()) : type;
    }

    /** {@return the number, which fits a short integer for every type in the table} */
    static OptionalLong number(String type) {
        Integer number = NUMBERS.get(type);
        if (number != null) {
            return OptionalLong.of(number);
        }
        return type.startsWith(UNKNOWN)
                ? HexText.number(type.substring(UNKNOWN.length()))
                : OptionalLong.empty();
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < TYPES.size(); i++) {
            numbers.put(TYPES.get(i), i);
        }
        return Map.copyOf(numbers);
    }
}
