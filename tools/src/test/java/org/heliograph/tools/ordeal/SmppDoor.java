// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.heliograph.config.Listen;
import org.heliograph.pdu.Octets;

/** An ESME that writes SMPP 3.4 by hand: says what no proper one would. */
final class SmppDoor implements AutoCloseable {
    private static final int BIND_TRANSMITTER = 0x02;
    private static final int SUBMIT_SM = 0x04;
    private static final int UNBIND = 0x06;
    private static final int RESPONSE = 0x8000_0000;
    private static final int HEADER = 16;
    private static final int INTERNATIONAL = 1;
    private static final int ALPHANUMERIC = 5;

    private final Socket socket = new Socket();
    private int sequence;

    /**
     * What was answered.
     *
     * @param messageId empty if refused
     */
    record Response(int status, String messageId) {}

    SmppDoor(Listen server, Duration patience) throws IOException {
        socket.connect(server.socketAddress(), Math.toIntExact(patience.toMillis()));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
    }

    /** {@return the status} */
    int bind(String systemId, String password) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        string(body, systemId);
        string(body, password);
        string(body, "");
        body.write(0x34);
        body.write(0);
        body.write(0);
        string(body, "");
        return request(BIND_TRANSMITTER, body).status();
    }

    /** Submits from "Info" to a number in international form. */
    Response submit(String to, int esmClass, int dataCoding, Octets shortMessage)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        string(body, "");
        body.write(ALPHANUMERIC);
        body.write(0);
        string(body, "Info");
        body.write(INTERNATIONAL);
        body.write(1);
        string(body, to);
        body.write(esmClass);
        body.write(0);
        body.write(0);
        string(body, "");
        string(body, "");
        body.write(0);
        body.write(0);
        body.write(dataCoding);
        body.write(0);
        body.write(shortMessage.length());
        shortMessage.writeTo(body);
        return request(SUBMIT_SM, body);
    }

    Response submit(String to, String text) throws IOException {
        return submit(to, 0, 0, Octets.of(text, StandardCharsets.US_ASCII));
    }

    private Response request(int commandId, ByteArrayOutputStream body) throws IOException {
        sequence++;
        ByteArrayOutputStream pdu = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(pdu);
        out.writeInt(HEADER + body.size());
        out.writeInt(commandId);
        out.writeInt(0);
        out.writeInt(sequence);
        body.writeTo(out);
        socket.getOutputStream().write(pdu.toByteArray());
        return response(commandId | RESPONSE);
    }

    /** What is not the response is overlooked, such as an enquire_link. */
    private Response response(int commandId) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            int length = in.readInt();
            int id = in.readInt();
            int status = in.readInt();
            int number = in.readInt();
            byte[] body = in.readNBytes(length - HEADER);
            if (id == commandId && number == sequence) {
                String text = new String(body, StandardCharsets.ISO_8859_1);
                int end = text.indexOf('\0');
                return new Response(status, end < 0 ? "" : text.substring(0, end));
            }
        }
    }

    private static void string(ByteArrayOutputStream to, String text) {
        to.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        to.write(0);
    }

    void unbind() throws IOException {
        request(UNBIND, new ByteArrayOutputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
