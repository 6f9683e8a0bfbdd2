// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.mms.Attachment;
import org.heliograph.tools.mms.Composition;
import org.heliograph.tools.mms.Mm1Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who sends pays, by all doors, and reads it in the records. */
final class ChargedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Octets PHOTO = Octets.ofHex("ffd8ffe000104a464946");
    private static final int NO_CREDIT = 0x400;

    @TempDir Path directory;
    private Scene scene;
    private Money money;

    @BeforeEach
    void open() throws Exception {
        scene = new Scene(directory);
        Files.createDirectories(scene.data());
        money = new Money(scene.data());
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private ServerProcess serve(String... more) throws Exception {
        List<String> settings = new ArrayList<>(Money.SETTINGS);
        settings.addAll(List.of(more));
        return scene.serve(settings.toArray(String[]::new));
    }

    private static void stop(ServerProcess server) throws Exception {
        server.signal("TERM");
        server.exitCode();
    }

    private MmsPdu.MSendConf send(Mm1Client mm1, String name, String... to) throws Exception {
        List<String> recipients = List.of(to).stream().map(one -> "+" + one).toList();
        var message =
                new Composition(recipients, name, false, List.of(Attachment.of("p.jpg", PHOTO)));
        var answer =
                assertInstanceOf(
                        Mm1Client.Answer.Pdu.class, mm1.post(scene.mm1(), message.toPdu()));
        return assertInstanceOf(MmsPdu.MSendConf.class, answer.pdu());
    }

    private static Mm1Client phone(String msisdn) {
        return new Mm1Client(Optional.empty(), Map.of("X-MSISDN", msisdn));
    }

    private SmppDoor esme() throws IOException {
        SmppDoor esme = new SmppDoor(scene.smpp(), PATIENCE);
        assertEquals(0, esme.bind("demo", scene.password()));
        return esme;
    }

    @Test
    void whoHasNothingLeftIsToldSoAndWhatArrivesIsPaid() throws Exception {
        money.topUp("demo", "0.25");
        money.topUp(Scene.A, "0.70");
        ServerProcess server = serve();
        Handset b = scene.handset(Scene.B, true);
        Handset a = scene.handset(Scene.A, true);
        Scene.registered(b);
        Scene.registered(a);
        String first;
        try (SmppDoor esme = esme()) {
            SmppDoor.Response one = esme.submit(Scene.B, "one");
            assertEquals(0, one.status());
            first = one.messageId();
            assertEquals(0, esme.submit(Scene.B, "two").status());
            assertEquals(NO_CREDIT, esme.submit(Scene.B, "three").status());
            assertEquals(0x402, esme.submit("4915112345678", "no tariff").status());
        }
        Scene.shows(b, "two");
        try (Mm1Client mm1 = phone(Scene.A);
                Mm1Client stranger = phone("447700900009")) {
            assertEquals(ResponseStatus.OK, send(mm1, "one", Scene.B).responseStatus());
            assertEquals(ResponseStatus.OK, send(mm1, "two", Scene.B).responseStatus());
            MmsPdu.MSendConf refused = send(mm1, "three", Scene.B);
            assertEquals(ResponseStatus.ERROR_PERMANENT_LACK_OF_PREPAID, refused.responseStatus());
            MmsPdu.MSendConf again = send(mm1, "two, and another", Scene.B, "447700900004");
            assertEquals(ResponseStatus.ERROR_PERMANENT_LACK_OF_PREPAID, again.responseStatus());
            assertEquals(
                    ResponseStatus.ERROR_PERMANENT_SERVICE_DENIED,
                    send(stranger, "four", Scene.B).responseStatus());
        }
        assertInstanceOf(
                Handset.SmsResult.Accepted.class, a.sendSms("+" + Scene.B, "from a phone", false));
        Scene.shows(b, "from a phone");
        assertInstanceOf(
                Handset.SmsResult.Refused.class, a.sendSms("+" + Scene.B, "for nothing", false));

        List<Map<String, String>> sms = money.await("smsc", records -> records.size() == 3);
        List<Map<String, String>> mms = money.await("mmsc", records -> records.size() == 2);
        stop(server);
        assertEquals(3, money.records("smsc").size(), "notifications are free");
        money.assertBalance("demo", "0.05");
        money.assertBalance(Scene.A, "0");

        Map<String, String> record = sms.getFirst();
        assertEquals("sCSMTRecord", record.get("recordType"));
        assertEquals(first, record.get("messageReference"));
        assertEquals(Scene.B, record.get("recipientMSISDN"));
        assertEquals("Info", record.get("originatorOtherAddress"));
        assertEquals("demo", record.get("account"));
        assertEquals("0.1", record.get("cost"));
        assertEquals("true", record.get("paid"));
        assertEquals("0", record.get("sMStatus"));
        Map<String, String> mobile = sms.getLast();
        assertEquals("sCSMORecord", mobile.get("recordType"));
        assertEquals(Scene.A, mobile.get("originatorMSISDN"));
        assertEquals(Scene.A, mobile.get("account"));
        assertEquals("mMO1SRecord", mms.getFirst().get("recordType"));
        assertEquals(Scene.A, mms.getFirst().get("originatorAddress"));
        assertEquals(Scene.B, mms.getFirst().get("recipientAddress"));
        assertEquals("0.3", mms.getFirst().get("cost"));
    }

    @Test
    void whatNobodyGotCostsNothing() throws Exception {
        money.topUp("demo", "0.20");
        money.topUp(Scene.A, "1.00");
        ServerProcess server =
                serve(
                        "charging.records.format=csv",
                        "charging.mms.charged=retrieval",
                        // long enough for whoever is there, on a slow machine too
                        "mmsc.expiry=10s",
                        "smsc.validityPeriod=10s");
        Handset b = scene.handset(Scene.B, true);
        Scene.registered(b);
        try (SmppDoor esme = esme();
                Mm1Client mm1 = phone(Scene.A)) {
            assertEquals(0, esme.submit("447700900003", "nobody there").status());
            MmsPdu.MSendConf conf = send(mm1, "to two", Scene.B, "447700900003");
            assertEquals(ResponseStatus.OK, conf.responseStatus());
            Scene.await(b.log(), HandsetEvent.MmsReceived.class, _ -> true);
            money.await("mmsc", records -> records.size() == 2); // one retrieved, the other expired
            money.await("smsc", records -> records.size() == 1);
            assertEquals(0, esme.submit(Scene.B, "one").status());
            assertEquals(0, esme.submit(Scene.B, "two").status(), "the money is back");
        }
        List<Map<String, String>> sms = money.await("smsc", records -> records.size() == 3);
        List<Map<String, String>> mms = money.await("mmsc", records -> records.size() == 2);
        stop(server);
        money.assertBalance("demo", "0");
        money.assertBalance(Scene.A, "0.7");
        assertEquals("expired", sms.getFirst().get("sMSResult"));
        assertEquals("70", sms.getFirst().get("sMStatus"));
        assertTrue(!sms.getFirst().containsKey("cost"), sms.toString());
        Map<String, String> retrieved = mms.getFirst();
        assertEquals("mMR1RtRecord", retrieved.get("recordType"));
        assertEquals("0.3", retrieved.get("cost"));
        assertEquals("mMRMDRecord", mms.getLast().get("recordType"));
        assertEquals("expired", mms.getLast().get("mmStatusCode"));
        assertTrue(Instant.parse(retrieved.get("submissionTime")).isBefore(Instant.now()));
        assertEquals(
                5,
                new TreeSet<>(List.of(ids(sms), ids(mms)).stream().flatMap(List::stream).toList())
                        .size());
    }

    private static List<String> ids(List<Map<String, String>> records) {
        return records.stream().map(record -> record.get("recordId")).toList();
    }
}
