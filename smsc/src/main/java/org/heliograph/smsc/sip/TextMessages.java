// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.ExpiresHeader;
import org.heliograph.pdu.sms.Segmentation;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.accept.Acceptance.Answer;
import org.heliograph.smsc.accept.Acceptance.Refusal;
import org.heliograph.smsc.accept.Handling;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.SmppParameters;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes {@code text/plain} from SIP softphones that know no SMS over IP (RFC 3428): To is the
 * destination, the text becomes as many short messages as it needs, and the SIP response says what
 * became of it.
 */
final class TextMessages {
    private static final Logger LOG = LoggerFactory.getLogger(TextMessages.class);

    static final String CONTENT_TYPE = "text/plain";

    /** About 5,000 characters, or 2,000 of UCS-2. */
    private static final int MOST_PARTS = 32;

    /** A time already past is as short as can be, for zero would mean as configured. */
    private static final long SHORTEST_VALIDITY = 1;

    private final Function<List<Submission>, List<Answer>> accept;
    private final AtomicInteger references = new AtomicInteger();

    TextMessages(Function<List<Submission>, List<Answer>> accept) {
        this.accept = accept;
    }

    /** {@return what to answer} Blocks until it is durable. */
    Reply receive(Msisdn sender, Exchange exchange) {
        SIPRequest request = exchange.request();
        Optional<TpAddress> destination =
                PublicIdentity.number(request.getTo().getAddress().getURI())
                        .filter(number -> number.length() <= 20)
                        .map(TpAddress::of);
        if (destination.isEmpty() || destination.get().value().isEmpty()) {
            return refused(sender, 404, "Not Found", "sip-no-number", "To is no number");
        }
        String text;
        try {
            text = text(request.getContentTypeHeader(), exchange.body().toArray());
        } catch (CharacterCodingException e) {
            return refused(sender, 400, "Bad Request", "sip-text", "not of a charset known here");
        }
        Segmentation.Text segments;
        try {
            segments = Segmentation.ofText(text, references.getAndIncrement());
        } catch (IllegalArgumentException e) {
            return tooLong(sender, String.valueOf(e.getMessage()));
        }
        if (segments.parts().size() > MOST_PARTS) {
            return tooLong(sender, segments.parts().size() + " parts, at most " + MOST_PARTS);
        }
        return switch (accept.apply(
                        List.of(submission(sender, destination.get(), segments, request)))
                .getFirst()) {
            case Answer.Accepted _ -> Reply.of(202, "Accepted");
            case Answer.Refused(var refusal, _) -> reply(refusal); // logged where it was decided
        };
    }

    private static Submission submission(
            Msisdn sender, TpAddress destination, Segmentation.Text segments, SIPRequest request) {
        @Nullable ExpiresHeader expires = request.getExpires();
        return new Submission(
                new Origin.Subscriber(sender, 0),
                TpAddress.international(sender.digits()),
                List.of(destination),
                0,
                segments.dataCodingScheme(),
                segments.parts(),
                ReportRequest.NONE,
                expires == null
                        ? Duration.ZERO
                        : Duration.ofSeconds(Math.max(SHORTEST_VALIDITY, expires.getExpires())),
                SmppParameters.NONE,
                Handling.USUAL);
    }

    /** UTF-8 where nothing is said. */
    private static String text(ContentTypeHeader type, byte[] octets)
            throws CharacterCodingException {
        @Nullable String named = type.getParameter("charset");
        Charset charset =
                switch (named == null
                        ? "utf-8"
                        : named.replace("\"", "").toLowerCase(Locale.ROOT)) {
                    case "utf-8", "us-ascii" -> StandardCharsets.UTF_8;
                    case "iso-8859-1" -> StandardCharsets.ISO_8859_1;
                    default -> throw new CharacterCodingException();
                };
        return charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    }

    private static Reply reply(Refusal refusal) {
        return switch (refusal) {
            case NO_ROUTE -> Reply.of(404, "Not Found");
            case QUEUE_FULL -> Reply.of(503, "Service Unavailable", "Retry-After: 60");
            case BLOCKED, SENDER -> Reply.of(403, "Forbidden");
            case LIMITED -> Reply.of(503, "Service Unavailable", "Retry-After: 60");
            case NO_CREDIT -> Reply.of(402, "Payment Required");
            case NO_ACCOUNT, NO_PRICE -> Reply.of(403, "Forbidden");
            case STORE_FAILED, CHARGING_AWAY ->
                    Reply.of(500, "Server Internal Error", "Retry-After: 5");
        };
    }

    private static Reply tooLong(Msisdn sender, String reason) {
        return refused(sender, 413, "Request Entity Too Large", "sip-text-too-long", reason);
    }

    private static Reply refused(
            Msisdn sender, int status, String phrase, String code, String reason) {
        LOG.info(
                "refused code={} status={} reason=\"{}\" from={}",
                code,
                status,
                reason,
                sender.masked());
        return Reply.of(status, phrase);
    }
}
