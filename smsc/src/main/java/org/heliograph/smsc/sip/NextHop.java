// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

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
