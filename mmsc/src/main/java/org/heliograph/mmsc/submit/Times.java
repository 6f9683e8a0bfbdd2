// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.submit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsTime;
import org.heliograph.pdu.mms.ResponseStatus;

/**
 * When a message is brought (X-Mms-Delivery-Time, X-Mms-Expiry).
 *
 * @param expiry how long a message is kept when its sender does not say
 * @param longest it is kept
 */
record Times(Duration expiry, Duration longest) {
    sealed interface Result {
        /**
         * @param deliverAt nobody hears of it before
         * @param expiresAt later than {@code deliverAt}
         */
        record Known(Instant deliverAt, Instant expiresAt) implements Result {}

        record Impossible(Refused refused) implements Result {}
    }

    /**
     * A delivery time that is over means now; an expiry that is over cannot be met. An interval of
     * zero is what some handsets write for none.
     */
    Result of(MmsHeaders headers, Instant now) {
        Instant last = now.plus(longest);
        Instant asked =
                headers.first(MmsField.DELIVERY_TIME).map(time -> time.from(now)).orElse(now);
        Instant deliverAt = asked.isAfter(now) ? asked : now;
        if (!deliverAt.isBefore(last)) {
            return impossible("delivery-time", "a message is kept for " + text(longest));
        }
        Optional<Instant> ends =
                headers.first(MmsField.EXPIRY)
                        .filter(time -> !time.equals(new MmsTime.Relative(Duration.ZERO)))
                        .map(time -> time.from(now));
        Instant expiresAt = ends.orElse(deliverAt.plus(expiry));
        if (!expiresAt.isAfter(now)) {
            return impossible("expiry-past", "the message has expired already");
        }
        if (!expiresAt.isAfter(deliverAt)) {
            return impossible("delivery-time", "the message expires before its delivery time");
        }
        return new Result.Known(deliverAt, expiresAt.isBefore(last) ? expiresAt : last);
    }

    private static String text(Duration duration) {
        return duration.toDays() > 0
                ? duration.toDays() + " days at most"
                : duration.toMinutes() + " minutes at most";
    }

    private static Result impossible(String code, String reason) {
        return new Result.Impossible(
                new Refused(ResponseStatus.ERROR_PERMANENT_FAILURE, code, reason));
    }
}
