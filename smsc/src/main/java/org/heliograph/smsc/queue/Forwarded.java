// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Duration;
import java.time.Instant;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.message.SmppParameters;

/**
 * A message that another centre has, and of which it is to tell us what became.
 *
 * @param message without what it carried
 * @param upstream the name of that centre
 * @param upstreamId what it knows the message by, in one form
 * @param expiresAt when nothing is to be expected any more
 */
public record Forwarded(
        ShortMessage message, String upstream, String upstreamId, Instant expiresAt) {

    /** A centre tells of the end of a validity period a little after it. */
    private static final Duration GRACE = Duration.ofHours(1);

    /** {@return the same, its originator being notified} */
    Forwarded notified() {
        ShortMessage told = message.with(message.smppParameters().notified());
        return new Forwarded(told, upstream, upstreamId, expiresAt);
    }

    static Forwarded of(ShortMessage message, String upstream, String upstreamId) {
        return new Forwarded(
                new ShortMessage(
                        message.id(),
                        message.origin(),
                        message.originatingAddress(),
                        message.destinationAddress(),
                        message.protocolIdentifier(),
                        message.dataCodingScheme(),
                        UserData.EMPTY,
                        message.reportRequest(),
                        message.acceptedAt(),
                        message.expiresAt(),
                        message.purpose(),
                        message.submittedAs(),
                        SmppParameters.NONE.registered(
                                message.smppParameters().registeredDelivery())),
                upstream,
                upstreamId,
                message.expiresAt().plus(GRACE));
    }
}
