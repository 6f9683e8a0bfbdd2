// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.CID_BIND_RECEIVER;
import static org.jsmpp.SMPPConstant.CID_BIND_TRANSCEIVER;
import static org.jsmpp.SMPPConstant.CID_BIND_TRANSMITTER;
import static org.jsmpp.SMPPConstant.CID_BROADCAST_SM;
import static org.jsmpp.SMPPConstant.CID_CANCEL_BROADCAST_SM;
import static org.jsmpp.SMPPConstant.CID_CANCEL_SM;
import static org.jsmpp.SMPPConstant.CID_DATA_SM;
import static org.jsmpp.SMPPConstant.CID_DELIVER_SM;
import static org.jsmpp.SMPPConstant.CID_ENQUIRE_LINK;
import static org.jsmpp.SMPPConstant.CID_GENERIC_NACK;
import static org.jsmpp.SMPPConstant.CID_QUERY_BROADCAST_SM;
import static org.jsmpp.SMPPConstant.CID_QUERY_SM;
import static org.jsmpp.SMPPConstant.CID_REPLACE_SM;
import static org.jsmpp.SMPPConstant.CID_SUBMIT_MULTI;
import static org.jsmpp.SMPPConstant.CID_SUBMIT_SM;
import static org.jsmpp.SMPPConstant.CID_UNBIND;
import static org.jsmpp.SMPPConstant.STAT_ESME_RALYBND;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVBNDSTS;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVCMDID;
import static org.jsmpp.SMPPConstant.STAT_ESME_ROK;
import static org.jsmpp.SMPPConstant.STAT_ESME_RUNKNOWNERR;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.heliograph.config.SmscSettings;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.jsmpp.PDUStringException;
import org.jsmpp.util.DefaultDecomposer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the SMSC does with each PDU an ESME may send (SMPP 3.4 §2.3 and §4): every request gets a
 * response, in the order of the requests but for {@link Transactions}. Used by the reading thread
 * of the session alone, except for {@link #isBound} and {@link #leave}.
 */
final class SessionRequests {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRequests.class);

    /** What the decoder says of it would repeat the value: a password, a text, line ends. */
    static final String BAD_STRING = "a field longer than SMPP allows";

    /**
     * What all sessions share.
     *
     * @param arrived is told the system_id when an account has one more receiving bind
     */
    record Desk(
            EsmeAccounts accounts,
            Acceptance acceptance,
            SubmitReader submitReader,
            WaitingRequests waitingRequests,
            BoundSessions boundSessions,
            Consumer<String> arrived,
            SmscMetrics metrics) {}

    private sealed interface State {
        record Open() implements State {}

        record Bound(BindReader.Read.Granted as) implements State {
            SmscSettings.Account account() {
                return as.account();
            }
        }

        record Closed() implements State {}
    }

    private final SmppSession session;
    private final Desk desk;
    private final Outgoing outgoing;
    private final String peer;
    private final DefaultDecomposer decomposer = new DefaultDecomposer();
    private final BindReader bindReader;
    private final Answers answers;
    private final SubmissionBatch submissions;
    private volatile State state = new State.Open();

    SessionRequests(SmppSession session, Desk desk, Outgoing outgoing, String peer) {
        this.session = session;
        this.desk = desk;
        this.outgoing = outgoing;
        this.peer = peer;
        this.bindReader = new BindReader(desk.accounts(), session.connection());
        this.answers = new Answers(outgoing, desk.metrics(), peer);
        this.submissions =
                new SubmissionBatch(
                        desk,
                        answers,
                        new Transactions(
                                desk.acceptance(), outgoing, session.responseTimeout(), peer),
                        peer);
    }

    boolean isBound() {
        return state instanceof State.Bound;
    }

    /** {@return what is bound, while it is} */
    Optional<BindReader.Read.Granted> bind() {
        return state instanceof State.Bound bound ? Optional.of(bound.as()) : Optional.empty();
    }

    SmscMetrics metrics() {
        return desk.metrics();
    }

    /** {@return whether it was bound and is no longer: the peer is about to close} */
    boolean isOver() {
        return state instanceof State.Closed;
    }

    /** Receives no more messages; the session is about to end. */
    synchronized void leave() {
        if (state instanceof State.Bound bound) {
            metrics().bound(bound.account().systemId(), bound.as().kind().word(), -1);
            bound.as().use().unbind();
            if (bound.as().receives()) {
                desk.boundSessions().remove(bound.account().systemId(), session);
            }
        }
        state = new State.Closed();
    }

    /** {@return whether it has; not so if the session has begun to end meanwhile} */
    private synchronized boolean enter(State.Bound bound) {
        if (!(state instanceof State.Open)) {
            return false;
        }
        state = bound;
        metrics().bound(bound.account().systemId(), bound.as().kind().word(), 1);
        if (bound.as().receives()) {
            desk.boundSessions().add(bound.account().systemId(), session);
        }
        return true;
    }

    /**
     * Answers PDUs that came together.
     *
     * @return whether the session goes on
     */
    boolean handle(List<Pdu> batch) throws IOException {
        boolean open = true;
        for (Pdu pdu : batch) {
            if (pdu.isResponse()) {
                outgoing.answered(pdu.sequenceNumber(), status(pdu));
            } else if (pdu.isSubmission()
                    && state instanceof State.Bound bound
                    && bound.as().transmits()) {
                submissions.add(pdu, bound.as());
            } else if (open) {
                submissions.accept();
                open = request(pdu);
            }
        }
        submissions.accept();
        answers.flush();
        return open;
    }

    /** A generic_nack says no (§4.3), even one that gives no reason. */
    private static int status(Pdu response) {
        return response.commandId() == CID_GENERIC_NACK && response.commandStatus() == STAT_ESME_ROK
                ? STAT_ESME_RUNKNOWNERR
                : response.commandStatus();
    }

    private boolean request(Pdu pdu) throws IOException {
        switch (pdu.commandId()) {
            case CID_BIND_RECEIVER, CID_BIND_TRANSMITTER, CID_BIND_TRANSCEIVER -> {
                return bind(pdu);
            }
            case CID_UNBIND -> {
                if (!isBound()) {
                    answers.refuse(pdu, STAT_ESME_RINVBNDSTS, "bind-status", "unbind before bind");
                    return true;
                }
                leave();
                answers.answer(pdu, STAT_ESME_ROK);
            }
            case CID_ENQUIRE_LINK -> {
                if (isBound()) {
                    answers.answer(pdu, STAT_ESME_ROK);
                } else {
                    answers.refuse(
                            pdu, STAT_ESME_RINVBNDSTS, "bind-status", "enquire_link before bind");
                }
            }
            case CID_SUBMIT_SM, CID_SUBMIT_MULTI, CID_DATA_SM ->
                    answers.refuse(
                            pdu,
                            STAT_ESME_RINVBNDSTS,
                            "bind-status",
                            isBound() ? "a receiver does not submit" : "submission before bind");
            case CID_QUERY_SM, CID_CANCEL_SM, CID_REPLACE_SM -> {
                if (state instanceof State.Bound bound && bound.as().transmits()) {
                    waiting(pdu, bound.account());
                } else {
                    answers.refuse(
                            pdu, STAT_ESME_RINVBNDSTS, "bind-status", "only transmitters ask");
                }
            }
            case CID_DELIVER_SM,
                    CID_BROADCAST_SM,
                    CID_QUERY_BROADCAST_SM,
                    CID_CANCEL_BROADCAST_SM ->
                    answers.refuse(
                            pdu,
                            isBound() ? STAT_ESME_RINVCMDID : STAT_ESME_RINVBNDSTS,
                            isBound() ? "command-id" : "bind-status",
                            "command_id 0x" + Integer.toHexString(pdu.commandId()));
            default -> {
                // outbind and alert_notification too: an SMSC sends them (§4.1.7, §4.12), and they
                // have no response of their own
                answers.nack(
                        pdu,
                        STAT_ESME_RINVCMDID,
                        "command-id",
                        "command_id 0x" + Integer.toHexString(pdu.commandId()));
            }
        }
        return true;
    }

    private boolean bind(Pdu pdu) throws IOException {
        if (!(state instanceof State.Open)) {
            answers.refuse(pdu, STAT_ESME_RALYBND, "bind-status", "bound already");
            return true;
        }
        return switch (bindReader.read(pdu)) {
            case BindReader.Read.Refused(var status, var code, var reason, var last) -> {
                answers.refuse(pdu, status, code, reason);
                yield !last;
            }
            case BindReader.Read.Granted granted -> {
                bound(pdu, granted);
                yield true;
            }
        };
    }

    /** The response goes out before anything else can be sent to the new bind. */
    private void bound(Pdu pdu, BindReader.Read.Granted granted) throws IOException {
        boolean entered = false;
        try {
            answers.bound(pdu, granted.parameters());
            answers.flush();
            entered = enter(new State.Bound(granted));
        } finally {
            if (!entered) {
                granted.use().unbind();
            }
        }
        if (!entered) {
            return;
        }
        String systemId = granted.account().systemId();
        LOG.info("bound system_id={} as={} peer={}", systemId, granted.kind().word(), peer);
        if (granted.receives()) {
            desk.arrived().accept(systemId);
        }
    }

    /** Asks about messages that were submitted before, or changes them. */
    private void waiting(Pdu pdu, SmscSettings.Account account) {
        PduShape shape =
                switch (pdu.commandId()) {
                    case CID_QUERY_SM -> PduShape.QUERY_SM;
                    case CID_CANCEL_SM -> PduShape.CANCEL_SM;
                    default -> PduShape.REPLACE_SM;
                };
        int status = shape.check(pdu.octets());
        if (status != STAT_ESME_ROK) {
            answers.refuse(pdu, status, "malformed", "cut short");
            return;
        }
        byte[] octets = pdu.octets().toArray();
        try {
            WaitingRequests requests = desk.waitingRequests();
            answers.add(
                    switch (shape) {
                        case QUERY_SM -> requests.query(account, decomposer.querySm(octets));
                        case CANCEL_SM -> requests.cancel(account, decomposer.cancelSm(octets));
                        default -> requests.replace(account, decomposer.replaceSm(octets));
                    });
        } catch (SubmitReader.Refusal e) {
            answers.refuse(pdu, e.commandStatus, e.code, String.valueOf(e.getMessage()));
        } catch (PDUStringException e) {
            answers.refuse(pdu, e.getErrorCode(), "malformed", BAD_STRING);
        }
    }
}
