// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.retrieve;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageId;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.ReadReport;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.report.Outcomes;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MAcknowledgeInd;
import org.heliograph.pdu.mms.MmsPdu.MNotifyRespInd;
import org.heliograph.pdu.mms.MmsPdu.MReadRecInd;
import org.heliograph.pdu.mms.Status;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What recipients say about their notification or their download. Repeats change nothing; what does
 * not come from the recipient is ignored, for caller and transaction id together name it.
 */
public final class Confirmations {
    private static final Logger LOG = LoggerFactory.getLogger(Confirmations.class);

    private final MessageStore store;
    private final Outcomes outcomes;
    private final InstantSource clock;

    public Confirmations(MessageStore store, Outcomes outcomes, InstantSource clock) {
        this.store = store;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** M-NotifyResp.ind (OMA-TS-MMS_ENC 1.3 §6.2): only status retrieved counts as retrieved. */
    public void answered(Msisdn caller, MNotifyRespInd response) {
        Optional<RecipientState> next = state(response.status());
        if (next.isEmpty()) {
            LOG.info(
                    "ignored code=status-unexpected reason=\"X-Mms-Status {}\" caller={}",
                    response.status().octet(),
                    caller.masked());
            return;
        }
        reached(caller, response.transactionId(), next.get(), response.headers());
    }

    /** M-Acknowledge.ind (§6.4): the recipient of a deferred retrieval has the message. */
    public void acknowledged(Msisdn caller, MAcknowledgeInd acknowledgement) {
        reached(
                caller,
                acknowledgement.transactionId(),
                RecipientState.RETRIEVED,
                acknowledgement.headers());
    }

    /**
     * M-Read-Rec.ind (§6.7.2). Whoever knows the Message-ID has the message, even if its
     * M-NotifyResp.ind was lost. The first one counts.
     */
    public void read(Msisdn caller, MReadRecInd report) {
        Optional<Delivery> found = messageId(report).flatMap(id -> store.byMessage(id, caller));
        if (found.isEmpty() || found.get().recipient().state() == RecipientState.REFUSED) {
            LOG.info(
                    "ignored code=read-report-unknown reason=\"no such message to this caller\""
                            + " caller={}",
                    caller.masked());
            return;
        }
        Delivery delivery = found.get();
        MessageId id = delivery.message().id();
        if (!delivery.message().readReportAsked()) {
            LOG.info(
                    "ignored code=read-report-unasked reason=\"the sender did not ask\" message={}"
                            + " caller={}",
                    id,
                    caller.masked());
            return;
        }
        if (!delivery.recipient().state().isFinal()) {
            outcomes.reached(delivery, RecipientState.RETRIEVED, true);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var read = new ReadReport.Received(report.readStatus(), readAt(report, delivery, now));
        boolean first = store.read(delivery.recipient().token(), read, now);
        LOG.info(
                "{} message={} to={}",
                first ? read.status().name().toLowerCase(Locale.ROOT) : "repeated said=read",
                id,
                caller.masked());
    }

    /** As the handset's clock says, where that is possible. */
    private static Instant readAt(MReadRecInd report, Delivery delivery, Instant now) {
        return report.headers()
                .first(MmsField.DATE)
                .filter(date -> !date.isBefore(delivery.message().acceptedAt()))
                .filter(date -> !date.isAfter(now))
                .orElse(now);
    }

    private static Optional<MessageId> messageId(MReadRecInd report) {
        try {
            return Optional.of(new MessageId(report.messageId()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<RecipientState> state(Status status) {
        if (status.equals(Status.RETRIEVED)) {
            return Optional.of(RecipientState.RETRIEVED);
        }
        if (status.equals(Status.REJECTED)) {
            return Optional.of(RecipientState.REJECTED);
        }
        return status.equals(Status.DEFERRED)
                ? Optional.of(RecipientState.DEFERRED)
                : Optional.empty();
    }

    private void reached(
            Msisdn caller, String transactionId, RecipientState next, MmsHeaders headers) {
        Optional<Delivery> delivery = store.byTransaction(caller, transactionId);
        if (delivery.isEmpty()) {
            LOG.info(
                    "ignored code=unknown-transaction reason=\"no such notification to this"
                            + " caller\" said={} caller={}",
                    next,
                    caller.masked());
            return;
        }
        boolean reportAllowed = headers.first(MmsField.REPORT_ALLOWED).orElse(true);
        outcomes.reached(delivery.get(), next, reportAllowed);
    }
}
