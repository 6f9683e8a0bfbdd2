// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.TestCentre;

/** A peer that sends any octets it likes, and shows what comes back. */
final class RawPeer implements AutoCloseable {
    static final int BIND_RECEIVER = 1;
    static final int BIND_TRANSMITTER = 2;
    static final int BIND_TRANSCEIVER = 9;
    static final int SUBMIT_SM = 4;

    final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;

    RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
        this.out = socket.getOutputStream();
        this.in = new DataInputStream(socket.getInputStream());
    }

    static RawPeer of(TestCentre centre) throws IOException {
        return new RawPeer(
                new Socket(InetAddress.getLoopbackAddress(), centre.address().getPort()));
    }

    static Octets pdu(int commandId, int sequence, Octets body) {
        return uint32(16 + body.length())
                .plus(uint32(commandId))
                .plus(uint32(0))
                .plus(uint32(sequence))
                .plus(body);
    }

    static Octets uint32(int value) {
        return Octets.of(value >> 24, value >> 16, value >> 8, value);
    }

    static Octets string(String text) {
        return Octets.of(text, US_ASCII).plus(Octets.of(0));
    }

    static Octets bind(int commandId, String systemId, String password, int version) {
        Octets body =
                string(systemId)
                        .plus(string(password))
                        .plus(string(""))
                        .plus(Octets.of(version, 0, 0))
                        .plus(string(""));
        return pdu(commandId, 1, body);
    }

    static Octets submit(int sequence, String text, Octets tail) {
        return submit(sequence, "447700900123", Octets.of(text, US_ASCII), tail);
    }

    static Octets submit(int sequence, String to, Octets text, Octets tail) {
        var body = new OctetWriter();
        body.octets(string("")).octet(5).octet(0).octets(string("Info"));
        body.octet(1).octet(1).octets(string(to));
        body.octet(0).octet(0).octet(0).octets(string("")).octets(string(""));
        body.octet(0).octet(0).octet(0).octet(0);
        body.octet(text.length()).octets(text).octets(tail);
        return pdu(SUBMIT_SM, sequence, body.toOctets());
    }

    void send(Octets octets) throws IOException {
        octets.writeTo(out);
        out.flush();
    }

    /** {@return the next PDU} */
    Pdu nextPdu() throws IOException {
        int length = in.readInt();
        byte[] rest = new byte[length - 4];
        in.readFully(rest);
        return Pdu.of(uint32(length).plus(Octets.of(rest)));
    }

    /** {@return "command_id command_status sequence_number" of the next PDU} */
    String next() throws IOException {
        Pdu pdu = nextPdu();
        return String.format(
                "%08x %x %d", pdu.commandId(), pdu.commandStatus(), pdu.sequenceNumber());
    }

    /** {@return the command_status of the answer} */
    int bindAs(int commandId, String systemId) throws IOException {
        send(bind(commandId, systemId, TestCentre.PASSWORD, 0x34));
        return nextPdu().commandStatus();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
