// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.rp.RpCause;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.Reassembly;
import org.heliograph.pdu.sms.ReportParameters;
import org.heliograph.pdu.sms.Segmentation;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.SmsDeliverReport;
import org.heliograph.pdu.sms.SmsStatusReport;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.Tpdu;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.sms.ValidityPeriod;
import org.heliograph.tools.handset.Handset.SmsResult;
import org.heliograph.tools.pdu.Summary;
import org.heliograph.tools.wire.EventLog;
import org.heliograph.wappush.WapPush;

/** The SMS half of a handset: RP and TP over MESSAGE, both ways (3GPP TS 24.341 §5.3). */
final class ShortMessages {
    /** TR1M, how long an RP-DATA of ours waits for its answer: TS 24.011 §10 has 35 to 45 s. */
    private static final Duration TR1M = Duration.ofSeconds(40);

    private static final int MAX_INCOMPLETE = 20;
    private static final int NO_REFUSAL = -1;

    private final HandsetSettings settings;
    private final SipUserAgent sip;
    private final EventLog<HandsetEvent> log;
    private final Mms mms;
    private final SipWatch watch;
    private final Reassembly reassembly = new Reassembly(MAX_INCOMPLETE);
    private final Map<Integer, BlockingQueue<RpMessage>> open = new ConcurrentHashMap<>();
    private final AtomicInteger nextReference =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(256));
    private final AtomicInteger refusal = new AtomicInteger(NO_REFUSAL);

    ShortMessages(
            HandsetSettings settings,
            SipUserAgent sip,
            EventLog<HandsetEvent> log,
            Mms mms,
            SipWatch watch) {
        this.settings = settings;
        this.sip = sip;
        this.log = log;
        this.mms = mms;
        this.watch = watch;
    }

    void refuseNext(int rpCause) {
        refusal.set(rpCause);
    }

    /** Takes a MESSAGE; for one thread, so that parts keep their order. */
    void take(SipInbox.Incoming message) throws InterruptedException {
        RpMessage rp;
        try {
            rp = RpCodec.decode(message.body());
        } catch (DecodeException e) {
            log.add(new HandsetEvent.Unreadable("RP message: " + e.getMessage()));
            return;
        }
        switch (rp) {
            case RpMessage.RpData data when data.direction() == Direction.TO_MS ->
                    takeData(message, data);
            case RpMessage.RpAck ack when ack.direction() == Direction.TO_MS -> ended(ack);
            case RpMessage.RpError error when error.direction() == Direction.TO_MS -> ended(error);
            default -> log.add(new HandsetEvent.Unreadable("an RP message for the network"));
        }
    }

    private void takeData(SipInbox.Incoming message, RpMessage.RpData data)
            throws InterruptedException {
        int reference = data.messageReference();
        int cause = refusal.getAndSet(NO_REFUSAL);
        if (cause != NO_REFUSAL) {
            reply(message, error(reference, cause));
            return;
        }
        Tpdu tpdu;
        try {
            tpdu = TpduCodec.decodeFromServiceCentre(data.userData(), TpduCodec.Carrier.RP_DATA);
        } catch (DecodeException e) {
            log.add(new HandsetEvent.Unreadable("TPDU: " + e.getMessage()));
            reply(message, error(reference, RpCause.INVALID_MANDATORY_INFORMATION));
            return;
        }
        Octets report = TpduCodec.encode(new SmsDeliverReport.InRpAck(ReportParameters.NONE));
        reply(message, new RpMessage.RpAck(Direction.FROM_MS, reference, report));
        if (data.destination().isEmpty()) {
            show(tpdu);
        } else {
            log.add(
                    new HandsetEvent.NotShown(
                            "RP-Destination-Address is "
                                    + data.destination().digits()
                                    + ", towards a handset it is to be empty"));
        }
    }

    private static RpMessage error(int reference, int cause) {
        return new RpMessage.RpError(
                Direction.FROM_MS, reference, cause, Octets.EMPTY, Octets.EMPTY);
    }

    private void reply(SipInbox.Incoming to, RpMessage report) throws InterruptedException {
        String callId = sip.newCallId();
        transmit(to.sender(), callId, List.of(to.callId()), report);
    }

    private SipAnswer transmit(String to, String callId, List<String> inReplyTo, RpMessage message)
            throws InterruptedException {
        Octets octets = RpCodec.encode(message);
        watch.sent("MESSAGE " + Summary.ofRp(octets));
        SipAnswer answer = sip.message(to, callId, inReplyTo, octets);
        watch.answered("MESSAGE", answer);
        return answer;
    }

    private void show(Tpdu tpdu) throws InterruptedException {
        switch (tpdu) {
            case SmsDeliver deliver -> show(deliver);
            case SmsStatusReport report ->
                    log.add(
                            new HandsetEvent.StatusReportReceived(
                                    report.recipientAddress().toString(),
                                    report.messageReference(),
                                    report.status()));
            default -> log.add(new HandsetEvent.Unreadable("a TPDU that is no message"));
        }
    }

    private void show(SmsDeliver deliver) throws InterruptedException {
        Optional<UserData> whole = reassembly.add(deliver.originatingAddress(), deliver.userData());
        if (whole.isEmpty()) {
            return;
        }
        String from = deliver.originatingAddress().toString();
        UserData userData = whole.get();
        Alphabet alphabet = deliver.dataCodingScheme().alphabet();
        if (WapPush.ports(userData).isPresent()) {
            push(userData);
        } else if (alphabet == Alphabet.EIGHT_BIT) {
            log.add(new HandsetEvent.DataReceived(from, userData.payload()));
        } else {
            int parts =
                    deliver.userData()
                            .concatenation()
                            .map(InformationElement.Concatenation::total)
                            .orElse(1);
            OffsetDateTime time = deliver.timestamp().time();
            log.add(new HandsetEvent.TextReceived(from, userData.text(alphabet), parts, time));
        }
    }

    private void push(UserData userData) throws InterruptedException {
        try {
            mms.take(WapPush.mms(WapPush.decode(userData.payload())));
        } catch (DecodeException e) {
            log.add(new HandsetEvent.Unreadable("WAP push: " + e.getMessage()));
        }
    }

    private void ended(RpMessage report) {
        BlockingQueue<RpMessage> waiting = open.get(report.messageReference());
        if (waiting == null || !waiting.offer(report)) {
            log.add(new HandsetEvent.Unreadable("a report that nothing was waiting for"));
        }
    }

    SmsResult send(String to, String text, boolean statusReport) throws InterruptedException {
        Segmentation.Text segments =
                Segmentation.ofText(text, ThreadLocalRandom.current().nextInt(256));
        List<Integer> references = new ArrayList<>();
        for (UserData part : segments.parts()) {
            int reference = nextReference.getAndIncrement() & 0xFF;
            Tpdu submit =
                    new SmsSubmit(
                            statusReport
                                    ? Set.of(SmsSubmit.SubmitFlag.STATUS_REPORT_REQUEST)
                                    : Set.of(),
                            reference,
                            TpAddress.of(to),
                            0,
                            segments.dataCodingScheme(),
                            new ValidityPeriod.None(),
                            part);
            Optional<String> refused = submit(reference, TpduCodec.encode(submit));
            if (refused.isPresent()) {
                return new SmsResult.Refused(refused.get());
            }
            references.add(reference);
        }
        return new SmsResult.Accepted(List.copyOf(references));
    }

    /** {@return why it was not accepted} */
    private Optional<String> submit(int reference, Octets tpdu) throws InterruptedException {
        RpMessage data =
                new RpMessage.RpData(
                        Direction.FROM_MS,
                        reference,
                        RpAddress.NONE,
                        RpAddress.of(settings.serviceCentre()),
                        tpdu);
        BlockingQueue<RpMessage> report = new ArrayBlockingQueue<>(1);
        if (open.putIfAbsent(reference, report) != null) {
            return Optional.of("too many messages unanswered");
        }
        try {
            String to = sip.uri(settings.serviceCentre());
            SipAnswer answer = transmit(to, sip.newCallId(), List.of(), data);
            if (!answer.isSuccess()) {
                return Optional.of(answer.text());
            }
            return switch (report.poll(TR1M.toMillis(), TimeUnit.MILLISECONDS)) {
                case RpMessage.RpAck _ -> Optional.empty();
                case RpMessage.RpError error -> Optional.of("RP-ERROR, cause " + error.cause());
                case null, default -> Optional.of("no RP-ACK within " + TR1M.toSeconds() + " s");
            };
        } finally {
            open.remove(reference);
        }
    }
}
