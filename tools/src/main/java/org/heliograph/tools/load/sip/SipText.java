// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.heliograph.pdu.Octets;

/** A SIP message as it came in one datagram (RFC 3261 §7), as far as a handset needs it. */
record SipText(String head, Octets body) {
    private static final String HEAD_END = "\r\n\r\n";

    static SipText of(byte[] datagram, int length) {
        String text = new String(datagram, 0, length, ISO_8859_1);
        int end = text.indexOf(HEAD_END);
        int body = end < 0 ? length : end + HEAD_END.length();
        return new SipText(text.substring(0, body), Octets.of(datagram, body, length - body));
    }

    /** {@return its status code; 0: it is a request} */
    int status() {
        return head.startsWith("SIP/2.0 ") && head.length() > 11
                ? Integer.parseInt(head, 8, 11, 10)
                : 0;
    }

    boolean isMessage() {
        return head.startsWith("MESSAGE ");
    }

    /** {@return the user part of its request URI, or what stands there} */
    String user() {
        int from = head.indexOf(':') + 1;
        int to = head.indexOf('@', from);
        return to < 0 ? "" : head.substring(from, to);
    }

    /** {@return the first header of that name, or empty} */
    String header(String name) {
        int at = head.indexOf("\r\n");
        while (at >= 0) {
            int from = at + 2;
            int colon = from + name.length();
            int end = head.indexOf("\r\n", from);
            if (end > colon
                    && head.charAt(colon) == ':'
                    && head.regionMatches(true, from, name, 0, name.length())) {
                return head.substring(colon + 1, end).strip();
            }
            at = end;
        }
        return "";
    }
}
