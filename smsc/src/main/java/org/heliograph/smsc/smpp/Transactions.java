// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.jsmpp.SMPPConstant.CID_DATA_SM;
import static org.jsmpp.SMPPConstant.STAT_ESME_RDELIVERYFAILURE;
import static org.jsmpp.SMPPConstant.STAT_ESME_ROK;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers submissions in transaction mode (SMPP 3.4 §2.10.4) once their attempt has ended, which
 * may be after later ones were answered (§2.7.2), and in bounded time.
 */
final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    private static final int DELIVERY_FAILURE_REASON = 0x0425;
    private static final int DPF_RESULT = 0x0420;

    private static final DeliveryOutcome NO_ANSWER =
            new DeliveryOutcome.Deferred(Cause.NO_ANSWER, "no outcome in time");

    private final Acceptance acceptance;
    private final Outgoing outgoing;
    private final Duration patience;
    private final String peer;

    /**
     * @param patience after which a failure is answered, whatever happens later
     */
    Transactions(Acceptance acceptance, Outgoing outgoing, Duration patience, String peer) {
        this.acceptance = acceptance;
        this.outgoing = outgoing;
        this.patience = patience;
        this.peer = peer;
    }

    /** Returns at once. */
    void answer(Pdu pdu, Submission submission) {
        Thread.ofVirtual()
                .name("smpp-transaction " + peer)
                .start(
                        () -> {
                            try {
                                outgoing.write(response(pdu, submission));
                            } catch (IOException e) {
                                LOG.debug("writing to {}: {}", peer, e.getMessage());
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    private Octets response(Pdu pdu, Submission submission) throws InterruptedException {
        var end = new ArrayBlockingQueue<DeliveryOutcome>(1);
        return switch (acceptance.attempt(submission, end::add)) {
            case Acceptance.Answer.Refused(var refusal, _) ->
                    pdu.response(CommandStatus.of(refusal), Octets.EMPTY);
            case Acceptance.Answer.Accepted(var id, _, _) -> {
                DeliveryOutcome outcome = end.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
                Octets messageId = Octets.of(id + "\0", US_ASCII);
                yield switch (outcome == null ? NO_ANSWER : outcome) {
                    case DeliveryOutcome.Delivered _, DeliveryOutcome.HandedOver _ ->
                            pdu.response(STAT_ESME_ROK, messageId);
                    case DeliveryOutcome.Deferred(var cause, _, _) ->
                            failed(pdu, messageId, submission, cause, 0);
                    case DeliveryOutcome.Failed failed ->
                            failed(pdu, messageId, submission, failed.cause(), failed.rpCause());
                };
            }
        };
    }

    /** data_sm_resp says more than that it failed (§4.7.2). */
    private static Octets failed(
            Pdu pdu, Octets messageId, Submission submission, Cause cause, int rpCause) {
        Octets body = Octets.EMPTY;
        if (pdu.commandId() == CID_DATA_SM) {
            var tlvs = new OctetWriter();
            tlvs.uint16(DELIVERY_FAILURE_REASON).uint16(1).octet(reason(cause));
            if (rpCause != 0) {
                tlvs.octets(DeliverWriter.networkErrorCode(rpCause));
            }
            if (submission.smppParameters().asksForAlert()) {
                boolean pending = cause.kind() == Cause.Kind.WAIT_FOR_ALERT;
                tlvs.uint16(DPF_RESULT).uint16(1).octet(pending ? 1 : 0);
            }
            body = messageId.plus(tlvs.toOctets());
        }
        return pdu.response(STAT_ESME_RDELIVERYFAILURE, body);
    }

    /** delivery_failure_reason (§5.3.2.33). */
    private static int reason(Cause cause) {
        return switch (cause) {
            case ABSENT_SUBSCRIBER, MEMORY_CAPACITY_EXCEEDED, ESME_NOT_BOUND, NO_ANSWER -> 0;
            case UNKNOWN_DESTINATION -> 1;
            case REJECTED,
                    NOT_SUPPORTED,
                    EXPIRED,
                    CANCELLED,
                    FAILED_UPSTREAM,
                    NO_RECEIPT,
                    POLICY_REFUSED ->
                    2;
            case CONGESTION, TEMPORARY_FAILURE, POLICY_DELAY, UPSTREAM_NOT_BOUND -> 3;
        };
    }
}
