// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the response to a request goes (RFC 3261 §18.2.2, RFC 3581 §4).
 *
 * @param from where the request came from
 * @param rport whether its topmost Via asks for the response there
 * @param port of its topmost Via; less than 1: it has none
 */
record WayBack(Hop from, boolean rport, int port) {
    private static final Logger LOG = LoggerFactory.getLogger(WayBack.class);

    /** Sends a response, if that can be: whoever misses it will ask again. */
    void send(byte[] response, SipTransport transport) {
        try {
            if (from.transport().isReliable()) {
                // §18.2.2: on the connection, unless that is gone
                transport.send(transport.isConnected(from) ? from : sentBy(), response);
            } else {
                transport.send(rport ? from : sentBy(), response);
            }
        } catch (IOException e) {
            LOG.debug("response to {} not sent: {}", from, e.getMessage());
        }
    }

    /** The source address with the port of Via. */
    private Hop sentBy() {
        return new Hop(
                from.transport(),
                new InetSocketAddress(
                        from.host(), port < 1 || port > 65_535 ? from.transport().port() : port));
    }
}
