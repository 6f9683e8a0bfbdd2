// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.heliograph.pdu.Octets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and the way back of its response (RFC 3261 §8.2.6, §18.2; RFC 3581 §4).
 *
 * @param from where it came from
 */
record Exchange(
        SIPRequest request,
        Octets body,
        Hop from,
        ServerTransactions.Transaction transaction,
        SipTransport transport) {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** Sends the final response, which retransmissions of the request get again. */
    void respond(Reply reply) {
        byte[] response =
                reply.to(request, from, Integer.toHexString(System.identityHashCode(transaction)));
        transaction.completed(response);
        send(response);
    }

    /** Sends once more what was answered; nothing while there is no answer yet. */
    void repeat() {
        byte[] response = transaction.response();
        if (response.length > 0) {
            send(response);
        }
    }

    private void send(byte[] response) {
        try {
            if (from.transport().isReliable() && !transport.isConnected(from)) {
                transport.send(sentBy(), response); // §18.2.2: the connection is gone
            } else {
                transport.send(from.transport() == Hop.Transport.UDP ? overUdp() : from, response);
            }
        } catch (IOException e) {
            LOG.debug("response to {} not sent: {}", from, e.getMessage());
        }
    }

    private Hop overUdp() {
        return request.getTopmostVia().hasParameter("rport") ? from : sentBy();
    }

    /** The source address with the port of Via. */
    private Hop sentBy() {
        int port = request.getTopmostVia().getPort();
        return new Hop(
                from.transport(),
                new InetSocketAddress(
                        from.host(), port < 1 || port > 65_535 ? from.transport().port() : port));
    }
}
