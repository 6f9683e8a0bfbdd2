// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.heliograph.tools.peers.Events.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.ReadStatus;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.handset.PacketGateway;
import org.heliograph.tools.peers.Tshark.Packet;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wireshark reads the transactions that follow a message to a group: forwarded, read, deleted. */
final class WiresharkMmsTransactionsTest {
    private static final String A = "447700900001";
    private static final String B = "447700900002";
    private static final String C = "447700900003";
    private static final String TYPE = "mmse.message_type";

    /**
     * Wireshark 4.0 knows no M-Delete.conf (it says "Unknown type 149"), and reads its locations,
     * each of which has a count before it (OMA-TS-MMS_ENC 1.3 §7.3.10), as those of other PDUs.
     */
    private static final Set<String> DELETE_CONF = Set.of("0x95");

    private static final String SUBMIT_SM = "0x00000004";
    private static final List<String> FIELDS =
            List.of(
                    "_ws.malformed",
                    "smpp.command_id",
                    "http.request.method",
                    "http.response.code",
                    TYPE,
                    "mmse.transaction_id",
                    "mmse.message_id",
                    "mmse.response_status",
                    "mmse.response_text",
                    "mmse.read_status",
                    "mmse.status",
                    "mmse.from",
                    "mmse.to",
                    "mmse.bcc");

    @TempDir private Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void areReadAsTheyAreMeant() throws Exception {
        Tshark.assumeInstalled();
        try (World world = new World(directory, Tap.none())) {
            Tshark tshark =
                    new Tshark(
                            directory.resolve("transactions.pcapng"),
                            Map.of(
                                    world.smsc().smppAddress().port(), "smpp",
                                    world.mmsc().mm1Address().port(), "http"));
            String id;
            try (Tshark.Capture capture = tshark.capture()) {
                id = transactions(world);
                capture.finish();
            }
            check(tshark.read("smpp || http", FIELDS), id);
        }
    }

    private static MmsHeaders.Builder headers(String transactionId) {
        return MmsHeaders.builder()
                .add(MmsField.TRANSACTION_ID, transactionId)
                .add(MmsField.MMS_VERSION, 0x12)
                .add(MmsField.FROM, new From.InsertAddress());
    }

    private static EncodedString phone(String digits) {
        return EncodedString.of("+" + digits + "/TYPE=PLMN");
    }

    private String transactions(World world) throws Exception {
        Handset a = handset(world, A);
        Handset b = handset(world, B);
        Handset c = handset(world, C);
        MmsPdu sent =
                post(
                        world,
                        A,
                        new MmsPdu.MSendReq(
                                headers("group")
                                        .add(MmsField.TO, phone(B))
                                        .add(MmsField.TO, EncodedString.of("x@example.org"))
                                        .add(MmsField.BCC, phone(C))
                                        .add(MmsField.DELIVERY_REPORT, true)
                                        .add(MmsField.READ_REPORT, true)
                                        .add(MmsField.CONTENT_TYPE, ContentType.of("text/plain"))
                                        .build(),
                                Octets.of("Hello", StandardCharsets.UTF_8)));
        String id = assertInstanceOf(MmsPdu.MSendConf.class, sent).messageId().orElseThrow();
        String toB = location(b);
        String toC = location(c);
        post(
                world,
                B,
                new MmsPdu.MForwardReq(
                        headers("forward")
                                .add(MmsField.TO, phone(A))
                                .add(MmsField.CONTENT_LOCATION, toB)
                                .build()));
        location(a);
        http.send(
                HttpRequest.newBuilder(URI.create(toC))
                        .header(PacketGateway.IDENTITY_HEADER, C)
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        post(
                world,
                C,
                new MmsPdu.MReadRecInd(
                        MmsHeaders.builder()
                                .add(MmsField.MMS_VERSION, 0x12)
                                .add(MmsField.MESSAGE_ID, id)
                                .add(MmsField.TO, phone(A))
                                .add(MmsField.FROM, new From.InsertAddress())
                                .add(MmsField.DATE, Instant.now())
                                .add(MmsField.READ_STATUS, ReadStatus.READ)
                                .build()));
        post(
                world,
                B,
                new MmsPdu.MDeleteReq(
                        headers("delete").add(MmsField.CONTENT_LOCATION, toB).build()));
        // unreachable, forwarded, retrieved; then who has read it
        for (int status : new int[] {135, 134, 129}) {
            await(
                    a.log(),
                    HandsetEvent.DeliveryReportReceived.class,
                    event -> event.report().status().octet() == status);
        }
        await(a.log(), HandsetEvent.ReadReportReceived.class, _ -> true);
        return id;
    }

    private static Handset handset(World world, String msisdn) throws Exception {
        Handset handset = world.handset(msisdn, msisdn, false, _ -> {});
        await(handset.log(), HandsetEvent.Registered.class, _ -> true);
        return handset;
    }

    private static String location(Handset handset) throws InterruptedException {
        return await(handset.log(), HandsetEvent.NotificationReceived.class, _ -> true)
                .notification()
                .contentLocation();
    }

    private MmsPdu post(World world, String from, MmsPdu pdu) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(world.mm1())
                        .header("Content-Type", MmsCodec.MEDIA_TYPE)
                        .header(PacketGateway.IDENTITY_HEADER, from)
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        MmsCodec.encode(pdu).toArray()))
                        .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        return response.body().length == 0 ? pdu : MmsCodec.decode(Octets.of(response.body()));
    }

    private static void check(List<Packet> packets, String id) {
        Packet conf = one(packets, p -> p.has(TYPE, "0x81"));
        assertEquals("0x80", conf.one("mmse.response_status"));
        assertEquals("x@example.org: e-mail is not served", conf.one("mmse.response_text"));
        Packet retrieved = one(packets, p -> p.has(TYPE, "0x84"));
        assertTrue(!retrieved.has("mmse.bcc"));
        assertEquals(2, retrieved.all("mmse.to").size());
        Packet forwarded = one(packets, p -> p.has(TYPE, "0x8a"));
        assertEquals("forward", forwarded.one("mmse.transaction_id"));
        assertEquals("0x80", forwarded.one("mmse.response_status"));
        Packet read = one(packets, p -> p.has(TYPE, "0x88") && p.has("smpp.command_id", SUBMIT_SM));
        assertEquals(id, read.one("mmse.message_id"));
        assertEquals("+" + C + "/TYPE=PLMN", read.one("mmse.from"));
        assertEquals("0x80", read.one("mmse.read_status"));
        assertEquals(DELETE_CONF, malformed(packets));
    }

    private static Set<String> malformed(List<Packet> packets) {
        return packets.stream()
                .filter(packet -> packet.has("_ws.malformed"))
                .flatMap(packet -> packet.all(TYPE).stream())
                .collect(Collectors.toSet());
    }

    private static Packet one(List<Packet> packets, Predicate<Packet> wanted) {
        return packets.stream().filter(wanted).findFirst().orElseThrow();
    }
}
