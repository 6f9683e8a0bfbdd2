// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.CID_ALERT_NOTIFICATION;
import static org.jsmpp.SMPPConstant.CID_DATA_SM;
import static org.jsmpp.SMPPConstant.CID_DELIVER_SM;
import static org.jsmpp.SMPPConstant.CID_ENQUIRE_LINK;
import static org.jsmpp.SMPPConstant.CID_UNBIND;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVCMDID;
import static org.jsmpp.SMPPConstant.STAT_ESME_ROK;
import static org.jsmpp.SMPPConstant.STAT_ESME_RX_T_APPN;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.heliograph.config.UpstreamSettings;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.queue.ForwardedMessages;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.queue.UpstreamReceipt;
import org.jsmpp.util.DefaultComposer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What we do with each PDU an upstream may send: messages are accepted like anybody's, receipts end
 * what was forwarded, and both are durable before they are answered. For the reading thread of one
 * session.
 */
final class UpstreamRequests {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamRequests.class);

    /** deliver_sm_resp and data_sm_resp have one, unused in the first (§4.6.2, §4.7.2). */
    private static final Octets NO_MESSAGE_ID = Octets.of(0);

    private final UpstreamSettings settings;
    private final Acceptance acceptance;
    private final ForwardedMessages forwarded;
    private final DeliverReader deliverReader;
    private final UpstreamIds ids;
    private final DefaultComposer composer = new DefaultComposer();

    UpstreamRequests(
            UpstreamSettings settings, Acceptance acceptance, ForwardedMessages forwarded) {
        this.settings = settings;
        this.acceptance = acceptance;
        this.forwarded = forwarded;
        this.deliverReader = new DeliverReader(settings);
        this.ids = new UpstreamIds(settings.receiptIds());
    }

    /**
     * Answers requests that came together.
     *
     * @return whether the session goes on
     */
    boolean answer(List<Pdu> came, Outgoing outgoing) throws IOException {
        List<DeliverReader.Read> reads = new ArrayList<>(came.size());
        List<Submission> submissions = new ArrayList<>();
        List<UpstreamReceipt> receipts = new ArrayList<>();
        for (Pdu pdu : came) {
            if (!isDelivery(pdu)) {
                continue;
            }
            DeliverReader.Read read = deliverReader.read(pdu);
            reads.add(read);
            switch (read) {
                case DeliverReader.Read.Message(var submission) -> submissions.add(submission);
                case DeliverReader.Read.Receipt(var receipt, var from, var to) ->
                        receipts.add(
                                new UpstreamReceipt(
                                        settings.name(),
                                        ids.of(receipt),
                                        List.of(digits(from), digits(to)),
                                        receipt.state(),
                                        receipt.error()));
                case DeliverReader.Read.Refused(int status, var code, var reason) ->
                        LOG.info(
                                "refused code={} status=0x{} upstream={} reason=\"{}\"",
                                code,
                                Integer.toHexString(status),
                                settings.name(),
                                reason);
            }
        }
        int receiptStatus = conclude(receipts);
        Iterator<Acceptance.Answer> accepted = acceptance.accept(submissions).iterator();
        Iterator<DeliverReader.Read> read = reads.iterator();
        var answers = new OctetWriter();
        boolean open = true;
        for (Pdu pdu : came) {
            if (isDelivery(pdu)) {
                int status =
                        switch (read.next()) {
                            case DeliverReader.Read.Message _ -> status(accepted.next());
                            case DeliverReader.Read.Receipt _ -> receiptStatus;
                            case DeliverReader.Read.Refused refused -> refused.commandStatus();
                        };
                answers.octets(pdu.response(status, NO_MESSAGE_ID));
            } else {
                open &= other(pdu, answers);
            }
        }
        if (answers.length() > 0) {
            outgoing.write(answers.toOctets());
        }
        return open;
    }

    private static boolean isDelivery(Pdu pdu) {
        return pdu.commandId() == CID_DELIVER_SM || pdu.commandId() == CID_DATA_SM;
    }

    private int conclude(List<UpstreamReceipt> receipts) {
        if (receipts.isEmpty()) {
            return STAT_ESME_ROK;
        }
        try {
            forwarded.conclude(receipts);
            return STAT_ESME_ROK;
        } catch (StoreException e) {
            LOG.error("store-failed upstream={} reason=\"{}\"", settings.name(), e.getMessage());
            return STAT_ESME_RX_T_APPN; // it is to come again
        }
    }

    private static int status(Acceptance.Answer answer) {
        return switch (answer) {
            case Acceptance.Answer.Accepted _ -> STAT_ESME_ROK;
            case Acceptance.Answer.Refused(var refusal, _) -> CommandStatus.toUpstream(refusal);
        };
    }

    /** {@return whether the session goes on} */
    private boolean other(Pdu pdu, OctetWriter answers) {
        switch (pdu.commandId()) {
            case CID_ENQUIRE_LINK, CID_UNBIND ->
                    answers.octets(
                            Octets.ofOwned(
                                    composer.composeHeader(
                                            pdu.responseId(),
                                            STAT_ESME_ROK,
                                            pdu.sequenceNumber())));
            case CID_ALERT_NOTIFICATION -> {} // it has no response, and we asked for none (§4.12)
            default -> {
                LOG.info(
                        "refused code=command-id status=0x3 upstream={} reason=\"command_id 0x{}\"",
                        settings.name(),
                        Integer.toHexString(pdu.commandId()));
                answers.octets(
                        Octets.ofOwned(
                                composer.genericNack(STAT_ESME_RINVCMDID, pdu.sequenceNumber())));
            }
        }
        return pdu.commandId() != CID_UNBIND;
    }

    private static String digits(String address) {
        return address.startsWith("+") ? address.substring(1) : address;
    }
}
