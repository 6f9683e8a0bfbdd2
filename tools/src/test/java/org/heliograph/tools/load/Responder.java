// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A message centre that takes everything, and delivers it at once to whoever is bound as a
 * receiver, but for the faults that it was told to have. Reads and writes SMPP 3.4 by hand.
 */
final class Responder implements AutoCloseable {
    private static final int BIND_RECEIVER = 0x01;
    private static final int BIND_TRANSMITTER = 0x02;
    private static final int BIND_TRANSCEIVER = 0x09;
    private static final int SUBMIT_SM = 0x04;
    private static final int DELIVER_SM = 0x05;
    private static final int DELIVER_SM_RESP = 0x8000_0005;
    private static final int UNBIND = 0x06;
    private static final int ENQUIRE_LINK = 0x15;
    private static final int RESPONSE = 0x8000_0000;
    private static final int HEADER = 16;
    private static final int THROTTLED = 0x58;

    /** What is wrong with each n-th submit_sm; 0: with none. */
    enum Fault {
        THROTTLE,
        LOSE,
        REPEAT,
        /** Delivers it after the one that follows. */
        SWAP,
        /** Answers neither it nor anything after it. */
        FALL_SILENT,
        HANG_UP,
        /** Waits for {@link #STALL}, as all behind it must. */
        STALL,
        /** Sends a length that no PDU has. */
        BABBLE,
        /** Sends the receipts of no message. */
        WRONG_RECEIPT,
        /** Does not say that it is there. */
        IGNORE_ENQUIRY
    }

    static final long STALL = TimeUnit.MILLISECONDS.toNanos(400);

    private final Fault fault;
    private final int every;
    private final ServerSocket listening;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger binds = new AtomicInteger();
    private final AtomicInteger deliveriesAnswered = new AtomicInteger();
    private final AtomicInteger enquiries = new AtomicInteger();
    private final AtomicInteger enquiriesAnswered = new AtomicInteger();

    // guarded by this
    private int submitted;
    private int deliveries;
    private boolean silent;
    private Optional<byte[]> held = Optional.empty();

    Responder() throws IOException {
        this(Fault.LOSE, 0);
    }

    Responder(Fault fault, int every) throws IOException {
        this.fault = fault;
        this.every = every;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    int binds() {
        return binds.get();
    }

    int deliveriesAnswered() {
        return deliveriesAnswered.get();
    }

    int enquiries() {
        return enquiries.get();
    }

    int enquiriesAnswered() {
        return enquiriesAnswered.get();
    }

    private void accept() {
        try {
            while (true) {
                Connection connection = new Connection(listening.accept());
                connections.add(connection);
                Thread.ofVirtual().start(connection::serve);
            }
        } catch (IOException e) {
            connections.forEach(Connection::close);
        }
    }

    private synchronized void submitted(Connection from, int sequence, byte[] body)
            throws IOException {
        submitted++;
        boolean faulty = every > 0 && submitted % every == 0;
        silent |= faulty && fault == Fault.FALL_SILENT;
        if (silent) {
            return;
        }
        if (faulty && fault == Fault.HANG_UP) {
            from.close();
            return;
        }
        if (faulty && fault == Fault.BABBLE) {
            from.write(0x7FFF_FFFF, 0, 0, new byte[0]);
            return;
        }
        if (faulty && fault == Fault.THROTTLE) {
            from.send(SUBMIT_SM | RESPONSE, THROTTLED, sequence, new byte[0]);
            return;
        }
        if (faulty && fault == Fault.STALL) {
            long end = System.nanoTime() + STALL;
            while (System.nanoTime() - end < 0) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        }
        String id = "id" + submitted;
        from.send(
                SUBMIT_SM | RESPONSE, 0, sequence, (id + "\0").getBytes(StandardCharsets.US_ASCII));
        if (!(faulty && fault == Fault.LOSE)) {
            deliver(body, faulty);
        }
        if (from.transceiver && registeredDelivery(body) == 1) {
            boolean wrong = faulty && fault == Fault.WRONG_RECEIPT;
            from.send(DELIVER_SM, 0, ++deliveries, receipt(wrong ? "nobody" : id));
        }
    }

    private void deliver(byte[] body, boolean faulty) throws IOException {
        if (faulty && fault == Fault.SWAP) {
            held = Optional.of(body);
            return;
        }
        deliverNow(body);
        if (faulty && fault == Fault.REPEAT) {
            deliverNow(body);
        }
        if (held.isPresent()) {
            byte[] late = held.get();
            held = Optional.empty();
            deliverNow(late);
        }
    }

    /** The fields of deliver_sm are those of submit_sm. */
    private void deliverNow(byte[] body) throws IOException {
        List<Connection> receivers = new ArrayList<>();
        for (Connection connection : connections) {
            if (connection.receiver) {
                receivers.add(connection);
            }
        }
        if (!receivers.isEmpty()) {
            deliveries++;
            Connection receiver = receivers.get(deliveries % receivers.size());
            receiver.send(DELIVER_SM, 0, deliveries, body);
        }
    }

    private static int registeredDelivery(byte[] body) {
        int at = 0;
        for (int strings = 0; strings < 3; strings++) { // service_type and two addresses
            while (body[at] != 0) {
                at++;
            }
            at += strings < 2 ? 3 : 1; // with TON and NPI of what follows
        }
        return body[at + 5];
    }

    private static byte[] receipt(String id) {
        String text = "id:" + id + " sub:001 dlvrd:001 stat:DELIVRD err:000 text:";
        String before = "\0\0\0" + "\0" + "\0\0" + "\0" + "\4\0\0\0\0\0\0\0\0";
        return (before + (char) text.length() + text).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        connections.forEach(Connection::close);
    }

    /** One peer. */
    private final class Connection {
        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;
        private volatile boolean receiver;
        private volatile boolean transceiver;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = new DataOutputStream(socket.getOutputStream());
        }

        void serve() {
            try {
                while (true) {
                    int length = in.readInt();
                    int id = in.readInt();
                    in.readInt();
                    int sequence = in.readInt();
                    request(id, sequence, in.readNBytes(length - HEADER));
                }
            } catch (IOException e) {
                close();
            }
        }

        private void request(int id, int sequence, byte[] body) throws IOException {
            switch (id) {
                case SUBMIT_SM -> submitted(this, sequence, body);
                case DELIVER_SM_RESP -> deliveriesAnswered.incrementAndGet();
                case BIND_RECEIVER, BIND_TRANSMITTER, BIND_TRANSCEIVER -> bind(id, sequence, body);
                case ENQUIRE_LINK -> {
                    enquiries.incrementAndGet();
                    if (fault != Fault.IGNORE_ENQUIRY) {
                        send(ENQUIRE_LINK | RESPONSE, 0, sequence, new byte[0]);
                    }
                }
                case ENQUIRE_LINK | RESPONSE -> enquiriesAnswered.incrementAndGet();
                case UNBIND -> send(UNBIND | RESPONSE, 0, sequence, new byte[0]);
                default -> throw new IOException("command_id " + id);
            }
        }

        private void bind(int id, int sequence, byte[] body) throws IOException {
            boolean welcome = body[0] != 'x';
            binds.incrementAndGet();
            receiver = id == BIND_RECEIVER; // before it may submit by another connection
            transceiver = id == BIND_TRANSCEIVER;
            send(id | RESPONSE, welcome ? 0 : 0x0E, sequence, new byte[1]);
            send(ENQUIRE_LINK, 0, 1, new byte[0]);
        }

        void send(int id, int status, int sequence, byte[] body) throws IOException {
            write(HEADER + body.length, id, sequence, status, body);
        }

        void write(int length, int id, int sequence, byte[] body) throws IOException {
            write(length, id, sequence, 0, body);
        }

        private synchronized void write(int length, int id, int sequence, int status, byte[] body)
                throws IOException {
            out.writeInt(length);
            out.writeInt(id);
            out.writeInt(status);
            out.writeInt(sequence);
            out.write(body);
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
