// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.charge.Charges;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.MessageState;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.message.SmppParameters;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.report.Reports;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.junit.jupiter.api.Test;

/** What other centres have, and how it ends. */
final class ForwardedMessagesTest {
    private static final Instant ACCEPTED = Instant.parse("2026-11-22T10:00:00Z");
    private static final Route.Destination ESME = new Route.ToEsme("demo");

    private final MemoryMessageStore store = new MemoryMessageStore();
    private Instant now = ACCEPTED;
    private final ForwardedMessages forwarded =
            new ForwardedMessages(
                    store,
                    new MessageIds(store),
                    new Reports(Duration.ofDays(1)),
                    Charges.none(),
                    new Lanes(100, new NodeAlone(), () -> now),
                    () -> {},
                    () -> now,
                    new SmscMetrics(new SimpleMeterRegistry(), () -> now));

    private void handedOver(long id, String number, String upstreamId) throws Exception {
        handedOver(id, number, upstreamId, 0x01);
    }

    private void handedOver(long id, String number, String upstreamId, int registered)
            throws Exception {
        var message =
                new ShortMessage(
                                new MessageId(id),
                                new Origin.Esme("demo"),
                                TpAddress.alphanumeric("Info"),
                                TpAddress.international(number),
                                0,
                                DataCodingScheme.GSM_7BIT,
                                new UserData(List.of(), Octets.of('x')),
                                ReportRequest.ANY_OUTCOME,
                                ACCEPTED,
                                ACCEPTED.plus(Duration.ofHours(2)))
                        .with(SmppParameters.NONE.registered(registered));
        store.settle(
                List.of(),
                List.of(),
                List.of(),
                List.of(Forwarded.of(message, "up", upstreamId)),
                Map.of());
    }

    private static UpstreamReceipt receipt(MessageState state, String number, String... ids) {
        return new UpstreamReceipt("up", List.of(ids), List.of(number, "Info"), state, "");
    }

    private Optional<MessageState> state(long id) throws Exception {
        return store.finalState(new MessageId(id)).map(FinalState::state);
    }

    private List<MessageState> told() throws Exception {
        return store.load(ESME, new MessageId(0), 100).stream()
                .map(Routed::message)
                .map(message -> ((Purpose.Receipt) message.purpose()).state())
                .toList();
    }

    @Test
    void endsAMessageOnce() throws Exception {
        handedOver(7, "999700900123", "ab");
        UpstreamReceipt receipt = receipt(MessageState.DELIVERED, "999700900123", "ab");
        forwarded.conclude(List.of(receipt, receipt));
        forwarded.conclude(List.of(receipt));
        forwarded.sweep();
        assertEquals(List.of(MessageState.DELIVERED), told());
        assertEquals(Optional.of(MessageState.DELIVERED), state(7));
    }

    @Test
    void tellsMessagesOfTheSameIdApartByTheirNumbers() throws Exception {
        handedOver(7, "999700900123", "ab");
        handedOver(8, "999700900124", "ab");
        forwarded.conclude(List.of(receipt(MessageState.DELIVERED, "700900124", "ab")));
        assertEquals(Optional.empty(), state(7));
        assertEquals(Optional.of(MessageState.DELIVERED), state(8));
        forwarded.conclude(List.of(receipt(MessageState.EXPIRED, "shortened", "ab")));
        assertEquals(Optional.of(MessageState.EXPIRED), state(7));
    }

    @Test
    void rewritesAnIdOnlyForTheRightNumber() throws Exception {
        handedOver(7, "999700900123", "ff");
        forwarded.conclude(
                List.of(receipt(MessageState.DELIVERED, "999700900999", "255", "ff", "597")));
        assertEquals(Optional.empty(), state(7));
        forwarded.conclude(
                List.of(receipt(MessageState.DELIVERED, "999700900123", "255", "ff", "597")));
        assertEquals(Optional.of(MessageState.DELIVERED), state(7));
    }

    @Test
    void matchesWhatCameEarlyAndForgetsWhatIsOfNoMessage() throws Exception {
        forwarded.conclude(
                List.of(
                        receipt(MessageState.DELIVERED, "999700900123", "ab"),
                        receipt(MessageState.DELIVERED, "999700900123", "foreign")));
        handedOver(7, "999700900123", "ab");
        forwarded.sweep();
        assertEquals(Optional.of(MessageState.DELIVERED), state(7));
        assertEquals(1, store.early().size());
        now = now.plus(Duration.ofSeconds(31));
        forwarded.sweep();
        assertEquals(List.of(), store.early());
        assertEquals(1, told().size());
    }

    @Test
    void notifiesOnceAndEndsAfterwards() throws Exception {
        handedOver(7, "999700900123", "ab", 0x11);
        handedOver(8, "999700900124", "cd");
        UpstreamReceipt waits = receipt(MessageState.ENROUTE, "999700900123", "ab");
        forwarded.conclude(
                List.of(waits, waits, receipt(MessageState.ENROUTE, "999700900124", "cd")));
        forwarded.conclude(List.of(waits));
        assertEquals(List.of(MessageState.ENROUTE), told());
        assertEquals(Optional.empty(), state(7));
        forwarded.conclude(List.of(receipt(MessageState.DELIVERED, "999700900123", "ab")));
        assertEquals(List.of(MessageState.ENROUTE, MessageState.DELIVERED), told());
        assertEquals(Optional.of(MessageState.DELIVERED), state(7));
    }

    @Test
    void notifiesOfWhatWasToldEarlyUnlessItHasEnded() throws Exception {
        UpstreamReceipt waits = receipt(MessageState.ENROUTE, "999700900123", "ab");
        forwarded.conclude(List.of(waits));
        handedOver(7, "999700900123", "ab", 0x11);
        forwarded.sweep();
        assertEquals(List.of(MessageState.ENROUTE), told());
        assertEquals(List.of(), store.early());
        handedOver(8, "999700900124", "cd", 0x11);
        forwarded.conclude(
                List.of(
                        receipt(MessageState.ENROUTE, "999700900124", "cd"),
                        receipt(MessageState.EXPIRED, "999700900124", "cd")));
        assertEquals(List.of(MessageState.ENROUTE, MessageState.EXPIRED), told());
    }

    @Test
    void saysUnknownWhereNoReceiptCame() throws Exception {
        for (int id = 1; id <= 7; id++) { // the store gives a few at a time
            handedOver(id, "999700900123", "id" + id);
        }
        now = ACCEPTED.plus(Duration.ofHours(2)).plus(Duration.ofMinutes(59));
        forwarded.sweep();
        assertEquals(List.of(), told());
        now = now.plus(Duration.ofMinutes(2));
        forwarded.sweep();
        assertEquals(7, told().size());
        assertEquals(Optional.of(MessageState.UNKNOWN), state(7));
        forwarded.conclude(List.of(receipt(MessageState.DELIVERED, "999700900123", "id7")));
        assertEquals(7, told().size());
        assertEquals(Optional.of(MessageState.UNKNOWN), state(7));
    }

    @Test
    void keepsAllWhereTheStoreFails() throws Exception {
        handedOver(7, "999700900123", "ab");
        store.failing(true);
        assertThrows(
                StoreException.class,
                () ->
                        forwarded.conclude(
                                List.of(receipt(MessageState.DELIVERED, "999700900123", "ab"))));
        store.failing(false);
        assertEquals(List.of(), told());
        assertEquals(Optional.empty(), state(7));
    }
}
