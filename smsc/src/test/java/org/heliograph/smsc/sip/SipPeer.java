// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;

/**
 * A handset made of a bare socket: writes SIP by hand and reads it with nothing of the server's.
 */
public final class SipPeer implements AutoCloseable {
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int PATIENCE_MILLIS = 60_000;

    private int server;
    private final DatagramSocket udp;
    private final Socket tcp;
    private int sequence;

    private SipPeer(int server, DatagramSocket udp, Socket tcp) {
        this.server = server;
        this.udp = udp;
        this.tcp = tcp;
    }

    public static SipPeer overUdp(int server) throws IOException {
        DatagramSocket udp = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
        udp.setSoTimeout(PATIENCE_MILLIS);
        return new SipPeer(server, udp, new Socket());
    }

    /** By IPv6. */
    static SipPeer overIpv6(int server) throws IOException {
        DatagramSocket udp =
                new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
        udp.setSoTimeout(PATIENCE_MILLIS);
        return new SipPeer(server, udp, new Socket());
    }

    /** Speaks to whoever speaks to it. */
    static SipPeer waiting() throws IOException {
        return overUdp(0);
    }

    public static SipPeer overTcp(int server) throws IOException {
        Socket tcp = new Socket(LOOPBACK, server);
        tcp.setSoTimeout(PATIENCE_MILLIS);
        return new SipPeer(server, new DatagramSocket(new InetSocketAddress(LOOPBACK, 0)), tcp);
    }

    /** On a connection that is there already, and shakes hands for TLS when it is written to. */
    static SipPeer on(Socket connection) throws IOException {
        connection.setSoTimeout(PATIENCE_MILLIS);
        return new SipPeer(
                connection.getPort(),
                new DatagramSocket(new InetSocketAddress(LOOPBACK, 0)),
                connection);
    }

    /** How long {@link #receive} waits. */
    void patience(java.time.Duration most) throws IOException {
        udp.setSoTimeout((int) most.toMillis());
    }

    boolean isTcp() {
        return tcp.isConnected();
    }

    public int port() {
        return isTcp() ? tcp.getLocalPort() : udp.getLocalPort();
    }

    /** A SIP message as it was read. */
    public record Received(String head, Octets body) {
        public String firstLine() {
            return head.substring(0, head.indexOf("\r\n"));
        }

        public int status() {
            return head.startsWith("SIP/2.0 ") ? Integer.parseInt(head.substring(8, 11)) : 0;
        }

        public String header(String name) {
            Matcher matcher =
                    Pattern.compile("(?imd)^" + Pattern.quote(name) + ":[ \\t]*(.*?)\\r$")
                            .matcher(head);
            return matcher.find() ? matcher.group(1) : "";
        }

        public RpMessage relayMessage() {
            try {
                return RpCodec.decode(body);
            } catch (DecodeException e) {
                throw new AssertionError(e);
            }
        }

        /** {@return the RP-Message Reference of the RP-DATA in it} */
        int reference() {
            return assertInstanceOf(RpMessage.RpData.class, relayMessage()).messageReference();
        }
    }

    /** Sends a report about a message that came, and takes the 202 for it. */
    void report(Received about, String number, Octets report) throws IOException {
        send(message(number, report, "In-Reply-To: " + about.header("Call-ID") + "\r\n"));
        assertEquals(202, response().status());
    }

    private String host() {
        return udp.getLocalAddress() instanceof Inet6Address ? "[::1]" : "127.0.0.1";
    }

    String via() {
        return "SIP/2.0/"
                + (isTcp() ? "TCP" : "UDP")
                + " "
                + host()
                + ":"
                + port()
                + ";branch=z9hG4bK"
                + System.nanoTime()
                + ";rport";
    }

    public String contact() {
        return "sip:phone@" + host() + ":" + port() + (isTcp() ? ";transport=tcp" : "");
    }

    /** The usual headers of a request, with {@code more} (whole lines) after them. */
    public byte[] request(String method, String number, String more, Octets body) {
        sequence++;
        String head =
                method
                        + " sip:smsc@ims.example SIP/2.0\r\nVia: "
                        + via()
                        + "\r\nFrom: <sip:+"
                        + number
                        + "@ims.example>;tag=a\r\nTo: <sip:+"
                        + number
                        + "@ims.example>\r\nCall-ID: call-"
                        + number
                        + "-"
                        + port()
                        + (method.equals("REGISTER") ? "" : "-" + sequence)
                        + "\r\nCSeq: "
                        + sequence
                        + " "
                        + method
                        + "\r\nMax-Forwards: 70\r\n"
                        + more
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n";
        return joined(head, body);
    }

    public byte[] message(String number, Octets relayMessage, String more) {
        return request(
                "MESSAGE",
                number,
                "Content-Type: application/vnd.3gpp.sms\r\n" + more,
                relayMessage);
    }

    static byte[] joined(String head, Octets body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body.toArray());
        return out.toByteArray();
    }

    public Received register(String number, int expires) throws IOException {
        send(
                request(
                        "REGISTER",
                        number,
                        "Contact: <" + contact() + ">\r\nExpires: " + expires + "\r\n",
                        Octets.EMPTY));
        return response();
    }

    /** Answers a request of the server's. */
    public void respond(Received request, String status) throws IOException {
        send(
                joined(
                        "SIP/2.0 "
                                + status
                                + "\r\nVia: "
                                + request.header("Via")
                                + "\r\nFrom: "
                                + request.header("From")
                                + "\r\nTo: "
                                + request.header("To")
                                + ";tag=b\r\nCall-ID: "
                                + request.header("Call-ID")
                                + "\r\nCSeq: "
                                + request.header("CSeq")
                                + "\r\nContent-Length: 0\r\n\r\n",
                        Octets.EMPTY));
    }

    public void send(byte[] octets) throws IOException {
        if (isTcp()) {
            tcp.getOutputStream().write(octets);
        } else {
            udp.send(
                    new DatagramPacket(
                            octets,
                            octets.length,
                            new InetSocketAddress(udp.getLocalAddress(), server)));
        }
    }

    /** Blocks until a message comes; fails after a minute. */
    public Received receive() throws IOException {
        return isTcp() ? receiveTcp() : receiveUdp();
    }

    /** The next response; requests that come again meanwhile are passed over. */
    public Received response() throws IOException {
        Received received = receive();
        while (received.status() == 0) {
            received = receive();
        }
        return received;
    }

    private Received receiveUdp() throws IOException {
        byte[] buffer = new byte[65_535];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        server = server == 0 ? packet.getPort() : server;
        byte[] octets = Arrays.copyOf(buffer, packet.getLength());
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n") + 4;
        return new Received(text.substring(0, end), Octets.of(octets).from(end));
    }

    private Received receiveTcp() throws IOException {
        InputStream in = tcp.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("connection closed after '" + head + "'");
            }
            if (!head.isEmpty() || octet > ' ') { // not the answer to a keep-alive
                head.append((char) octet);
            }
        }
        Received received = new Received(head.toString(), Octets.EMPTY);
        int length = Integer.parseInt(received.header("Content-Length"));
        return new Received(head.toString(), Octets.of(in.readNBytes(length)));
    }

    /** Whether the server has closed this connection. */
    boolean isClosedByServer() throws IOException {
        return tcp.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
