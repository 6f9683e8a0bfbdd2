// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.config.Listen;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;

/**
 * A subscriber who writes SIP by hand on a UDP socket (RFC 3261, RFC 3428): says what no proper
 * handset would, and waits no longer than told.
 */
final class SipDoor implements AutoCloseable {
    private static final int MAX_OCTETS = 65_535;

    private final DatagramSocket socket;
    private final String number;
    private final Duration patience;
    private final List<Message> unread = new ArrayList<>();
    private int sequence;

    /** What came, in a datagram. */
    private record Message(String head, Octets body) {
        boolean answers(String callId) {
            return head.startsWith("SIP/2.0 ") && header("Call-ID").equals(callId);
        }

        boolean replies(String callId) {
            return head.startsWith("MESSAGE ") && header("In-Reply-To").equals(callId);
        }

        String header(String name) {
            Matcher line = Pattern.compile("(?im)^" + name + ": *(.*?)\r?$").matcher(head);
            return line.find() ? line.group(1) : "";
        }
    }

    SipDoor(Listen server, String number, Duration patience) throws IOException {
        this.number = number;
        this.patience = patience;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.connect(server.socketAddress());
    }

    /** {@return the status} */
    int register() throws IOException {
        String callId = nextCallId();
        send(
                "REGISTER",
                callId,
                "Contact: <sip:+%s@%s>\r\nExpires: 600\r\n".formatted(number, here()),
                Octets.EMPTY);
        return status(callId);
    }

    /** {@return the Call-ID of the MESSAGE sent} */
    String message(String contentType, Octets body) throws IOException {
        String callId = nextCallId();
        String type = contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n";
        send("MESSAGE", callId, type, body);
        return callId;
    }

    /** {@return the status of the final response} */
    int status(String callId) throws IOException {
        return Integer.parseInt(receive(m -> m.answers(callId)).head().substring(8, 11));
    }

    /** {@return what the service centre says in a MESSAGE of its own} */
    RpMessage answer(String callId) throws IOException, DecodeException {
        return RpCodec.decode(receive(m -> m.replies(callId)).body());
    }

    private Message receive(Predicate<Message> wanted) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            for (Message message : unread) {
                if (wanted.test(message)) {
                    unread.remove(message);
                    return message;
                }
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("no such message; others: " + unread);
            }
            socket.setSoTimeout(Math.toIntExact(left));
            DatagramPacket packet = new DatagramPacket(new byte[MAX_OCTETS], MAX_OCTETS);
            socket.receive(packet);
            Octets octets = Octets.of(packet.getData(), 0, packet.getLength());
            String text = octets.toString(StandardCharsets.ISO_8859_1);
            int body = text.indexOf("\r\n\r\n") + 4;
            Message message =
                    new Message(text.substring(0, body), octets.slice(body, octets.length()));
            if (message.head().startsWith("MESSAGE ")) {
                accept(message);
            }
            unread.add(message);
        }
    }

    private void accept(Message request) throws IOException {
        StringBuilder response = new StringBuilder("SIP/2.0 200 OK\r\n");
        for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            response.append(name).append(": ").append(request.header(name)).append("\r\n");
        }
        send(response.append("Content-Length: 0\r\n\r\n").toString(), Octets.EMPTY);
    }

    private void send(String method, String callId, String headers, Octets body)
            throws IOException {
        send(
                """
                %s sip:127.0.0.1 SIP/2.0\r
                Via: SIP/2.0/UDP %s;branch=z9hG4bK%s\r
                From: <sip:+%s@127.0.0.1>;tag=1\r
                To: <sip:+%s@127.0.0.1>\r
                Call-ID: %s\r
                CSeq: %d %s\r
                Max-Forwards: 70\r
                %sContent-Length: %d\r
                \r
                """
                        .formatted(
                                method,
                                here(),
                                callId.replaceAll("\\W", ""),
                                number,
                                number,
                                callId,
                                sequence,
                                method,
                                headers,
                                body.length()),
                body);
    }

    /** Sends a datagram as it is. */
    void send(String head, Octets body) throws IOException {
        byte[] octets = Octets.of(head, StandardCharsets.ISO_8859_1).plus(body).toArray();
        socket.send(new DatagramPacket(octets, octets.length));
    }

    private String nextCallId() {
        sequence++;
        return number + "-" + socket.getLocalPort() + "-" + sequence + "@door";
    }

    private String here() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() {
        socket.close();
    }
}
