// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.submit;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageId;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.mmsc.message.Tokens;
import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.mmsc.push.Outbox;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;
import org.heliograph.pdu.mms.MmsTime;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes messages in: nothing is answered Ok before content and message are durable. */
public final class Submissions {
    private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

    private final MessageStore store;
    private final ContentStore contents;
    private final Outbox notifications;
    private final Tokens tokens;
    private final Limits limits;
    private final InstantSource clock;
    private final MmscMetrics metrics;

    /**
     * What a sender may ask for.
     *
     * @param recipients most addresses of one message
     * @param expiry how long a message is kept when its sender does not say
     * @param maxExpiry longest it is kept
     */
    public record Limits(int recipients, Duration expiry, Duration maxExpiry) {}

    public Submissions(
            MessageStore store,
            ContentStore contents,
            Outbox notifications,
            Tokens tokens,
            Limits limits,
            InstantSource clock,
            MmscMetrics metrics) {
        this.store = store;
        this.contents = contents;
        this.notifications = notifications;
        this.tokens = tokens;
        this.limits = limits;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * @param from who the network says is calling
     */
    public MSendConf submit(Msisdn from, MSendReq request) {
        if (request.majorVersion() != 1) {
            return unsupported(from, request);
        }
        return switch (Addressees.of(request.headers(), limits.recipients())) {
            case Addressees.Resolved(Set<Msisdn> msisdns) -> accept(from, request, msisdns);
            case Addressees.Refused refused ->
                    refuse(
                            from,
                            request.transactionId(),
                            refused.status(),
                            refused.code(),
                            refused.reason(),
                            refused.text());
        };
    }

    /** PDUs of another major version may mean something else (OMA-TS-MMS_ENC 1.3 §7.3.34). */
    private MSendConf unsupported(Msisdn from, MSendReq request) {
        return refuse(
                from,
                request.transactionId(),
                ResponseStatus.ERROR_UNSUPPORTED_MESSAGE,
                "mms-version",
                "major version " + request.majorVersion(),
                "only MMS version 1 is served");
    }

    /** An M-Send.req that cannot be read further than its transaction id. */
    public MSendConf malformed(Msisdn from, String transactionId, String reason) {
        return refuse(
                from,
                transactionId,
                ResponseStatus.ERROR_PERMANENT_MESSAGE_FORMAT_CORRUPT,
                "malformed",
                reason,
                reason);
    }

    /** A PDU of a type that is not known, which could be anything. */
    public MSendConf unknown(Msisdn from, String transactionId, String name) {
        String reason = name + " is not served";
        return refuse(
                from,
                transactionId,
                ResponseStatus.ERROR_UNSUPPORTED_MESSAGE,
                "unserved-pdu",
                reason,
                reason);
    }

    private MSendConf accept(Msisdn from, MSendReq request, Set<Msisdn> msisdns) {
        Optional<MmsHeaders> readAgain = detached(request.headers());
        if (readAgain.isEmpty()) {
            return malformed(from, request.transactionId(), "headers that cannot be passed on");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        MmsHeaders headers = readAgain.get();
        MultimediaMessage message =
                new MultimediaMessage(
                        tokens.messageId(),
                        from,
                        headers,
                        tokens.token(),
                        request.body().length(),
                        now,
                        expiry(headers, now));
        List<Recipient> recipients = new ArrayList<>();
        for (Msisdn msisdn : msisdns) {
            recipients.add(Recipient.due(tokens.token(), msisdn, tokens.transactionId(), now));
        }
        try {
            contents.put(message.content(), request.body());
            store.insert(message, recipients);
        } catch (IOException | StoreException e) {
            LOG.error("cannot store a message", e);
            return refuse(
                    from,
                    request.transactionId(),
                    ResponseStatus.ERROR_TRANSIENT_FAILURE,
                    "store-failed",
                    "the message could not be stored",
                    "please try again later");
        }
        metrics.submitted(recipients.size());
        LOG.info(
                "accepted message={} from={} recipients={} octets={}",
                message.id(),
                from.masked(),
                recipients.size(),
                message.contentOctets());
        recipients.forEach(r -> notifications.offer(new Delivery(message, r)));
        return answer(request.transactionId(), message.id());
    }

    /**
     * {@return the same headers in memory of their own, for as received they keep the body alive;
     * none if they are so wrong that without the octets passed over they read as others}
     */
    private static Optional<MmsHeaders> detached(MmsHeaders headers) {
        try {
            Octets octets = MmsCodec.encode(new MSendReq(headers, Octets.EMPTY));
            MmsHeaders again = MmsCodec.decode(new OctetReader(octets, Reading.kind())).headers();
            return Optional.of(again).filter(headers::equals);
        } catch (DecodeException _) {
            return Optional.empty();
        }
    }

    /** A time that is over already says more about the handset's clock than about the message. */
    private Instant expiry(MmsHeaders headers, Instant now) {
        Duration asked =
                headers.first(MmsField.EXPIRY)
                        .map(time -> duration(time, now))
                        .filter(Duration::isPositive)
                        .orElse(limits.expiry());
        return now.plus(asked.compareTo(limits.maxExpiry()) < 0 ? asked : limits.maxExpiry());
    }

    private Duration duration(MmsTime time, Instant now) {
        try {
            return switch (time) {
                case MmsTime.Relative(Duration duration) -> duration;
                case MmsTime.Absolute(Instant instant) -> Duration.between(now, instant);
            };
        } catch (ArithmeticException | DateTimeException e) {
            return limits.maxExpiry();
        }
    }

    private static MSendConf answer(String transactionId, MessageId id) {
        return new MSendConf(
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, transactionId)
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION)
                        .add(MmsField.RESPONSE_STATUS, ResponseStatus.OK)
                        .add(MmsField.MESSAGE_ID, id.value())
                        .build());
    }

    private MSendConf refuse(
            Msisdn from,
            String transactionId,
            ResponseStatus status,
            String code,
            String reason,
            String text) {
        metrics.refused(code);
        LOG.info("refused code={} reason=\"{}\" from={}", code, reason, from.masked());
        return new MSendConf(
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, transactionId)
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION)
                        .add(MmsField.RESPONSE_STATUS, status)
                        .add(MmsField.RESPONSE_TEXT, EncodedString.of(text))
                        .build());
    }
}
