// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.retrieve;

import java.util.Optional;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.report.Outcomes;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MAcknowledgeInd;
import org.heliograph.pdu.mms.MmsPdu.MNotifyRespInd;
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

    public Confirmations(MessageStore store, Outcomes outcomes) {
        this.store = store;
        this.outcomes = outcomes;
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
