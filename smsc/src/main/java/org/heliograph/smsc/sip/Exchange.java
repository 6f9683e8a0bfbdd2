// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.message.SIPRequest;
import org.heliograph.pdu.Octets;

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
    /** Sends the final response, which retransmissions of the request get again. */
    void respond(Reply reply) {
        transaction.completed(reply);
        send(reply);
    }

    /** Sends once more what was answered; nothing while there is no answer yet. */
    void repeat() {
        transaction.reply().ifPresent(this::send);
    }

    private void send(Reply reply) {
        WayBack way =
                new WayBack(
                        from,
                        request.getTopmostVia().hasParameter("rport"),
                        request.getTopmostVia().getPort());
        way.send(reply.to(request, from, transaction.tag()), transport);
    }
}
