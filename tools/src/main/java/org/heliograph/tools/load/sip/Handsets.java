// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.TpduCodec;

/**
 * Handsets registered by SIP over UDP, all on one socket. Each confirms what it gets with RP-ACK in
 * a MESSAGE of its own (TS 24.341 §5.3.2.4). What the other side does not answer is sent again (RFC
 * 3261 §17.1.2).
 */
public final class Handsets implements AutoCloseable {
    /** Room for what a burst brings, or it would be sent again half a second later. */
    private static final int BUFFERED = 8 << 20;

    private static final int LONGEST = 65_535;
    private static final int REMEMBERED = 100_000;

    /** Registrations under way at a time. */
    private static final int MOST_WAITING = 200;

    private static final long SEND_AGAIN = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Gets what arrives, in the reading thread. */
    @FunctionalInterface
    public interface Arrivals {
        void arrived(SmsDeliver message, long now);
    }

    private record Request(DatagramPacket packet, long sentAt) {}

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final Arrivals arrivals;
    private final String contactHost;
    private final Map<String, Request> unanswered = new ConcurrentHashMap<>();

    /** Call-IDs of what came last, so that what is sent again counts once. */
    private final Set<String> seen =
            Collections.newSetFromMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                            return size() > REMEMBERED;
                        }
                    });

    private final Thread reads = new Thread(this::read, "handsets read");
    private final Thread repeats = new Thread(this::repeat, "handsets repeat");
    private volatile int refused;
    private volatile boolean closed;
    private long branches;

    private Handsets(InetSocketAddress server, Arrivals arrivals) throws IOException {
        this.server = server;
        this.arrivals = arrivals;
        InetAddress any = server.getAddress().isLoopbackAddress() ? server.getAddress() : null;
        socket = new DatagramSocket(new InetSocketAddress(any, 0));
        socket.setReceiveBufferSize(BUFFERED);
        socket.connect(server);
        contactHost = socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    /**
     * Registers numbers 0 to {@code count - 1}.
     *
     * @param number with or without a plus sign
     * @throws IOException if not all could be registered in half a minute without progress
     */
    public static Handsets register(
            InetSocketAddress server, int count, IntFunction<String> number, Arrivals arrivals)
            throws IOException {
        Handsets handsets = new Handsets(server, arrivals);
        boolean registered = false;
        try {
            handsets.start();
            for (int i = 0; i < count; i++) {
                handsets.awaitRoom(MOST_WAITING);
                handsets.sendRegister(number.apply(i));
            }
            handsets.awaitRoom(1);
            if (handsets.refused > 0) {
                throw new IOException(server + ": REGISTER answered with " + handsets.refused);
            }
            registered = true;
            return handsets;
        } finally {
            if (!registered) {
                handsets.close();
            }
        }
    }

    private void start() {
        reads.setDaemon(true);
        repeats.setDaemon(true);
        reads.start();
        repeats.start();
    }

    private void awaitRoom(int most) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (unanswered.size() >= most) {
            if (System.nanoTime() - end > 0) {
                throw new IOException(server + ": REGISTER not answered");
            }
            LockSupport.parkNanos(this, TimeUnit.MICROSECONDS.toNanos(50));
        }
    }

    private void sendRegister(String number) throws IOException {
        String user = number.startsWith("+") ? number : "+" + number;
        request(
                "REGISTER",
                user,
                "Contact: <sip:"
                        + user
                        + "@"
                        + contactHost
                        + ";transport=udp>;+g.3gpp.smsip\r\nExpires: 3600\r\n",
                Octets.EMPTY);
    }

    private synchronized long nextBranch() {
        return ++branches;
    }

    private void request(String method, String user, String more, Octets body) throws IOException {
        String branch = "z9hG4bK" + nextBranch();
        String head =
                method
                        + " sip:"
                        + server.getHostString()
                        + " SIP/2.0\r\nVia: SIP/2.0/UDP "
                        + contactHost
                        + ";branch="
                        + branch
                        + ";rport\r\nMax-Forwards: 70\r\nFrom: <sip:"
                        + user
                        + "@"
                        + server.getHostString()
                        + ">;tag="
                        + branch
                        + "\r\nTo: <sip:"
                        + user
                        + "@"
                        + server.getHostString()
                        + ">\r\nCall-ID: "
                        + branch
                        + "@"
                        + contactHost
                        + "\r\nCSeq: 1 "
                        + method
                        + "\r\n"
                        + more
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n";
        byte[] octets = Octets.of(head.getBytes(ISO_8859_1)).plus(body).toArray();
        DatagramPacket packet = new DatagramPacket(octets, octets.length);
        unanswered.put(branch + "@" + contactHost, new Request(packet, System.nanoTime()));
        socket.send(packet);
    }

    private void read() {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        while (!closed) {
            try {
                packet.setLength(LONGEST);
                socket.receive(packet);
                handle(SipText.of(packet.getData(), packet.getLength()), System.nanoTime());
            } catch (IOException e) {
                // the server is away, or we are closing: what is not answered is sent again
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(1));
            } catch (DecodeException e) {
                refused = 1; // counts as lost, and as refused to whoever registers meanwhile
            }
        }
    }

    private void handle(SipText text, long now) throws IOException, DecodeException {
        int status = text.status();
        if (status >= 200) {
            unanswered.remove(text.header("Call-ID"));
            if (status >= 300) {
                refused = status;
            }
        } else if (text.isMessage()) {
            respond(text);
            if (seen.add(text.header("Call-ID"))) {
                confirm(text, now);
            }
        }
    }

    private void respond(SipText request) throws IOException {
        String response =
                "SIP/2.0 200 OK\r\nVia: "
                        + request.header("Via")
                        + "\r\nFrom: "
                        + request.header("From")
                        + "\r\nTo: "
                        + request.header("To")
                        + ";tag=h\r\nCall-ID: "
                        + request.header("Call-ID")
                        + "\r\nCSeq: "
                        + request.header("CSeq")
                        + "\r\nContent-Length: 0\r\n\r\n";
        byte[] octets = response.getBytes(ISO_8859_1);
        socket.send(new DatagramPacket(octets, octets.length));
    }

    private void confirm(SipText message, long now) throws IOException, DecodeException {
        if (!(RpCodec.decode(message.body()) instanceof RpMessage.RpData data)) {
            return;
        }
        request(
                "MESSAGE",
                message.user(),
                "In-Reply-To: "
                        + message.header("Call-ID")
                        + "\r\nContent-Type: application/vnd.3gpp.sms\r\n",
                RpCodec.encode(
                        new RpMessage.RpAck(
                                Direction.FROM_MS, data.messageReference(), Octets.EMPTY)));
        if (TpduCodec.decodeFromServiceCentre(data.userData(), TpduCodec.Carrier.RP_DATA)
                instanceof SmsDeliver deliver) {
            arrivals.arrived(deliver, now);
        }
    }

    private void repeat() {
        while (!closed) {
            LockSupport.parkNanos(this, SEND_AGAIN);
            long now = System.nanoTime();
            unanswered.forEach(
                    (callId, request) -> {
                        if (now - request.sentAt() > SEND_AGAIN) {
                            sendAgain(request);
                        }
                    });
        }
    }

    private void sendAgain(Request request) {
        try {
            socket.send(request.packet());
        } catch (IOException e) {
            return; // another half second
        }
    }

    @Override
    public void close() {
        closed = true;
        socket.close();
        LockSupport.unpark(repeats);
    }
}
