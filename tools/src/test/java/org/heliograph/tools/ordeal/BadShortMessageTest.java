// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.tools.handset.Handset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no handset should send in a MESSAGE and no ESME in a submit_sm, at a server as it comes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadShortMessageTest {
    private static final String RP = "application/vnd.3gpp.sms";
    private static final String SUBSCRIBER = "447700900003";

    private Scene scene;
    private Handset b;
    private SmppDoor esme;
    private SipDoor subscriber;
    private Refusals refusals;
    private int goodMessages;

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        scene = new Scene(directory);
        ServerProcess server = scene.serve();
        b = scene.handset(Scene.B, true);
        esme = new SmppDoor(scene.smpp(), ServerProcess.PATIENCE);
        assertEquals(0, esme.bind("demo", scene.password()));
        subscriber = new SipDoor(scene.sip(), SUBSCRIBER, ServerProcess.PATIENCE);
        assertEquals(200, subscriber.register());
        refusals = new Refusals(server, this::goodMessage);
    }

    @AfterAll
    void close() throws IOException {
        subscriber.close();
        esme.unbind();
        esme.close();
        scene.close();
    }

    private void goodMessage() throws IOException, InterruptedException {
        String text = "Still there " + ++goodMessages;
        assertEquals(0, esme.submit(Scene.B, text).status());
        Scene.shows(b, text);
    }

    /** 0x43 ESME_RINVESMCLASS, 0x01 ESME_RINVMSGLEN, 0x104 ESME_RINVDCS (SMPP 3.4 §5.1.3). */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            header past the end       | 40 | 04 | 20 0003 0102 | 43  | user-data-header
            header, but no octets     | 40 | 04 | ''           | 43  | user-data-header
            element past the header   | 40 | 00 | 03 00 09 01  | 43  | user-data-header
            half a UCS-2 character    | 00 | 08 | 004800       | 1   | user-data
            eight bits in ASCII       | 00 | 01 | 4890         | 1   | user-data
            an alphabet nobody knows  | 00 | 09 | 48           | 104 | data-coding
            """)
    void submitSmIsRefusedWithTheStatusThatSaysWhy(
            String name, String esmClass, String dataCoding, String hex, String status, String code)
            throws Throwable {
        String line =
                refusals.oneLine(
                        code,
                        () ->
                                assertEquals(
                                        Integer.parseInt(status, 16),
                                        esme.submit(
                                                        Scene.B,
                                                        Integer.parseInt(esmClass, 16),
                                                        Integer.parseInt(dataCoding, 16),
                                                        octets(hex))
                                                .status(),
                                        name));
        assertTrue(line.contains(" status=0x" + status + " "), line);
    }

    @Test
    void aPartOfTwoHundredSeptetsFitsNoShortMessage() throws Throwable {
        Octets part = octets("050003070201" + "78".repeat(200));
        refusals.oneLine(
                "too-long", () -> assertEquals(1, esme.submit(Scene.B, 0x40, 0, part).status()));
    }

    /** 95 semantically incorrect, 96, 97, 111 protocol error (3GPP TS 24.011 table 8.4). */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            RP-User-Data past the end       | 00 05 00 02 91 21 20 0102 | 111 | tpdu-malformed
            RP-Destination past the end     | 00 05 00 0b 91 21         | 96  | rp-malformed
            RP-DATA of the network          | 01 05 02 91 21 00 01 04   | 97  | rp-malformed
            message type that there is not  | 07 05 00                  | 97  | rp-malformed
            SMS-SUBMIT that breaks off      | 00 05 00 02 91 21 02 01 00 | 111 | tpdu-malformed
            """)
    void rpDataIsRefusedWithTheCauseThatSaysWhy(String name, String hex, int cause, String code)
            throws Throwable {
        String line =
                refusals.oneLine(
                        code,
                        () -> {
                            String callId = subscriber.message(RP, octets(hex));
                            assertEquals(202, subscriber.status(callId), name);
                            var error =
                                    assertInstanceOf(
                                            RpMessage.RpError.class, subscriber.answer(callId));
                            assertEquals(5, error.messageReference());
                            assertEquals(cause, error.cause());
                        });
        assertTrue(line.contains(" rp-cause=" + cause + " "), line);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            no body at all    | ''                       | ''           | 400 | sip-no-body
            type, but no body | application/vnd.3gpp.sms | ''           | 400 | sip-no-body
            plain text        | text/plain               | 48656c6c6f   | 415 | sip-content-type
            no type           | ''                       | 48656c6c6f   | 415 | sip-content-type
            """)
    void messageWithoutAUsableBodyIsRefused(
            String name, String type, String hex, int status, String code) throws Throwable {
        refusals.oneLine(
                code,
                () ->
                        assertEquals(
                                status,
                                subscriber.status(subscriber.message(type, octets(hex))),
                                name));
    }

    @Test
    void unknownSenderIsRefused() throws Throwable {
        try (SipDoor stranger = new SipDoor(scene.sip(), "447700900666", ServerProcess.PATIENCE)) {
            refusals.oneLine(
                    "sip-unknown-sender",
                    () ->
                            assertEquals(
                                    403,
                                    stranger.status(stranger.message(RP, octets("0005000000")))));
        }
    }

    /** ESME_RINVPASWD and ESME_RINVSYSID. */
    @ParameterizedTest
    @CsvSource({"demo, 0e, password", "omed, 0f, system-id"})
    void bindWithAWrongPasswordOrNameIsRefused(String systemId, String status, String code)
            throws Throwable {
        refusals.oneLine(
                code,
                () -> {
                    try (SmppDoor door = new SmppDoor(scene.smpp(), ServerProcess.PATIENCE)) {
                        assertEquals(Integer.parseInt(status, 16), door.bind(systemId, "wrong"));
                    }
                });
    }

    @Test
    void destinationWithoutARouteIsRefused() throws Throwable {
        refusals.oneLine(
                "no-route",
                () ->
                        assertEquals(
                                0x0b,
                                esme.submit("12", 0, 0, Octets.of("Hi", StandardCharsets.US_ASCII))
                                        .status()));
    }

    @Test
    void octetsThatAreNoSipAreDropped() throws Throwable {
        refusals.oneLine("sip-noise", () -> subscriber.send("What is this?\r\n\r\n", Octets.EMPTY));
    }

    @Test
    void octetsThatAreNoSmppEndTheConnection() throws Throwable {
        refusals.oneLine(
                "command-length",
                () -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(scene.smpp().socketAddress());
                        socket.setSoTimeout(Math.toIntExact(ServerProcess.PATIENCE.toMillis()));
                        socket.getOutputStream()
                                .write(octets("ffffffff 00000004 00000000 00000001").toArray());
                        socket.getInputStream().readAllBytes();
                    }
                });
    }

    private static Octets octets(String hex) {
        return Octets.ofHex(hex.replace(" ", ""));
    }
}
