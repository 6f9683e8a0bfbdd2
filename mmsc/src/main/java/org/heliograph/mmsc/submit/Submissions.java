// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.submit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.heliograph.mmsc.content.ContentRules;
import org.heliograph.mmsc.message.Body;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.message.Fingerprint;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.message.Tokens;
import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes messages in: nothing is answered Ok before content and message are durable. */
public final class Submissions {
    static final Refused STORE_FAILED =
            new Refused(
                    ResponseStatus.ERROR_TRANSIENT_FAILURE,
                    "store-failed",
                    "the message could not be stored",
                    "please try again later");

    private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

    private final Intake intake;
    private final ContentRules rules;
    private final ContentStore contents;
    private final Tokens tokens;
    private final MmscMetrics metrics;

    public Submissions(
            Intake intake,
            ContentRules rules,
            ContentStore contents,
            Tokens tokens,
            MmscMetrics metrics) {
        this.intake = intake;
        this.rules = rules;
        this.contents = contents;
        this.tokens = tokens;
        this.metrics = metrics;
    }

    /**
     * @param from who the network says is calling
     * @param body of the request, which has only its headers where that is long
     */
    public MSendConf submit(Msisdn from, MSendReq request, Body body) {
        if (request.majorVersion() != 1) {
            return unsupported(from, request);
        }
        Optional<MmsHeaders> headers = detached(request.headers());
        if (headers.isEmpty()) {
            return malformed(from, request.transactionId(), "headers that cannot be passed on");
        }
        return switch (intake.plan(from, headers.get(), body.length())) {
            case Intake.Plan plan -> accept(plan, request, headers.get(), body);
            case Refused refused -> refuse(from, request.transactionId(), refused);
        };
    }

    /** PDUs of another major version may mean something else (OMA-TS-MMS_ENC 1.3 §7.3.34). */
    private MSendConf unsupported(Msisdn from, MSendReq request) {
        return refuse(
                from,
                request.transactionId(),
                new Refused(
                        ResponseStatus.ERROR_UNSUPPORTED_MESSAGE,
                        "mms-version",
                        "major version " + request.majorVersion(),
                        "only MMS version 1 is served"));
    }

    /** An M-Send.req that cannot be read further than its transaction id. */
    public MSendConf malformed(Msisdn from, String transactionId, String reason) {
        return refuse(
                from,
                transactionId,
                new Refused(
                        ResponseStatus.ERROR_PERMANENT_MESSAGE_FORMAT_CORRUPT,
                        "malformed",
                        reason));
    }

    /** An M-Send.req that is too long: its size is a matter of its content (§7.3.32). */
    public MSendConf tooLong(Msisdn from, String transactionId, String reason) {
        return refuse(
                from,
                transactionId,
                new Refused(
                        ResponseStatus.ERROR_PERMANENT_CONTENT_NOT_ACCEPTED,
                        "body-too-long",
                        reason,
                        "the message is too large: " + reason));
    }

    /** A PDU of a type that is not known, which could be anything. */
    public MSendConf unknown(Msisdn from, String transactionId, String name) {
        return refuse(
                from,
                transactionId,
                new Refused(
                        ResponseStatus.ERROR_UNSUPPORTED_MESSAGE,
                        "unserved-pdu",
                        name + " is not served"));
    }

    private MSendConf accept(Intake.Plan plan, MSendReq request, MmsHeaders headers, Body body) {
        Token content = tokens.token();
        try {
            ContentRules.Verdict verdict;
            try (InputStream in = body.open()) {
                verdict = rules.check(plan.sender(), request.contentType(), body.length(), in);
            }
            if (verdict instanceof ContentRules.Verdict.Refused(String code, String reason)) {
                return refuse(
                        plan.sender(),
                        request.transactionId(),
                        new Refused(notAccepted(request), code, reason));
            }
            long fingerprint = Fingerprint.of(headers, body);
            contents.put(content, body);
            Intake.Taken taken =
                    intake.keep(plan, plan.headers(), content, body.length(), fingerprint, false);
            return switch (taken) {
                case Intake.Accepted accepted -> {
                    if (accepted.repeat()) {
                        contents.remove(content);
                    }
                    yield answer(request.transactionId(), accepted);
                }
                case Refused refused -> {
                    contents.remove(content);
                    yield refuse(plan.sender(), request.transactionId(), refused);
                }
            };
        } catch (IOException | StoreException e) {
            LOG.error("cannot store a message", e);
            return refuse(plan.sender(), request.transactionId(), STORE_FAILED);
        }
    }

    /** Permanent failures have had a range of their own since MMS 1.1 (§7.3.48, table 20). */
    private static ResponseStatus notAccepted(MSendReq request) {
        return request.version() == MmsPdu.VERSION_1_0
                ? ResponseStatus.ERROR_CONTENT_NOT_ACCEPTED
                : ResponseStatus.ERROR_PERMANENT_CONTENT_NOT_ACCEPTED;
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

    private static MSendConf answer(String transactionId, Intake.Accepted accepted) {
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, transactionId)
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION)
                        .add(MmsField.RESPONSE_STATUS, ResponseStatus.OK);
        if (!accepted.text().isEmpty()) {
            headers.add(MmsField.RESPONSE_TEXT, EncodedString.of(accepted.text()));
        }
        headers.add(MmsField.MESSAGE_ID, accepted.id().value());
        accepted.stored().addTo(headers);
        return new MSendConf(headers.build());
    }

    private MSendConf refuse(Msisdn from, String transactionId, Refused refused) {
        refused.note(metrics, LOG, from);
        return new MSendConf(
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, transactionId)
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION)
                        .add(MmsField.RESPONSE_STATUS, refused.status())
                        .add(MmsField.RESPONSE_TEXT, EncodedString.of(refused.text()))
                        .build());
    }
}
