// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.message.SmppParameters;

/**
 * What an adapter read of one request, before we take responsibility for it.
 *
 * @param destinationAddresses at least one; each gets a message of its own
 * @param parts of a long message in order, or the one short message that it is
 * @param reportRequest what is to be told of each destination, once for all its parts
 * @param validityPeriod how long to try; zero: as configured
 */
public record Submission(
        Origin origin,
        TpAddress originatingAddress,
        List<TpAddress> destinationAddresses,
        int protocolIdentifier,
        DataCodingScheme dataCodingScheme,
        List<UserData> parts,
        ReportRequest reportRequest,
        Duration validityPeriod,
        SmppParameters smppParameters,
        Handling handling) {

    public Submission {
        destinationAddresses = List.copyOf(destinationAddresses);
        parts = List.copyOf(parts);
        if (destinationAddresses.isEmpty() || parts.isEmpty()) {
            throw new IllegalArgumentException("nothing to send, or nobody to send it to");
        }
    }

    /** One short message to one destination, from whoever does not speak SMPP. */
    public Submission(
            Origin origin,
            TpAddress originatingAddress,
            TpAddress destinationAddress,
            int protocolIdentifier,
            DataCodingScheme dataCodingScheme,
            UserData userData,
            ReportRequest reportRequest,
            Duration validityPeriod) {
        this(
                origin,
                originatingAddress,
                List.of(destinationAddress),
                protocolIdentifier,
                dataCodingScheme,
                List.of(userData),
                reportRequest,
                validityPeriod,
                SmppParameters.NONE,
                Handling.USUAL);
    }

    /**
     * {@return one of the messages that this makes}
     *
     * @param usualValidity where this does not say
     * @param last what the originator will know all of it by
     */
    ShortMessage message(
            TpAddress destination,
            int part,
            Instant now,
            Duration usualValidity,
            MessageId id,
            MessageId last) {
        Instant deliverAt = handling.deliverAt();
        Instant expiresAt =
                validityPeriod.isZero()
                        ? (deliverAt.isAfter(now) ? deliverAt : now).plus(usualValidity)
                        : now.plus(Acceptance.bounded(validityPeriod));
        boolean reports = part == parts.size() - 1; // it stands for the whole
        return new ShortMessage(
                id,
                origin,
                originatingAddress,
                destination,
                protocolIdentifier,
                dataCodingScheme,
                parts.get(part),
                reports ? reportRequest : ReportRequest.NONE,
                now,
                expiresAt,
                new Purpose.Carry(handling.mode() == Handling.Mode.SINGLE_SHOT),
                last,
                smppParameters);
    }

    /**
     * {@return what messages were made of}
     *
     * @param messages all of one submission, in order: each part for the first destination, then
     *     for the next
     * @param deliverAt as in {@link Handling}
     */
    static Submission of(List<ShortMessage> messages, Instant deliverAt) {
        ShortMessage last = messages.getLast();
        List<TpAddress> destinations =
                messages.stream().map(ShortMessage::destinationAddress).distinct().toList();
        int parts = messages.size() / destinations.size();
        boolean once = last.purpose() instanceof Purpose.Carry(boolean single) && single;
        return new Submission(
                last.origin(),
                last.originatingAddress(),
                destinations,
                last.protocolIdentifier(),
                last.dataCodingScheme(),
                messages.subList(0, parts).stream().map(ShortMessage::userData).toList(),
                last.reportRequest(),
                Duration.between(last.acceptedAt(), last.expiresAt()),
                last.smppParameters(),
                new Handling(
                        deliverAt,
                        false,
                        once ? Handling.Mode.SINGLE_SHOT : Handling.Mode.STORE_AND_FORWARD));
    }

    /** {@return the same for other destinations} */
    public Submission to(List<TpAddress> others) {
        return between(originatingAddress, others);
    }

    /** {@return the same with another sender, for other destinations} */
    public Submission between(TpAddress from, List<TpAddress> to) {
        return new Submission(
                origin,
                from,
                to,
                protocolIdentifier,
                dataCodingScheme,
                parts,
                reportRequest,
                validityPeriod,
                smppParameters,
                handling);
    }
}
