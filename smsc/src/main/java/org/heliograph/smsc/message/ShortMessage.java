// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

import java.time.Instant;
import java.util.Optional;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;

/**
 * What we were asked to bring: never changes. What became of it is its {@link MessageState}.
 *
 * @param protocolIdentifier TP-PID
 * @param expiresAt end of its validity period
 * @param submittedAs what the originator knows it by: its own id, or that of the last message that
 *     was made of the same submission, whose ids follow each other
 */
public record ShortMessage(
        MessageId id,
        Origin origin,
        TpAddress originatingAddress,
        TpAddress destinationAddress,
        int protocolIdentifier,
        DataCodingScheme dataCodingScheme,
        UserData userData,
        ReportRequest reportRequest,
        Instant acceptedAt,
        Instant expiresAt,
        Purpose purpose,
        MessageId submittedAs,
        SmppParameters smppParameters) {

    /** A message on its own that did not come by SMPP. */
    public ShortMessage(
            MessageId id,
            Origin origin,
            TpAddress originatingAddress,
            TpAddress destinationAddress,
            int protocolIdentifier,
            DataCodingScheme dataCodingScheme,
            UserData userData,
            ReportRequest reportRequest,
            Instant acceptedAt,
            Instant expiresAt,
            Purpose purpose) {
        this(
                id,
                origin,
                originatingAddress,
                destinationAddress,
                protocolIdentifier,
                dataCodingScheme,
                userData,
                reportRequest,
                acceptedAt,
                expiresAt,
                purpose,
                id,
                SmppParameters.NONE);
    }

    /** A message that carries what was submitted, by no ESME. */
    public ShortMessage(
            MessageId id,
            Origin origin,
            TpAddress originatingAddress,
            TpAddress destinationAddress,
            int protocolIdentifier,
            DataCodingScheme dataCodingScheme,
            UserData userData,
            ReportRequest reportRequest,
            Instant acceptedAt,
            Instant expiresAt) {
        this(
                id,
                origin,
                originatingAddress,
                destinationAddress,
                protocolIdentifier,
                dataCodingScheme,
                userData,
                reportRequest,
                acceptedAt,
                expiresAt,
                new Purpose.Carry());
    }

    /** {@return this with other words of SMPP} */
    public ShortMessage with(SmppParameters others) {
        return new ShortMessage(
                id,
                origin,
                originatingAddress,
                destinationAddress,
                protocolIdentifier,
                dataCodingScheme,
                userData,
                reportRequest,
                acceptedAt,
                expiresAt,
                purpose,
                submittedAs,
                others);
    }

    /** {@return whether its originator wants to hear once that it is put off} */
    public boolean wantsNotification() {
        return smppParameters.asksForNotification()
                && purpose instanceof Purpose.Carry
                && origin instanceof Origin.Esme;
    }

    /**
     * {@return what its originator may ask for once it has come to {@code end}} Only ESMEs ask, and
     * by the id of the whole.
     */
    public Optional<FinalState> known(DeliveryOutcome.Final end, Instant at) {
        return origin instanceof Origin.Esme(var systemId) && id.equals(submittedAs)
                ? Optional.of(
                        new FinalState(
                                id,
                                systemId,
                                originatingAddress.value(),
                                end.state(),
                                end.error(),
                                at))
                : Optional.empty();
    }
}
