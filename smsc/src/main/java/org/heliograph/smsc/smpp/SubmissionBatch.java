// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.STAT_ESME_RTHROTTLED;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.accept.Handling;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.Origin;
import org.jsmpp.bean.UnsuccessDelivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The submissions that came together: accepted together, answered in order. For one thread. */
final class SubmissionBatch {
    private static final Logger LOG = LoggerFactory.getLogger(SubmissionBatch.class);

    private static final SubmitReader.Read THROTTLED =
            new SubmitReader.Read.Refused(STAT_ESME_RTHROTTLED, "throttled", "");

    /** congestion_state, a percentage in one octet (SMPP 5.0 §4.8.4.18). */
    private static final int CONGESTION_STATE = 0x0428;

    private record Asked(Pdu pdu, SubmitReader.Read read, BindReader.Read.Granted bind) {}

    private final SessionRequests.Desk desk;
    private final Answers answers;
    private final Transactions transactions;
    private final String peer;
    private final SubmissionDecoder decoder;
    private final List<Asked> asked = new ArrayList<>();

    SubmissionBatch(
            SessionRequests.Desk desk, Answers answers, Transactions transactions, String peer) {
        this.desk = desk;
        this.answers = answers;
        this.transactions = transactions;
        this.peer = peer;
        this.decoder = new SubmissionDecoder(desk.submitReader(), peer);
    }

    /** One more, read now and accepted with the rest. */
    void add(Pdu pdu, BindReader.Read.Granted bind) {
        asked.add(new Asked(pdu, read(pdu, bind), bind));
    }

    private SubmitReader.Read read(Pdu pdu, BindReader.Read.Granted bind) {
        if (!bind.use().maySubmit()) {
            desk.metrics().throttled(bind.account().systemId());
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

    /** Has all that was asked accepted together, and answers each. */
    void accept() {
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
        Octets state = congestionState(asked.getFirst().bind());
        int throttled = 0;
        for (Asked one : asked) {
            switch (one.read()) {
                case SubmitReader.Read.Refused refused when refused.equals(THROTTLED) -> {
                    throttled++;
                    answers.answer(one.pdu(), refused.commandStatus());
                }
                case SubmitReader.Read.Refused(var status, var code, var reason) ->
                        answers.refuse(one.pdu(), status, code, reason);
                case SubmitReader.Read.Asked(var submission, _) when isTransaction(submission) ->
                        transactions.answer(one.pdu(), submission);
                case SubmitReader.Read.Asked(_, var unreached) ->
                        answer(one.pdu(), answer.next(), unreached, state);
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

    /** {@return the TLV that says how much more the account may send, for who knows of it} */
    private Octets congestionState(BindReader.Read.Granted bind) {
        if (!bind.congestionState()) {
            return Octets.EMPTY;
        }
        double queue = desk.acceptance().filling(new Origin.Esme(bind.account().systemId()));
        int percent = (int) (100 * Math.max(queue, bind.use().throughputUsed()));
        return new OctetWriter().uint16(CONGESTION_STATE).uint16(1).octet(percent).toOctets();
    }

    private void answer(
            Pdu pdu,
            Acceptance.Answer answer,
            List<UnsuccessDelivery> notAddresses,
            Octets congestionState) {
        switch (answer) {
            case Acceptance.Answer.Accepted(var id, var unreached, _) -> {
                List<UnsuccessDelivery> without = new ArrayList<>(notAddresses);
                for (Acceptance.Unreached one : unreached) {
                    without.add(
                            new UnsuccessDelivery(
                                    DeliverWriter.typeOfNumber(one.destination()),
                                    DeliverWriter.numberingPlan(one.destination()),
                                    one.destination().value(),
                                    CommandStatus.of(one.refusal())));
                }
                answers.accepted(pdu, id.toString(), without, congestionState);
            }
            case Acceptance.Answer.Refused(var refusal, _) ->
                    answers.answer(pdu, CommandStatus.of(refusal)); // logged where it was found
        }
    }
}
