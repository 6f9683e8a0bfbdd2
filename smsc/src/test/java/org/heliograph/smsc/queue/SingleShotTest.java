// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.accept.Handling;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.message.SmppParameters;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages whose sender wants one attempt and no more (3GPP TS 23.040 §9.2.3.12.3). */
final class SingleShotTest {
    private static final String SENDER = "447700900999";
    private static final String RECIPIENT = "447700900001";

    @ParameterizedTest(name = "{0}: TP-ST {1}")
    @CsvSource({"ABSENT_SUBSCRIBER, 0x62", "MEMORY_CAPACITY_EXCEEDED, 0x65", "CONGESTION, 0x60"})
    void endWithTheFirstAttempt(Cause cause, String status) throws Exception {
        var attempts = new AtomicInteger();
        try (var centre = new TestCentre(new MemoryMessageStore())) {
            centre.handset =
                    message -> {
                        if (message.destinationAddress().value().equals(SENDER)) {
                            return new DeliveryOutcome.Delivered();
                        }
                        attempts.incrementAndGet();
                        return new DeliveryOutcome.Deferred(cause, "not now");
                    };
            centre.acceptance.accept(List.of(submission()));
            ShortMessage report = centre.nextArrival();
            var purpose = assertInstanceOf(Purpose.StatusReport.class, report.purpose());
            assertEquals(Integer.decode(status), purpose.status());
            assertEquals(7, purpose.messageReference());
            centre.awaitNothingWaits();
            assertEquals(1, attempts.get());
        }
    }

    private static Submission submission() {
        return new Submission(
                new Origin.Subscriber(new Msisdn(SENDER), 7),
                TpAddress.international(SENDER),
                List.of(TpAddress.international(RECIPIENT)),
                0,
                DataCodingScheme.EIGHT_BIT,
                List.of(new UserData(List.of(), Octets.of(1))),
                ReportRequest.ANY_OUTCOME,
                Duration.ZERO,
                SmppParameters.NONE,
                Handling.SINGLE_SHOT);
    }
}
