// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What we answer to a request, beside the headers that every response copies (RFC 3261 §8.2.6.2).
 *
 * @param status 200 to 699
 * @param headers whole lines without their end
 */
record Reply(int status, String phrase, List<String> headers) {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    Reply {
        headers = List.copyOf(headers);
    }

    static Reply of(int status, String phrase, String... headers) {
        return new Reply(status, phrase, List.of(headers));
    }

    /**
     * {@return the response as it goes to the wire}
     *
     * @param from where the request came from, which Via is to say (RFC 3261 §18.2.1, RFC 3581 §4)
     * @param tag of To, where the request has none
     */
    byte[] to(SIPRequest request, Hop from, String tag) {
        mark(request.getTopmostVia(), from);
        StringBuilder head = new StringBuilder(500);
        head.append(startLine()).append(request.getViaHeaders());
        head.append(request.getFrom());
        head.append(request.getTo().toString().stripTrailing());
        if (request.getToTag() == null) {
            head.append(";tag=").append(tag);
        }
        head.append("\r\n").append(request.getCallId());
        head.append(request.getCSeq());
        appendRest(head);
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** {@return what a response begins with} */
    String startLine() {
        return "SIP/2.0 " + status + " " + phrase + "\r\n";
    }

    /** Appends what follows the headers that every response copies. */
    void appendRest(StringBuilder head) {
        for (String line : headers) {
            head.append(line).append("\r\n");
        }
        head.append("Content-Length: 0\r\n\r\n");
    }

    private static void mark(Via via, Hop from) {
        try {
            via.setReceived(from.host().getHostAddress());
            if (via.hasParameter("rport")) {
                via.setParameter("rport", Integer.toString(from.address().getPort()));
            }
        } catch (ParseException e) {
            LOG.debug("Via not marked", e); // the response goes back to the source all the same
        }
    }
}
