// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.STAT_ESME_RINVDCS;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVESMCLASS;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVEXPIRY;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVMSGLEN;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVREGDLVFLG;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSCHED;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.message.ReportRequest;
import org.jspecify.annotations.Nullable;

/** Single fields of submissions, and of what replaces them (SMPP 3.4 §5.2). */
final class SubmitFields {
    /** Nobody schedules for later than the longest validity period. */
    private static final Duration LATEST = Duration.ofDays(1_000);

    private final InstantSource clock;

    SubmitFields(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * {@return schedule_delivery_time (§5.2.15); {@link Instant#MIN}: at once} One that has passed
     * means at once too: clocks differ.
     *
     * @param validity as the PDU has it; zero: it has none
     */
    Instant schedule(@Nullable String time, Duration validity) throws SubmitReader.Refusal {
        if (time == null || time.isEmpty()) {
            return Instant.MIN;
        }
        Instant now = clock.instant();
        Instant at;
        try {
            at = SmppTime.at(time, now);
        } catch (DateTimeException e) {
            throw new SubmitReader.Refusal(
                    STAT_ESME_RINVSCHED, "schedule", String.valueOf(e.getMessage()));
        }
        Duration longest = validity.isZero() ? LATEST : validity;
        if (!at.isBefore(now.plus(Acceptance.bounded(longest)))) {
            throw scheduledPastValidity();
        }
        return at;
    }

    static SubmitReader.Refusal scheduledPastValidity() {
        return new SubmitReader.Refusal(
                STAT_ESME_RINVSCHED, "schedule", "not before the validity period is over");
    }

    /** registered_delivery, bits 1 and 0 (§5.2.17); 3 is of SMPP 5.0. */
    static ReportRequest reportRequest(byte registeredDelivery) throws SubmitReader.Refusal {
        if ((registeredDelivery & 0xE0) != 0) {
            throw new SubmitReader.Refusal(
                    STAT_ESME_RINVREGDLVFLG, "registered-delivery", "bits 5 to 7 are reserved");
        }
        return switch (registeredDelivery & 0x03) {
            case 0 -> ReportRequest.NONE;
            case 1 -> ReportRequest.ANY_OUTCOME;
            case 2 -> ReportRequest.FAILURE_ONLY;
            default -> ReportRequest.SUCCESS_ONLY;
        };
    }

    Duration validity(@Nullable String text) throws SubmitReader.Refusal {
        if (text == null || text.isEmpty()) {
            return Duration.ZERO;
        }
        try {
            return SmppTime.until(text, clock.instant());
        } catch (DateTimeException e) {
            throw new SubmitReader.Refusal(
                    STAT_ESME_RINVEXPIRY, "validity-period", String.valueOf(e.getMessage()));
        }
    }

    static DataCoding.Coded coded(
            SmscSettings.Account account, int dataCoding, boolean header, Octets message)
            throws SubmitReader.Refusal {
        try {
            return DataCoding.read(account, dataCoding, header, message)
                    .orElseThrow(
                            () ->
                                    new SubmitReader.Refusal(
                                            STAT_ESME_RINVDCS,
                                            "data-coding",
                                            "data_coding " + dataCoding + " is not known"));
        } catch (DecodeException e) {
            if (e.field().startsWith("TP-UDH")) {
                throw new SubmitReader.Refusal(
                        STAT_ESME_RINVESMCLASS,
                        "user-data-header",
                        "UDHI is set, but " + e.getMessage());
            }
            throw new SubmitReader.Refusal(
                    STAT_ESME_RINVMSGLEN, "user-data", String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new SubmitReader.Refusal(
                    STAT_ESME_RINVMSGLEN, "user-data", String.valueOf(e.getMessage()));
        }
    }
}
