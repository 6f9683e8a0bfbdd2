// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.CausesPage;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.Test;

/** What reports say of each cause, as docs/causes.md has it. */
final class ReportsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static ShortMessage message(Origin origin) {
        return new ShortMessage(
                new MessageId(7),
                origin,
                TpAddress.international("447700900999"),
                TpAddress.international("447700900123"),
                0,
                DataCodingScheme.GSM_7BIT,
                UserData.EMPTY,
                ReportRequest.ANY_OUTCOME,
                NOW,
                NOW.plus(Duration.ofDays(1)));
    }

    private static ShortMessage report(ShortMessage message, DeliveryOutcome.Final end) {
        return new Reports(Duration.ofDays(1))
                .on(message, end, NOW, () -> new MessageId(8))
                .getFirst()
                .message();
    }

    @Test
    void everyCauseIsOnThePageAndReportedAsItSays() throws Exception {
        var codes = new ArrayList<String>();
        for (List<String> row : CausesPage.table("The causes")) {
            codes.add(row.get(0));
            Cause cause = Cause.valueOf(row.get(0).replace('-', '_').toUpperCase(Locale.ROOT));
            var failed = new DeliveryOutcome.Failed(cause, "test");
            ShortMessage receipt = report(message(new Origin.Esme("demo")), failed);
            String text = receipt.userData().text(org.heliograph.pdu.sms.Alphabet.GSM_7BIT);
            assertEquals("err:" + row.get(1), text.replaceAll(".*(err:\\d+).*", "$1"), text);
            assertEquals(
                    row.get(2), cause.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));

            var handset = new Origin.Subscriber(new Msisdn("447700900999"), 7);
            var status =
                    assertInstanceOf(
                            Purpose.StatusReport.class, report(message(handset), failed).purpose());
            assertEquals(Integer.decode(row.get(3)), status.status(), row.get(0));
        }
        assertEquals(List.of(Cause.values()).stream().map(Cause::code).toList(), codes);
    }

    @Test
    void aReportIsNeverReportedOn() {
        for (var end :
                List.of(
                        new DeliveryOutcome.Delivered(),
                        new DeliveryOutcome.Failed(Cause.REJECTED, "test"))) {
            for (Origin origin :
                    List.of(
                            new Origin.Esme("demo"),
                            new Origin.Subscriber(new Msisdn("447700900999"), 7))) {
                ShortMessage report = report(message(origin), end);
                assertEquals(ReportRequest.NONE, report.reportRequest());
                assertEquals(new Origin.ServiceCentre(), report.origin());
            }
        }
        var wanted = message(new Origin.ServiceCentre());
        assertEquals(
                List.of(),
                new Reports(Duration.ofDays(1))
                        .on(wanted, new DeliveryOutcome.Delivered(), NOW, () -> new MessageId(8)));
    }
}
