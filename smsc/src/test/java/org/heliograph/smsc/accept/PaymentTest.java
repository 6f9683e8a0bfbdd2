// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.heliograph.charging.Charging;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.credit.Balances;
import org.heliograph.charging.store.SqlBalances;
import org.heliograph.config.Settings;
import org.heliograph.config.SettingsLoader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.accept.Acceptance.Answer;
import org.heliograph.smsc.accept.Acceptance.Refusal;
import org.heliograph.smsc.charge.Charges;
import org.heliograph.smsc.firewall.FirewallRules;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.SmppParameters;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept back for what is accepted, at one a message: no less, and no more. */
final class PaymentTest {
    private static final Origin DEMO = new Origin.Esme("demo");
    private static final UserData TEXT = new UserData(List.of(), Octets.of(1));

    @TempDir private Path data = Path.of("");
    private final MemoryMessageStore store = new MemoryMessageStore();
    private boolean open;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Charging charging;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private TestCentre centre;

    @BeforeEach
    void open() throws Exception {
        Path tariffs = Files.createDirectory(data.resolve("tariffs"));
        Files.writeString(tariffs.resolve("Destinations.csv"), "GB,44\n");
        Files.writeString(tariffs.resolve("Rates.csv"), "S,0,1,1,1,0\n");
        Files.writeString(tariffs.resolve("DestinationRates.csv"), "DS,GB,S,*up,4,0,\n");
        Files.writeString(tariffs.resolve("RatingPlans.csv"), "PS,DS,*any,10\n");
        Files.writeString(tariffs.resolve("RatingProfiles.csv"), "heliograph,sms,*any,,PS,\n");
        try (SqlBalances balances = balances()) {
            balances.topUp("all", "demo", BigDecimal.TEN, Instant.EPOCH);
        }
        Settings settings = settings();
        charging =
                Charging.open(
                        settings.charging(),
                        settings.smsc().store(),
                        data,
                        Clock.systemUTC(),
                        new SimpleMeterRegistry());
        centre =
                TestCentre.charging(
                        Charges.of(charging, "+447700900000"),
                        FirewallRules.with("quarantine", List.of()),
                        store);
        centre.handset = _ -> new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test");
        open = true;
    }

    @AfterEach
    void close() {
        if (open) {
            open = false;
            centre.close();
            charging.close();
        }
    }

    private static Settings settings() throws Exception {
        return SettingsLoader.load(
                List.of(),
                List.of("charging.rating.tariffs=tariffs", "charging.credit.control=prepaid"));
    }

    private SqlBalances balances() throws Exception {
        return SqlBalances.open(settings().smsc().store(), data, new SimpleMeterRegistry());
    }

    private static Submission submission(UserData part, Handling handling, String... to) {
        return new Submission(
                DEMO,
                TpAddress.of("+447911123456"),
                Stream.of(to).map(one -> TpAddress.of("+" + one)).toList(),
                0,
                DataCodingScheme.EIGHT_BIT,
                List.of(part),
                ReportRequest.NONE,
                Duration.ZERO,
                SmppParameters.NONE,
                handling);
    }

    private static Submission usual(String... to) {
        return submission(TEXT, Handling.USUAL, to);
    }

    private static Submission later() {
        Instant hour = Instant.now().plusSeconds(3_000);
        return submission(
                TEXT, new Handling(hour, false, Handling.Mode.STORE_AND_FORWARD), "447700900002");
    }

    /** That the firewall holds. */
    private static Submission push() {
        var ports = new InformationElement.Ports(2948, 9200, true);
        return submission(
                new UserData(List.of(ports), Octets.ofHex("010603be")),
                Handling.USUAL,
                "447700900003");
    }

    private static void accepted(Answer answer) {
        assertInstanceOf(Answer.Accepted.class, answer);
    }

    private static void refused(Refusal why, Answer answer) {
        assertEquals(why, assertInstanceOf(Answer.Refused.class, answer).refusal());
    }

    private Answer accept(Submission submission) {
        return centre.acceptance.accept(List.of(submission)).getFirst();
    }

    /** Ends all, and fails if anything else is kept back, or anything spent. */
    private void assertKeptBack(int messages) throws Exception {
        close();
        try (SqlBalances balances = balances()) {
            assertEquals(
                    new Balances.Balance("demo", BigDecimal.TEN, BigDecimal.valueOf(messages)),
                    balances.find("demo").orElseThrow());
        }
    }

    @Test
    void keepsBackEachDestinationOfWhateverIsAccepted() throws Exception {
        accepted(accept(usual("447700900001", "447700900004")));
        accepted(accept(later()));
        accepted(accept(push()));
        assertKeptBack(4);
    }

    @Test
    void keepsBackAllOfASubmissionOrNothing() throws Exception {
        List<Answer> answers =
                centre.acceptance.accept(
                        List.of(
                                usual("447700900001"),
                                usual("447700900001", "49151123456789"),
                                usual("447700900004")));
        accepted(answers.get(0));
        refused(Refusal.NO_PRICE, answers.get(1));
        accepted(answers.get(2));
        assertEquals(2, store.size());
        for (int i = 0; i < 8; i++) {
            accepted(accept(usual("447700900001")));
        }
        refused(Refusal.NO_CREDIT, accept(usual("447700900001")));
        refused(Refusal.NO_CREDIT, accept(push()));
        assertEquals(0, centre.dispatcher.quarantine().count());
        assertKeptBack(10);
    }

    @Test
    void refusesAndGivesBackWhatCannotBeStoredAndNothingElse() throws Exception {
        accepted(accept(usual("447700900001"))); // so that there are ids
        store.takingNothing(true);
        List<Answer> answers =
                centre.acceptance.accept(
                        List.of(later(), usual("447700900001", "447700900004"), push(), later()));
        accepted(answers.get(0));
        refused(Refusal.STORE_FAILED, answers.get(1));
        accepted(answers.get(2));
        accepted(answers.get(3));
        store.takingNothing(false);
        assertEquals(1, centre.dispatcher.quarantine().count());
        store.failing(true);
        for (Submission each : List.of(later(), usual("447700900001"), push())) {
            refused(Refusal.STORE_FAILED, accept(each));
        }
        store.failing(false);
        assertKeptBack(4);
    }

    @Test
    void recordsWhatIsDeletedFromTheQuarantineAsNotSpent() throws Exception {
        accepted(accept(push()));
        MessageId held =
                centre.dispatcher
                        .quarantine()
                        .list(new MessageId(Long.MAX_VALUE), 1)
                        .getFirst()
                        .last()
                        .id();
        centre.acceptance.releases().delete(held);
        List<ChargingRecord> records = store.records();
        assertEquals(1, records.size());
        assertTrue(!records.getFirst().charge().orElseThrow().spent());
    }

    @Test
    void chargesADatagramOnceItHasArrived() throws Exception {
        centre.handset = _ -> new DeliveryOutcome.Delivered();
        var once = new Handling(Instant.MIN, false, Handling.Mode.DATAGRAM);
        accepted(accept(submission(TEXT, once, "447700900001")));
        centre.nextArrival();
        while (store.records().isEmpty()) {
            Thread.onSpinWait();
        }
        assertTrue(store.records().getFirst().charge().orElseThrow().spent());
        centre.handset = _ -> new DeliveryOutcome.Failed(Cause.REJECTED, "test");
        accepted(accept(submission(TEXT, once, "447700900001")));
        while (store.records().size() < 2) {
            Thread.onSpinWait();
        }
        assertTrue(!store.records().getLast().charge().orElseThrow().spent());
    }
}
