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
import static org.jsmpp.SMPPConstant.STAT_ESME_RSYSERR;
import static org.jsmpp.SMPPConstant.STAT_ESME_RTHROTTLED;
import static org.jsmpp.SMPPConstant.STAT_ESME_RUNKNOWNERR;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.accept.Handling;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.UnsuccessDelivery;
import org.jsmpp.util.DefaultComposer;
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

    private static final String OUR_SYSTEM_ID = "Heliograph";

    /** sc_interface_version (§5.3.2.25): 3.4. */
    private static final OptionalParameter[] OUR_VERSION = {
        new OptionalParameter.Sc_interface_version((byte) 0x34)
    };

    private static final OptionalParameter[] NO_PARAMETERS = {};

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

    private static final SubmitReader.Read THROTTLED =
            new SubmitReader.Read.Refused(STAT_ESME_RTHROTTLED, "throttled", "");

    private sealed interface State {
        record Open() implements State {}

        record Bound(BindReader.Read.Granted as) implements State {
            SmscSettings.Account account() {
                return as.account();
            }
        }

        record Closed() implements State {}
    }

    /** A submit_sm, submit_multi or data_sm of the batch, until all of the batch is accepted. */
    private record Asked(Pdu pdu, SubmitReader.Read read) {}

    private final SmppSession session;
    private final Desk desk;
    private final Outgoing outgoing;
    private final String peer;
    private final DefaultComposer composer = new DefaultComposer();
    private final DefaultDecomposer decomposer = new DefaultDecomposer();
    private final BindReader bindReader;
    private final SubmissionDecoder decoder;
    private final Transactions transactions;
    private final List<Asked> asked = new ArrayList<>();
    private OctetWriter answers = new OctetWriter();
    private volatile State state = new State.Open();

    SessionRequests(SmppSession session, Desk desk, Outgoing outgoing, String peer) {
        this.session = session;
        this.desk = desk;
        this.outgoing = outgoing;
        this.peer = peer;
        this.bindReader = new BindReader(desk.accounts(), session.connection());
        this.decoder = new SubmissionDecoder(desk.submitReader(), peer);
        this.transactions =
                new Transactions(desk.acceptance(), outgoing, session.responseTimeout(), peer);
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
            metrics().bound(bound.account().systemId(), bound.as().type(), -1);
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
            } else if (isSubmission(pdu)
                    && state instanceof State.Bound bound
                    && bound.as().transmits()) {
                asked.add(new Asked(pdu, read(pdu, bound.as())));
            } else if (open) {
                acceptAsked();
                open = request(pdu);
            }
        }
        acceptAsked();
        flush();
        return open;
    }

    private SubmitReader.Read read(Pdu pdu, BindReader.Read.Granted bind) {
        if (!bind.use().maySubmit()) {
            metrics().throttled(bind.account().systemId());
            return THROTTLED;
        }
        SubmitReader.Read read = decoder.read(pdu, bind.account());
        bind.use()
                .submitted(
                        read instanceof SubmitReader.Read.Asked(var asks, _)
                                ? asks.parts().size() * asks.destinationAddresses().size()
                                : 1);
        return read;
    }

    /** A generic_nack says no (§4.3), even one that gives no reason. */
    private static int status(Pdu response) {
        return response.commandId() == CID_GENERIC_NACK && response.commandStatus() == STAT_ESME_ROK
                ? STAT_ESME_RUNKNOWNERR
                : response.commandStatus();
    }

    private static boolean isSubmission(Pdu pdu) {
        return pdu.commandId() == CID_SUBMIT_SM
                || pdu.commandId() == CID_SUBMIT_MULTI
                || pdu.commandId() == CID_DATA_SM;
    }

    private boolean request(Pdu pdu) throws IOException {
        switch (pdu.commandId()) {
            case CID_BIND_RECEIVER, CID_BIND_TRANSMITTER, CID_BIND_TRANSCEIVER -> {
                return bind(pdu);
            }
            case CID_UNBIND -> {
                if (!isBound()) {
                    refuse(pdu, STAT_ESME_RINVBNDSTS, "bind-status", "unbind before bind");
                    return true;
                }
                leave();
                answer(pdu, STAT_ESME_ROK);
            }
            case CID_ENQUIRE_LINK -> {
                if (isBound()) {
                    answer(pdu, STAT_ESME_ROK);
                } else {
                    refuse(pdu, STAT_ESME_RINVBNDSTS, "bind-status", "enquire_link before bind");
                }
            }
            case CID_SUBMIT_SM, CID_SUBMIT_MULTI, CID_DATA_SM ->
                    refuse(
                            pdu,
                            STAT_ESME_RINVBNDSTS,
                            "bind-status",
                            isBound() ? "a receiver does not submit" : "submission before bind");
            case CID_QUERY_SM, CID_CANCEL_SM, CID_REPLACE_SM -> {
                if (state instanceof State.Bound bound && bound.as().transmits()) {
                    waiting(pdu, bound.account());
                } else {
                    refuse(pdu, STAT_ESME_RINVBNDSTS, "bind-status", "only transmitters ask");
                }
            }
            case CID_DELIVER_SM,
                    CID_BROADCAST_SM,
                    CID_QUERY_BROADCAST_SM,
                    CID_CANCEL_BROADCAST_SM ->
                    refuse(
                            pdu,
                            isBound() ? STAT_ESME_RINVCMDID : STAT_ESME_RINVBNDSTS,
                            isBound() ? "command-id" : "bind-status",
                            "command_id 0x" + Integer.toHexString(pdu.commandId()));
            default -> {
                // outbind and alert_notification too: an SMSC sends them (§4.1.7, §4.12), and they
                // have no response of their own
                metrics().refused("command-id");
                LOG.info(
                        "refused code=command-id status=0x3 peer={} reason=\"command_id 0x{}\"",
                        peer,
                        Integer.toHexString(pdu.commandId()));
                answers.octets(
                        Octets.ofOwned(
                                composer.genericNack(STAT_ESME_RINVCMDID, pdu.sequenceNumber())));
            }
        }
        return true;
    }

    private boolean bind(Pdu pdu) throws IOException {
        if (!(state instanceof State.Open)) {
            refuse(pdu, STAT_ESME_RALYBND, "bind-status", "bound already");
            return true;
        }
        return switch (bindReader.read(pdu)) {
            case BindReader.Read.Refused(var status, var code, var reason, var last) -> {
                refuse(pdu, status, code, reason);
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
            answers.octets(
                    Octets.ofOwned(
                            composer.bindResp(
                                    pdu.responseId(),
                                    pdu.sequenceNumber(),
                                    OUR_SYSTEM_ID,
                                    granted.parameters() ? OUR_VERSION : NO_PARAMETERS)));
            flush();
            entered = enter(new State.Bound(granted));
        } catch (PDUStringException e) {
            throw new IllegalStateException("our own system_id fits", e);
        } finally {
            if (!entered) {
                granted.use().unbind();
            }
        }
        if (!entered) {
            return;
        }
        String systemId = granted.account().systemId();
        LOG.info("bound system_id={} as={} peer={}", systemId, granted.type(), peer);
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
            refuse(pdu, status, "malformed", "cut short");
            return;
        }
        byte[] octets = pdu.octets().toArray();
        try {
            WaitingRequests requests = desk.waitingRequests();
            answers.octets(
                    switch (shape) {
                        case QUERY_SM -> requests.query(account, decomposer.querySm(octets));
                        case CANCEL_SM -> requests.cancel(account, decomposer.cancelSm(octets));
                        default -> requests.replace(account, decomposer.replaceSm(octets));
                    });
        } catch (SubmitReader.Refusal e) {
            refuse(pdu, e.commandStatus, e.code, String.valueOf(e.getMessage()));
        } catch (PDUStringException e) {
            refuse(pdu, e.getErrorCode(), "malformed", BAD_STRING);
        }
    }

    /** Has all that was asked accepted together, and answers each. */
    private void acceptAsked() {
        if (asked.isEmpty()) {
            return;
        }
        var submissions = new ArrayList<Submission>(asked.size());
        for (Asked one : asked) {
            if (one.read() instanceof SubmitReader.Read.Asked(var submission, _)
                    && !isTransaction(submission)) {
                submissions.add(submission);
            }
        }
        Iterator<Acceptance.Answer> answer = desk.acceptance().accept(submissions).iterator();
        int throttled = 0;
        for (Asked one : asked) {
            switch (one.read()) {
                case SubmitReader.Read.Refused refused when refused.equals(THROTTLED) -> {
                    throttled++;
                    answer(one.pdu(), refused.commandStatus());
                }
                case SubmitReader.Read.Refused(var status, var code, var reason) ->
                        refuse(one.pdu(), status, code, reason);
                case SubmitReader.Read.Asked(var submission, _) when isTransaction(submission) ->
                        transactions.answer(one.pdu(), submission);
                case SubmitReader.Read.Asked(_, var unreached) ->
                        answer(one.pdu(), answer.next(), unreached);
            }
        }
        asked.clear();
        if (throttled > 0) { // one line for all: whoever sends too fast must not fill the log too
            LOG.info("refused code=throttled status=0x58 peer={} count={}", peer, throttled);
        }
    }

    private static boolean isTransaction(Submission submission) {
        return submission.handling().mode() == Handling.Mode.TRANSACTION;
    }

    private void answer(Pdu pdu, Acceptance.Answer answer, List<UnsuccessDelivery> notAddresses) {
        switch (answer) {
            case Acceptance.Answer.Accepted(var id, var unreached) -> {
                List<UnsuccessDelivery> without = new ArrayList<>(notAddresses);
                for (Acceptance.Unreached one : unreached) {
                    without.add(
                            new UnsuccessDelivery(
                                    DeliverWriter.typeOfNumber(one.destination()),
                                    DeliverWriter.numberingPlan(one.destination()),
                                    one.destination().value(),
                                    CommandStatus.of(one.refusal())));
                }
                accepted(pdu, id.toString(), without);
            }
            case Acceptance.Answer.Refused(var refusal, _) ->
                    answer(pdu, CommandStatus.of(refusal)); // logged where it was found
        }
    }

    private void accepted(Pdu pdu, String messageId, List<UnsuccessDelivery> without) {
        int number = pdu.sequenceNumber();
        try {
            byte[] response =
                    switch (pdu.commandId()) {
                        case CID_SUBMIT_SM -> composer.submitSmResp(number, messageId);
                        case CID_DATA_SM -> composer.dataSmResp(number, messageId);
                        default ->
                                composer.submitMultiResp(
                                        number,
                                        messageId,
                                        without.toArray(UnsuccessDelivery[]::new));
                    };
            answers.octets(Octets.ofOwned(response));
            metrics().answered(STAT_ESME_ROK);
        } catch (PDUStringException e) {
            LOG.error("our own message id does not fit", e);
            answer(pdu, STAT_ESME_RSYSERR);
        }
    }

    /** A response without a body, as one that refuses has it. */
    private void answer(Pdu pdu, int commandStatus) {
        if (isSubmission(pdu)) {
            metrics().answered(commandStatus);
        }
        answers.octets(
                Octets.ofOwned(
                        composer.composeHeader(
                                pdu.responseId(), commandStatus, pdu.sequenceNumber())));
    }

    private void refuse(Pdu pdu, int commandStatus, String code, String reason) {
        metrics().refused(code);
        LOG.info(
                "refused code={} status=0x{} peer={} reason=\"{}\"",
                code,
                Integer.toHexString(commandStatus),
                peer,
                reason);
        answer(pdu, commandStatus);
    }

    private void flush() throws IOException {
        if (answers.length() > 0) {
            Octets octets = answers.toOctets();
            answers = new OctetWriter();
            outgoing.write(octets);
        }
    }
}
