// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

import java.time.Instant;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;

/**
 * What we were asked to bring: never changes. What became of it is its {@link MessageState}.
 *
 * @param protocolIdentifier TP-PID
 * @param expiresAt end of its validity period
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
        Purpose purpose) {

    /** A message that carries what was submitted. */
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
}
