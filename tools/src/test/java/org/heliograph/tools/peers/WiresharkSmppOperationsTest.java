// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.heliograph.config.Listen;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.peers.Tshark.Packet;
import org.heliograph.tools.wire.Tap;
import org.jsmpp.bean.Address;
import org.jsmpp.bean.DestinationAddress;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.util.DefaultComposer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wireshark reads a run of every SMPP operation that the SMSC serves (SMPP 3.4 §4). An operation
 * more is a line in {@link #talk}, and its command_ids in {@link #EVERY_OPERATION}.
 */
final class WiresharkSmppOperationsTest {
    private static final Set<String> EVERY_OPERATION =
            Set.of(
                    "0x80000000", // generic_nack
                    "0x00000001", // bind_receiver
                    "0x80000001",
                    "0x00000002", // bind_transmitter
                    "0x80000002",
                    "0x00000003", // query_sm
                    "0x80000003",
                    "0x00000004", // submit_sm
                    "0x80000004",
                    "0x00000005", // deliver_sm
                    "0x80000005",
                    "0x00000006", // unbind
                    "0x80000006",
                    "0x00000007", // replace_sm
                    "0x80000007",
                    "0x00000008", // cancel_sm
                    "0x80000008",
                    "0x0000000b", // outbind
                    "0x00000009", // bind_transceiver
                    "0x80000009",
                    "0x00000015", // enquire_link
                    "0x80000015",
                    "0x00000021", // submit_multi
                    "0x80000021",
                    "0x00000102", // alert_notification
                    "0x00000103", // data_sm
                    "0x80000103");

    private static final String SHORT_CODE = "1000";
    private static final String ABSENT = "447700900009";
    private static final String COMES_BACK = "447700900008";
    private static final int NO_COMMAND = 0x0BAD;
    private static final byte ISDN = 1;
    private static final byte INTERNATIONAL = 1;
    private static final int MOST_TRIES = 100;

    private static final List<String> FIELDS =
            List.of(
                    "tcp.srcport",
                    "tcp.dstport",
                    "_ws.malformed",
                    "_ws.expert.severity",
                    "_ws.expert.message",
                    "smpp.command_length",
                    "smpp.command_id",
                    "smpp.command_status",
                    "smpp.sequence_number",
                    "smpp.system_id",
                    "smpp.source_addr",
                    "smpp.destination_addr",
                    "smpp.esm.submit.msg_type",
                    "smpp.message",
                    "smpp.message_payload",
                    "smpp.message_id",
                    "smpp.message_state",
                    "smpp.ms_availability_status",
                    "smpp.receipted_message_id",
                    "smpp.regdel.receipt",
                    "smpp.SC_interface_version");

    @TempDir private static Path directory;

    private static final List<RawEsme> PEERS = new ArrayList<>();
    private static List<Packet> packets = List.of();
    private static String waitingId = "";

    @BeforeAll
    static void captureARunOfEverything() throws Exception {
        Tshark.assumeInstalled();
        var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        World world = new World(directory, Tap.none(), reachableAt(listening.getLocalPort()));
        try {
            Listen smsc = world.smsc().smppAddress();
            var tshark =
                    new Tshark(
                            directory.resolve("run.pcapng"),
                            Map.of(smsc.port(), "smpp", listening.getLocalPort(), "smpp"));
            try (Tshark.Capture capture = tshark.capture()) {
                RawEsme transmitter = bound(smsc, 0x02, world.password());
                assertEquals(0, submit(transmitter, SHORT_CODE, "fetch me", 0).status());
                var called = new RawEsme(listening.accept());
                PEERS.add(called);
                called.awaitRequest(RawEsme.OUTBIND);
                bind(called, 0x01, world.password());
                called.awaitRequest(RawEsme.DELIVER_SM);
                for (RawEsme esme : List.of(transmitter, called)) {
                    assertEquals(0, esme.ask((composer, n) -> composer.unbind(n)).status());
                }
                RawEsme esme = bound(smsc, 0x09, world.password());
                talk(esme, world);
                world.close(); // the SMSC says goodbye
                esme.awaitRequest(RawEsme.UNBIND);
                capture.finish();
            }
            packets = tshark.read("smpp", FIELDS);
        } finally {
            for (RawEsme esme : PEERS) {
                esme.close();
            }
            world.close();
            listening.close();
        }
    }

    private static String reachableAt(int port) {
        return "smsc.smpp.accounts=[{systemId: "
                + World.ESME
                + ", passwordFile: esme-demo.password, shortCodes: ['"
                + SHORT_CODE
                + "'], outbind: ['127.0.0.1:"
                + port
                + "']}, {systemId: mmsc, passwordFile: esme-mmsc.password, shortCodes: []}]";
    }

    private static RawEsme bound(Listen smsc, int commandId, String password) throws Exception {
        RawEsme esme = new RawEsme(new Socket(smsc.host(), smsc.port()));
        PEERS.add(esme);
        bind(esme, commandId, password);
        return esme;
    }

    private static void bind(RawEsme esme, int commandId, String password) throws Exception {
        RawEsme.Pdu response =
                esme.ask(
                        (composer, n) ->
                                composer.bind(
                                        commandId,
                                        n,
                                        World.ESME,
                                        password,
                                        "",
                                        (byte) 0x34,
                                        (byte) 0,
                                        (byte) 0,
                                        ""));
        assertEquals(0, response.status());
    }

    private static void talk(RawEsme esme, World world) throws Exception {
        assertEquals(0, esme.ask((composer, n) -> composer.enquireLink(n)).status());
        assertEquals(0, submit(esme, SHORT_CODE, "to a short code", 1).status());
        esme.awaitRequest(RawEsme.DELIVER_SM); // the message
        esme.awaitRequest(RawEsme.DELIVER_SM); // the receipt
        assertEquals(0, multi(esme).status());
        esme.awaitRequest(RawEsme.DELIVER_SM);
        assertEquals(0, data(esme).status());
        esme.awaitRequest(RawEsme.DELIVER_SM);
        assertEquals(0, esme.ask(WiresharkSmppOperationsTest::alerting).status());
        try (Handset _ = world.handset("back", COMES_BACK, false, _ -> {})) {
            esme.awaitRequest(RawEsme.ALERT_NOTIFICATION);
        }
        waitingId = submit(esme, ABSENT, "for nobody here", 0).text();
        assertEquals(0, esme.ask(WiresharkSmppOperationsTest::query).status());
        untilDone(esme, WiresharkSmppOperationsTest::replace);
        untilDone(esme, WiresharkSmppOperationsTest::cancel);
        RawEsme.Pdu nack = esme.ask((composer, n) -> composer.composeHeader(NO_COMMAND, 0, n));
        assertEquals(0x80000000, nack.id());
        esme.tell((composer, n) -> composer.genericNack(3, n));
    }

    private static RawEsme.Pdu submit(RawEsme esme, String to, String text, int receipt)
            throws Exception {
        return esme.ask(
                (composer, n) ->
                        composer.submitSm(
                                n,
                                "",
                                (byte) 0,
                                ISDN,
                                SHORT_CODE,
                                to.equals(SHORT_CODE) ? 0 : INTERNATIONAL,
                                ISDN,
                                to,
                                (byte) 0,
                                (byte) 0,
                                (byte) 0,
                                "",
                                "",
                                (byte) receipt,
                                (byte) 0,
                                (byte) 0,
                                (byte) 0,
                                text.getBytes(US_ASCII)));
    }

    private static RawEsme.Pdu multi(RawEsme esme) throws Exception {
        var destinations =
                new DestinationAddress[] {
                    new Address((byte) 0, ISDN, SHORT_CODE),
                    new Address(INTERNATIONAL, ISDN, ABSENT),
                    new Address((byte) 0, ISDN, "12")
                };
        return esme.ask(
                (composer, n) ->
                        composer.submitMulti(
                                n,
                                "",
                                (byte) 0,
                                ISDN,
                                SHORT_CODE,
                                destinations,
                                (byte) 0,
                                (byte) 0,
                                (byte) 0,
                                "",
                                "",
                                (byte) 0,
                                (byte) 0,
                                (byte) 0,
                                (byte) 0,
                                "to several".getBytes(US_ASCII)));
    }

    private static RawEsme.Pdu data(RawEsme esme) throws Exception {
        return esme.ask(
                (composer, n) ->
                        composer.dataSm(
                                n,
                                "",
                                (byte) 0,
                                ISDN,
                                SHORT_CODE,
                                (byte) 0,
                                ISDN,
                                SHORT_CODE,
                                (byte) 0,
                                (byte) 0,
                                (byte) 0,
                                new OptionalParameter.Message_payload("data".getBytes(US_ASCII))));
    }

    private static byte[] alerting(DefaultComposer composer, int n) throws Exception {
        return composer.dataSm(
                n,
                "",
                (byte) 0,
                ISDN,
                SHORT_CODE,
                INTERNATIONAL,
                ISDN,
                COMES_BACK,
                (byte) 0,
                (byte) 0,
                (byte) 0,
                new OptionalParameter.Message_payload("come back".getBytes(US_ASCII)),
                new OptionalParameter.Set_dpf(true));
    }

    private static byte[] query(DefaultComposer composer, int n) throws Exception {
        return composer.querySm(n, waitingId, (byte) 0, ISDN, SHORT_CODE);
    }

    private static byte[] replace(DefaultComposer composer, int n) throws Exception {
        return composer.replaceSm(
                n,
                waitingId,
                (byte) 0,
                ISDN,
                SHORT_CODE,
                "",
                "",
                (byte) 0,
                (byte) 0,
                "in its place".getBytes(US_ASCII));
    }

    private static byte[] cancel(DefaultComposer composer, int n) throws Exception {
        return composer.cancelSm(
                n, "", waitingId, (byte) 0, ISDN, SHORT_CODE, (byte) 0, (byte) 0, "");
    }

    /** A message that is being tried cannot be changed at that moment. */
    private static void untilDone(RawEsme esme, RawEsme.Request request) throws Exception {
        RawEsme.Pdu response = esme.ask(request);
        for (int tries = 1; response.status() != 0 && tries < MOST_TRIES; tries++) {
            response = esme.ask(request);
        }
        assertEquals(0, response.status());
    }

    @Test
    void nothingIsMalformed() {
        for (Packet packet : packets) {
            assertTrue(!packet.has("_ws.malformed"), packet.toString());
            assertTrue(!packet.has("_ws.expert.message"), packet.toString());
        }
    }

    @Test
    void everyOperationAndItsResponseIsRead() {
        Set<String> read = new TreeSet<>();
        packets.forEach(packet -> read.addAll(packet.all("smpp.command_id")));
        assertEquals(new TreeSet<>(EVERY_OPERATION), read);
    }

    /** A PDU's header in one line, as both sides say it. */
    private static String header(int length, String id, String status, int number) {
        return length + " " + id + " " + status + " " + number;
    }

    @Test
    void everyHeaderIsReadAsItWasMeant() {
        for (RawEsme esme : PEERS) {
            assertEquals(meant(esme.sent()), read("tcp.srcport", esme.port()));
            assertEquals(meant(esme.received()), read("tcp.dstport", esme.port()));
        }
    }

    private static List<String> meant(List<RawEsme.Pdu> said) {
        return said.stream()
                .filter(pdu -> pdu.id() != NO_COMMAND) // Wireshark takes it for no SMPP
                .map(
                        pdu ->
                                header(
                                        pdu.octets().length(),
                                        "0x%08x".formatted(pdu.id()),
                                        "0x%08x".formatted(pdu.status()),
                                        pdu.sequenceNumber()))
                .toList();
    }

    private static List<String> read(String side, int port) {
        List<String> headers = new ArrayList<>();
        for (Packet packet : packets) {
            if (packet.has(side, Integer.toString(port))) {
                // command_status is shown for responses alone
                int status = 0;
                for (int i = 0; i < packet.all("smpp.command_id").size(); i++) {
                    String id = packet.all("smpp.command_id").get(i);
                    headers.add(
                            header(
                                    Integer.parseInt(packet.all("smpp.command_length").get(i)),
                                    id,
                                    id.startsWith("0x8")
                                            ? packet.all("smpp.command_status").get(status++)
                                            : "0x00000000",
                                    Integer.parseInt(packet.all("smpp.sequence_number").get(i))));
                }
            }
        }
        return headers;
    }

    private static Packet one(String id, String field, String value) {
        return packets.stream()
                .filter(p -> p.has("smpp.command_id", id) && p.has(field, value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " with " + field + value));
    }

    private static String hex(String text) {
        return Octets.of(text, US_ASCII).toHex();
    }

    @Test
    void fieldsAreReadAsTheyWereMeant() {
        Packet submitted = one("0x00000004", "smpp.message", hex("to a short code"));
        assertEquals(SHORT_CODE, submitted.one("smpp.destination_addr"));
        assertEquals("0x01", submitted.one("smpp.regdel.receipt"));
        Packet delivered = one("0x00000005", "smpp.message", hex("to a short code"));
        assertTrue(delivered.has("smpp.esm.submit.msg_type", "0x00"), delivered.toString());
        Packet receipt = one("0x00000005", "smpp.message_state", "2");
        assertTrue(receipt.has("smpp.esm.submit.msg_type", "0x01"), receipt.toString());
        one("0x00000103", "smpp.message_payload", hex("data"));
        one("0x0000000b", "smpp.system_id", "Heliograph");
        Packet alert = one("0x00000102", "smpp.source_addr", COMES_BACK);
        assertTrue(alert.has("smpp.ms_availability_status", "0"), alert.toString());
        one("0x00000021", "smpp.message", hex("to several"));
        one("0x00000003", "smpp.message_id", waitingId);
        one("0x80000003", "smpp.message_id", waitingId);
        one("0x80000003", "smpp.message_state", "1");
        one("0x00000007", "smpp.message", hex("in its place"));
        one("0x00000008", "smpp.message_id", waitingId);
        assertEquals(
                Integer.toString(0x34),
                one("0x80000009", "smpp.system_id", "Heliograph").one("smpp.SC_interface_version"));
    }
}
