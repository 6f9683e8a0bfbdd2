// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import java.text.ParseException;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderAddress;
import javax.sip.header.InReplyToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.heliograph.pdu.Octets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the SIP stack tells us, turned into words of the handset. */
final class SipEvents implements SipListener {
    private static final Logger LOG = LoggerFactory.getLogger(SipEvents.class);

    private final SipUserAgent agent;
    private final SipInbox inbox;

    SipEvents(SipUserAgent agent, SipInbox inbox) {
        this.agent = agent;
        this.inbox = inbox;
    }

    @Override
    public void processRequest(RequestEvent event) {
        Request request = event.getRequest();
        try {
            ServerTransaction transaction = event.getServerTransaction();
            if (transaction == null) {
                transaction = agent.provider().getNewServerTransaction(request);
            }
            int status = Response.METHOD_NOT_ALLOWED;
            if (request.getMethod().equals(Request.MESSAGE)) {
                status = inbox.take(incoming(request));
            } else if (request.getMethod().equals(Request.OPTIONS)) {
                status = Response.OK;
            }
            transaction.sendResponse(agent.response(status, request));
        } catch (SipException | InvalidArgumentException | ParseException e) {
            LOG.warn("SIP request not answered: {}", e.getMessage());
        }
    }

    private static SipInbox.Incoming incoming(Request request) {
        byte[] body = request.getRawContent();
        ContentTypeHeader type = (ContentTypeHeader) request.getHeader(ContentTypeHeader.NAME);
        InReplyToHeader reply = (InReplyToHeader) request.getHeader(InReplyToHeader.NAME);
        return new SipInbox.Incoming(
                sender(request),
                ((CallIdHeader) request.getHeader(CallIdHeader.NAME)).getCallId(),
                reply == null ? Optional.empty() : Optional.of(reply.getCallId()),
                type == null ? "" : type.getContentType() + "/" + type.getContentSubType(),
                body == null ? Octets.EMPTY : Octets.of(body));
    }

    /** The asserted identity is where a report goes (3GPP TS 24.341 §5.3.2.4). */
    private static String sender(Request request) {
        Header asserted = request.getHeader("P-Asserted-Identity");
        HeaderAddress address =
                asserted instanceof HeaderAddress identity
                        ? identity
                        : (FromHeader) request.getHeader(FromHeader.NAME);
        return address.getAddress().getURI().toString();
    }

    @Override
    public void processResponse(ResponseEvent event) {
        ClientTransaction transaction = event.getClientTransaction();
        if (transaction != null && event.getResponse().getStatusCode() >= 200) {
            SipUserAgent.ended(transaction, new SipAnswer.Final(event.getResponse()));
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()) {
            SipUserAgent.ended(event.getClientTransaction(), new SipAnswer.None("no answer"));
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        LOG.debug("SIP connection to {}:{} failed", event.getHost(), event.getPort());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}
}
