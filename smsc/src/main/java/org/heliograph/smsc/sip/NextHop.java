// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.Locale;
import javax.sip.address.SipURI;
import org.jspecify.annotations.Nullable;

/**
 * What a SIP URI says about where to send (RFC 3263 §4).
 *
 * @param host an address, IPv6 without brackets, or a name
 * @param port 0 if the URI has none: SRV records may then tell, or it is the transport's own
 * @param transport {@code udp}, {@code tcp}, {@code tls}, or empty if the URI has none; of a sips
 *     URI always {@code tls}
 */
record NextHop(String host, int port, String transport) {
    /**
     * @throws IllegalArgumentException if it is no SIP URI
     */
    static NextHop of(String uri) {
        try {
            return of(new StringMsgParser().parseSIPUrl(uri));
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a SIP URI: " + uri, e);
        }
    }

    static NextHop of(SipURI uri) {
        String host = uri.getHost();
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        @Nullable String transport = uri.getTransportParam();
        return new NextHop(
                bracketed ? host.substring(1, host.length() - 1) : host,
                Math.max(0, uri.getPort()),
                uri.isSecure()
                        ? "tls"
                        : transport == null ? "" : transport.toLowerCase(Locale.ROOT));
    }
}
