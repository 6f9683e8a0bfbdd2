// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mm1;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.heliograph.mmsc.adapt.Device;
import org.heliograph.mmsc.message.Body;
import org.heliograph.mmsc.message.Spool;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.mmsc.retrieve.Confirmations;
import org.heliograph.mmsc.retrieve.Deletions;
import org.heliograph.mmsc.retrieve.Retrieval;
import org.heliograph.mmsc.submit.Forwards;
import org.heliograph.mmsc.submit.Submissions;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.Reading.Deviation;
import org.heliograph.pdu.mms.MmboxPdu;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the MMSC does with each PDU a user agent may send. Knows no HTTP. */
public final class Mm1 {
    private static final Logger LOG = LoggerFactory.getLogger(Mm1.class);

    /** The most of one message that its log line tells. */
    private static final int MOST_DEVIATIONS = 10;

    /** Of a PDU on disk: room for a thousand addresses. */
    private static final int LONGEST_HEADERS = 64 * 1024;

    private final Submissions submissions;
    private final Forwards forwards;
    private final Confirmations confirmations;
    private final Deletions deletions;
    private final Retrieval retrieval;
    private final MmboxPdus mmbox;

    /** What the user agent gets. */
    sealed interface Answer {
        record Reply(MmsPdu pdu) implements Answer {}

        /** The PDU has no answer; it was dealt with. */
        record Done() implements Answer {}

        /** No PDU, or none that a user agent sends. */
        record Refused(String code, String reason) implements Answer {}

        /** Not now: the user agent is to repeat it. */
        record Failed() implements Answer {}
    }

    public Mm1(
            Submissions submissions,
            Forwards forwards,
            Confirmations confirmations,
            Deletions deletions,
            Retrieval retrieval,
            MmboxPdus mmbox) {
        this.submissions = submissions;
        this.forwards = forwards;
        this.confirmations = confirmations;
        this.deletions = deletions;
        this.retrieval = retrieval;
        this.mmbox = mmbox;
    }

    /**
     * @param from who the network says is calling
     */
    Answer receive(Msisdn from, Octets pdu) {
        Reading reading = Reading.kind();
        try {
            MmsPdu read = MmsCodec.decode(new OctetReader(pdu, reading));
            Carried carried = Carried.in(read, pdu.length(), reading);
            if (carried.isMultipart()) {
                readParts(carried.body(), pdu.length() - carried.body().length(), reading);
            }
            logDeviations(from, reading.deviations());
            return receive(from, read, carried.headers(), Body.of(carried.body()));
        } catch (DecodeException e) {
            return malformed(from, pdu, e);
        } catch (StoreException e) {
            return failed(from, e);
        }
    }

    /** Likewise, of a PDU that is on disk: of its body no more than a little is read at a time. */
    Answer receive(Msisdn from, Spool pdu) throws IOException {
        Reading reading = Reading.kind();
        Octets start = pdu.start(LONGEST_HEADERS);
        try {
            MmsPdu read = MmsCodec.decode(new OctetReader(start, reading));
            Carried carried = Carried.in(read, start.length(), reading);
            int offset = start.length() - carried.body().length();
            Body rest = pdu.from(offset);
            if (carried.isMultipart()) {
                readParts(LongParts.outline(rest), offset, reading);
            }
            logDeviations(from, reading.deviations());
            return receive(from, read, carried.headers(), rest);
        } catch (DecodeException e) {
            return malformed(from, start, e);
        } catch (StoreException e) {
            return failed(from, e);
        }
    }

    /**
     * A PDU that is too long to be read: who sends an M-Send.req is told so by the standard.
     *
     * @param start its first octets
     */
    Answer tooLong(Msisdn from, Octets start, String reason) {
        return MmsCodec.sendReqTransactionId(start)
                .<Answer>map(
                        transactionId ->
                                new Answer.Reply(submissions.tooLong(from, transactionId, reason)))
                .orElseGet(() -> new Answer.Refused("body-too-long", reason));
    }

    private Answer malformed(Msisdn from, Octets pdu, DecodeException e) {
        String reason = String.valueOf(e.getMessage());
        return MmsCodec.sendReqTransactionId(pdu)
                .<Answer>map(
                        transactionId ->
                                new Answer.Reply(
                                        submissions.malformed(from, transactionId, reason)))
                .orElseGet(() -> new Answer.Refused("malformed", reason));
    }

    private static Answer failed(Msisdn from, StoreException e) {
        LOG.error("cannot write down what {} said", from.masked(), e);
        return new Answer.Failed();
    }

    /**
     * The parts are to be readable, for the recipient's handset has to read them. Where their
     * lengths do not add up the message was cut short: it is to be sent again.
     */
    private static void readParts(Octets body, int offset, Reading reading) throws DecodeException {
        Multipart.entries(OctetReader.at(offset, body));
        Multipart.decode(OctetReader.at(offset, body, reading));
    }

    /** Deviations name fields of the standard and numbers: nothing that somebody wrote. */
    private static void logDeviations(Msisdn from, List<Deviation> deviations) {
        if (!deviations.isEmpty()) {
            LOG.info(
                    "tolerated code=deviation reason=\"{}\" deviations={} from={}",
                    deviations.stream()
                            .limit(MOST_DEVIATIONS)
                            .map(Deviation::toString)
                            .collect(Collectors.joining("; ")),
                    deviations.size(),
                    from.masked());
        }
    }

    /**
     * @param headers of the message in it, if there is one
     * @param body of that message
     */
    private Answer receive(Msisdn from, MmsPdu pdu, MmsHeaders headers, Body body) {
        return switch (pdu) {
            case MmsPdu.MSendReq send when send.transactionId().isEmpty() ->
                    new Answer.Refused("malformed", "X-Mms-Transaction-ID is empty");
            case MmsPdu.MSendReq send -> new Answer.Reply(submissions.submit(from, send, body));
            case MmsPdu.MNotifyRespInd response -> {
                confirmations.answered(from, response);
                yield new Answer.Done();
            }
            case MmsPdu.MAcknowledgeInd acknowledgement -> {
                confirmations.acknowledged(from, acknowledgement);
                yield new Answer.Done();
            }
            case MmsPdu.MReadRecInd read -> {
                confirmations.read(from, read);
                yield new Answer.Done();
            }
            case MmsPdu.MForwardReq forward when forward.transactionId().isEmpty() ->
                    new Answer.Refused("malformed", "X-Mms-Transaction-ID is empty");
            case MmsPdu.MForwardReq forward -> new Answer.Reply(forwards.forward(from, forward));
            case MmsPdu.MDeleteReq delete -> new Answer.Reply(deletions.delete(from, delete));
            case MmsPdu.MCancelConf cancelled -> {
                LOG.info(
                        "ignored code=cancel-unknown reason=\"nothing was to be cancelled\""
                                + " status={} from={}",
                        cancelled.cancelStatus(),
                        from.masked());
                yield new Answer.Done();
            }
            case MmsPdu.MSendConf _,
                    MmsPdu.MNotificationInd _,
                    MmsPdu.MRetrieveConf _,
                    MmsPdu.MDeliveryInd _,
                    MmsPdu.MReadOrigInd _,
                    MmsPdu.MForwardConf _,
                    MmsPdu.MDeleteConf _,
                    MmsPdu.MCancelReq _ ->
                    new Answer.Refused("unexpected-pdu", "only an MMSC sends " + pdu.name());
            case MmboxPdu request -> mmbox.receive(from, request, headers, body);
            case MmsPdu.Other other -> unknown(from, other);
        };
    }

    /** An MMSC answers what it does not know with M-Send.conf (WAP-209-MMSEncapsulation §6.7). */
    private Answer unknown(Msisdn from, MmsPdu.Other pdu) {
        return pdu.headers()
                .first(MmsField.TRANSACTION_ID)
                .filter(transactionId -> !transactionId.isEmpty())
                .<Answer>map(
                        transactionId ->
                                new Answer.Reply(
                                        submissions.unknown(from, transactionId, pdu.name())))
                .orElseGet(() -> unserved(pdu));
    }

    private static Answer unserved(MmsPdu pdu) {
        return new Answer.Refused("unserved-pdu", pdu.name() + " is not served");
    }

    /**
     * @param token last part of the content location
     */
    Retrieval.Fetched fetch(Msisdn caller, String token, Device device)
            throws InterruptedException {
        return retrieval.fetch(caller, token, device);
    }
}
