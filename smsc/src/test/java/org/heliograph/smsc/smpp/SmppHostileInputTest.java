// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.heliograph.smsc.smpp.RawPeer.BIND_RECEIVER;
import static org.heliograph.smsc.smpp.RawPeer.BIND_TRANSCEIVER;
import static org.heliograph.smsc.smpp.RawPeer.BIND_TRANSMITTER;
import static org.heliograph.smsc.smpp.RawPeer.SUBMIT_SM;
import static org.heliograph.smsc.smpp.RawPeer.pdu;
import static org.heliograph.smsc.smpp.RawPeer.string;
import static org.heliograph.smsc.smpp.RawPeer.submit;
import static org.heliograph.smsc.smpp.RawPeer.uint32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Octet by octet what a peer may do to us. */
final class SmppHostileInputTest {
    private static final int ENQUIRE_LINK = 0x15;

    /** Short timers, so that the test sees them run out. */
    private static final SmscSettings.Smpp QUICK =
            new SmscSettings.Smpp(
                    TestCentre.SMPP.listen(),
                    4_096,
                    Duration.ofMillis(1_000),
                    Duration.ofMillis(600),
                    Duration.ofMillis(1_500),
                    3,
                    10,
                    TestCentre.SMPP.accounts());

    private TestCentre centre;
    private Socket socket;
    private OutputStream out;
    private DataInputStream in;

    @BeforeEach
    void start() throws Exception {
        centre = new TestCentre(new MemoryMessageStore(), QUICK, 1_000);
        connect();
    }

    @AfterEach
    void stop() throws IOException {
        socket.close();
        centre.close();
    }

    private void connect() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), centre.address().getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        out = socket.getOutputStream();
        in = new DataInputStream(socket.getInputStream());
    }

    private static Octets bind(int commandId, String password) {
        return RawPeer.bind(commandId, "demo", password, 0x34);
    }

    private void send(Octets octets) throws IOException {
        octets.writeTo(out);
        out.flush();
    }

    /** {@return "command_id command_status sequence_number" of the next PDU} */
    private String next() throws IOException {
        int length = in.readInt();
        String header = String.format("%08x %x %d", in.readInt(), in.readInt(), in.readInt());
        in.readFully(new byte[length - 16]);
        return header;
    }

    private void assertClosed() throws IOException {
        try {
            while (true) {
                next();
            }
        } catch (EOFException e) {
            return;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (IOException e) {
            return; // reset
        }
    }

    private void boundAs(int commandId) throws IOException {
        send(bind(commandId, TestCentre.PASSWORD));
        assertEquals(String.format("%08x 0 1", commandId | 0x80000000), next());
    }

    @ParameterizedTest(name = "command_length {0}")
    @CsvSource({"0", "15", "4097", "1073741824", "2147483647", "-1"})
    void refusesALengthBeforeReadingIt(int length) throws IOException {
        send(uint32(length).plus(uint32(SUBMIT_SM)).plus(uint32(0)).plus(uint32(77)));

        assertEquals("80000000 2 77", next());
        assertClosed();
    }

    @Test
    void answersWhatCameBeforeAnImpossibleLength() throws IOException {
        boundAs(BIND_TRANSMITTER);
        send(
                submit(2, "x", Octets.EMPTY)
                        .plus(uint32(-1).plus(uint32(4)).plus(uint32(0)).plus(uint32(3))));

        assertEquals("80000004 0 2", next());
        assertEquals("80000000 2 3", next());
        assertClosed();
    }

    @ParameterizedTest(name = "cut at octet {0}")
    @CsvSource({"3", "16", "20", "45"})
    void keepsItsPlaceOverAPauseInsideAPdu(int cut) throws Exception {
        boundAs(BIND_TRANSMITTER);
        Octets submit = submit(2, "x", Octets.EMPTY);
        send(submit.slice(0, cut));
        // longer than the enquire_link timer: we are asked, and may not answer inside a PDU
        assertEquals("00000015 0 1", next());
        send(submit.from(cut));

        assertEquals("80000004 0 2", next());
    }

    @Test
    void answersAPduOfManyPieces() throws Exception {
        boundAs(BIND_TRANSMITTER);
        Octets two = submit(2, "x", Octets.EMPTY).plus(submit(3, "y", Octets.EMPTY));
        for (int i = 0; i < two.length(); i++) {
            send(two.slice(i, i + 1));
        }
        assertEquals("80000004 0 2", next());
        assertEquals("80000004 0 3", next());
    }

    @Test
    void answersABurstInOrder() throws Exception {
        boundAs(BIND_TRANSCEIVER);
        var burst = new OctetWriter();
        for (int i = 10; i < 400; i++) {
            burst.octets(
                    i % 7 == 0 ? pdu(ENQUIRE_LINK, i, Octets.EMPTY) : submit(i, "x", Octets.EMPTY));
        }
        send(burst.toOctets());
        for (int i = 10; i < 400; i++) {
            assertEquals((i % 7 == 0 ? "80000015 0 " : "80000004 0 ") + i, next());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "TLV without length, 0424, c0",
        "TLV cut short, 0424000501, c0",
        "TLV of a wrong length, 020400010a, c2",
    })
    void answersABrokenTlv(String name, String tail, String status) throws IOException {
        boundAs(BIND_TRANSMITTER);
        send(submit(2, "x", Octets.ofHex(tail)));

        assertEquals("80000004 " + status + " 2", next(), name);
        send(submit(3, "x", Octets.EMPTY));
        assertEquals("80000004 0 3", next());
    }

    @Test
    void answersABodyCutShort() throws IOException {
        boundAs(BIND_TRANSMITTER);
        Octets whole = submit(2, "hello", Octets.EMPTY);
        for (int length = 16; length < whole.length(); length++) {
            send(pdu(SUBMIT_SM, length, whole.slice(16, length)));
            assertEquals("80000004 2 " + length, next());
        }
    }

    @Test
    void refusesToSubmitOnAReceiverAndBeforeABind() throws IOException {
        send(submit(5, "x", Octets.EMPTY));
        assertEquals("80000004 4 5", next());
        send(pdu(ENQUIRE_LINK, 6, Octets.EMPTY));
        assertEquals("80000015 4 6", next());
        boundAs(BIND_RECEIVER);
        send(submit(7, "x", Octets.EMPTY));
        assertEquals("80000004 4 7", next());
    }

    @Test
    void refusesASecondBindAndUnknownCommands() throws IOException {
        boundAs(BIND_TRANSCEIVER);
        send(bind(BIND_TRANSMITTER, TestCentre.PASSWORD));
        assertEquals("80000002 5 1", next());
        send(pdu(0x1234, 8, Octets.EMPTY));
        assertEquals("80000000 3 8", next());
        send(pdu(0x08, 9, Octets.EMPTY));
        assertEquals("80000008 2 9", next());
    }

    @ParameterizedTest(name = "command_id {0}")
    @ValueSource(ints = {0x0B, 0x102, 0x00, 0x7FFFFFFF}) // outbind, alert_notification, unknown
    void nacksWhatNoEsmeSends(int commandId) throws IOException {
        send(pdu(commandId, 7, Octets.EMPTY));
        assertEquals("80000000 3 7", next());
        boundAs(BIND_TRANSCEIVER);
        send(pdu(commandId, 8, Octets.EMPTY));
        assertEquals("80000000 3 8", next());
    }

    @ParameterizedTest(name = "command_status {0}")
    @ValueSource(ints = {0, 3})
    void takesAGenericNackForARefusal(int status) throws Exception {
        boundAs(BIND_TRANSCEIVER);
        // it asks for a receipt, which tells that it was not delivered to us
        var body = new OctetWriter();
        body.octets(string("")).octet(0).octet(1).octets(string("1000"));
        body.octet(0).octet(1).octets(string("1000"));
        body.octet(0).octet(0).octet(0).octets(string("")).octets(string(""));
        body.octet(1).octet(0).octet(0).octet(0).octet(1).octet('x');
        send(pdu(SUBMIT_SM, 2, body.toOctets()));
        String deliver = "";
        for (int i = 0; i < 2; i++) { // the answer may come after it
            String came = next();
            deliver = came.startsWith("00000005") ? came : deliver;
        }
        int sequence = Integer.parseInt(deliver.substring(11));
        send(uint32(16).plus(uint32(0x80000000)).plus(uint32(status)).plus(uint32(sequence)));

        in.readFully(new byte[4 + 4 + 4 + 4]); // the receipt, after its command_length
        byte[] receipt = new byte[150];
        in.readFully(receipt);
        String text = new String(receipt, US_ASCII);
        assertTrue(text.contains("stat:UNDELIV"), text);
    }

    @Test
    void answersABindWithoutAPassword() throws IOException {
        send(bind(BIND_TRANSMITTER, ""));
        assertEquals("80000002 e 1", next());
    }

    @Test
    void closesAfterAFewWrongPasswords() throws IOException {
        for (int i = 0; i < 3; i++) {
            send(bind(BIND_TRANSMITTER, "guess" + i));
            assertEquals("80000002 e 1", next());
        }
        assertClosed();
    }

    @Test
    void closesAConnectionThatDoesNotBind() throws IOException {
        assertClosed();
    }

    @Test
    void closesASessionWhosePeerIsGone() throws IOException {
        boundAs(BIND_TRANSCEIVER);
        assertEquals("00000015 0 1", next());
        assertClosed();
    }

    @Test
    void aPeerThatDoesNotReadDelaysNobody() throws Exception {
        boundAs(BIND_TRANSMITTER);
        Octets enquire = pdu(ENQUIRE_LINK, 1, Octets.EMPTY);
        var flood = new OctetWriter();
        for (int i = 0; i < 2_000; i++) {
            flood.octets(enquire);
        }
        Octets octets = flood.toOctets();
        var closed = new CountDownLatch(1);
        Thread flooder =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        for (int i = 0; i < 2_000; i++) {
                                            send(octets);
                                        }
                                    } catch (IOException e) {
                                        closed.countDown();
                                    }
                                });
        try (var other = new Socket(InetAddress.getLoopbackAddress(), centre.address().getPort())) {
            bind(BIND_TRANSMITTER, TestCentre.PASSWORD).writeTo(other.getOutputStream());
            submit(2, "x", Octets.EMPTY).writeTo(other.getOutputStream());
            assertEquals("447700900123", centre.nextArrival().destinationAddress().value());
        }
        assertEquals(true, closed.await(10, TimeUnit.SECONDS), "the flooder is closed");
        flooder.join();
    }

    @Test
    void boundsTheNumberOfConnections() throws IOException {
        Socket second = new Socket(InetAddress.getLoopbackAddress(), centre.address().getPort());
        Socket third = new Socket(InetAddress.getLoopbackAddress(), centre.address().getPort());
        boundAs(BIND_TRANSCEIVER); // the first is served by now
        Socket fourth = new Socket(InetAddress.getLoopbackAddress(), centre.address().getPort());
        assertEquals(-1, fourth.getInputStream().read());
        fourth.close();
        third.close();
        second.close();
    }
}
