// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.submit;

import java.util.List;
import java.util.Optional;
import org.heliograph.mmsc.message.Address;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.Fingerprint;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.mmsc.message.StoredMessage;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.mmsc.mmbox.Mmbox;
import org.heliograph.mmsc.mmbox.StoreOutcome;
import org.heliograph.mmsc.report.Outcomes;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MForwardConf;
import org.heliograph.pdu.mms.MmsPdu.MForwardReq;
import org.heliograph.pdu.mms.PreviouslySent;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * M-Forward.req (OMA-TS-MMS_ENC 1.3 §6.5): a recipient sends on what it has not fetched, or what is
 * in its MMBox. The new message has the content of the old one, which stays where it is.
 */
public final class Forwards {
    /** Of the message that is forwarded. */
    private static final List<MmsField<?>> OF_MESSAGE =
            List.of(
                    MmsField.SUBJECT,
                    MmsField.MESSAGE_CLASS,
                    MmsField.PRIORITY,
                    MmsField.PREVIOUSLY_SENT_BY,
                    MmsField.PREVIOUSLY_SENT_DATE,
                    MmsField.DISTRIBUTION_INDICATOR,
                    MmsField.APPLIC_ID,
                    MmsField.REPLY_APPLIC_ID,
                    MmsField.AUX_APPLIC_INFO,
                    MmsField.CONTENT_CLASS,
                    MmsField.DRM_CONTENT,
                    MmsField.CONTENT_TYPE);

    /** Of the request. */
    private static final List<MmsField<?>> OF_REQUEST =
            List.of(
                    MmsField.TO,
                    MmsField.CC,
                    MmsField.BCC,
                    MmsField.DELIVERY_TIME,
                    MmsField.EXPIRY,
                    MmsField.SENDER_VISIBILITY_SHOW,
                    MmsField.DELIVERY_REPORT,
                    MmsField.READ_REPORT,
                    MmsField.STORE,
                    MmsField.MM_STATE,
                    MmsField.MM_FLAGS);

    private static final Logger LOG = LoggerFactory.getLogger(Forwards.class);

    private final Intake intake;
    private final MessageStore store;
    private final Mmbox mmbox;
    private final Outcomes outcomes;
    private final MmscMetrics metrics;

    public Forwards(
            Intake intake,
            MessageStore store,
            Mmbox mmbox,
            Outcomes outcomes,
            MmscMetrics metrics) {
        this.intake = intake;
        this.store = store;
        this.mmbox = mmbox;
        this.outcomes = outcomes;
        this.metrics = metrics;
    }

    /**
     * @param from who the network says is calling
     */
    public MForwardConf forward(Msisdn from, MForwardReq request) {
        return answer(request.transactionId(), from, take(from, request));
    }

    private Intake.Taken take(Msisdn from, MForwardReq request) {
        try {
            Optional<Token> token = Token.inLocation(request.contentLocation());
            Optional<Delivery> notified =
                    token.flatMap(store::byToken)
                            .filter(delivery -> delivery.recipient().isOf(from))
                            .filter(delivery -> !delivery.recipient().state().isFinal());
            Optional<MultimediaMessage> found =
                    notified.map(Delivery::message)
                            .or(
                                    () ->
                                            token.flatMap(one -> mmbox.find(from, one))
                                                    .map(StoredMessage::message));
            if (found.isEmpty()) {
                return Intake.gone();
            }
            return switch (intake.plan(from, request.headers(), found.get().contentOctets())) {
                case Refused refused -> refused;
                case Intake.Plan plan -> {
                    Intake.Taken taken = keep(plan, found.get(), request);
                    if (taken instanceof Intake.Accepted) {
                        notified.ifPresent(delivery -> forwarded(delivery, request));
                    }
                    yield taken;
                }
            };
        } catch (StoreException e) {
            LOG.error("cannot store a message", e);
            return Submissions.STORE_FAILED;
        }
    }

    private void forwarded(Delivery delivery, MForwardReq request) {
        boolean reportAllowed = request.headers().first(MmsField.REPORT_ALLOWED).orElse(true);
        outcomes.reached(delivery, RecipientState.FORWARDED, reportAllowed);
    }

    private Intake.Taken keep(Intake.Plan plan, MultimediaMessage forwarded, MForwardReq request) {
        return intake.keep(
                plan,
                headers(forwarded, request, plan.headers()),
                forwarded.content(),
                forwarded.contentOctets(),
                Fingerprint.of(request),
                true);
    }

    /** Who has sent it before is counted on, from 1 for the first (§7.3.35). */
    private static MmsHeaders headers(
            MultimediaMessage forwarded, MForwardReq request, MmsHeaders asked) {
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, request.transactionId())
                        .add(MmsField.MMS_VERSION, request.version())
                        .add(MmsField.FROM, new From.InsertAddress());
        OF_REQUEST.forEach(field -> headers.copy(field, asked));
        OF_MESSAGE.forEach(field -> headers.copy(field, forwarded.headers()));
        long count =
                1
                        + forwarded.headers().all(MmsField.PREVIOUSLY_SENT_DATE).stream()
                                .mapToLong(PreviouslySent.Date::count)
                                .filter(before -> before < Integer.MAX_VALUE)
                                .max()
                                .orElse(0);
        if (forwarded.senderShown()) {
            headers.add(
                    MmsField.PREVIOUSLY_SENT_BY,
                    new PreviouslySent.By(count, Address.of(forwarded.sender()).written()));
        }
        return headers.add(
                        MmsField.PREVIOUSLY_SENT_DATE,
                        new PreviouslySent.Date(count, forwarded.acceptedAt()))
                .build();
    }

    private MForwardConf answer(String transactionId, Msisdn from, Intake.Taken taken) {
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, transactionId)
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION);
        switch (taken) {
            case Intake.Accepted(var id, _, String text, StoreOutcome stored) -> {
                headers.add(MmsField.RESPONSE_STATUS, ResponseStatus.OK);
                if (!text.isEmpty()) {
                    headers.add(MmsField.RESPONSE_TEXT, EncodedString.of(text));
                }
                headers.add(MmsField.MESSAGE_ID, id.value());
                stored.addTo(headers);
            }
            case Refused refused -> {
                refused.note(metrics, LOG, from);
                headers.add(MmsField.RESPONSE_STATUS, refused.status())
                        .add(MmsField.RESPONSE_TEXT, EncodedString.of(refused.text()));
            }
        }
        return new MForwardConf(headers.build());
    }
}
