// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.heliograph.pdu.Octets;
import org.jsmpp.PDUStringException;
import org.jsmpp.util.DefaultComposer;

/**
 * One connection of an ESME that says whatever it is told to, and remembers all that was said. It
 * answers deliver_sm, enquire_link and unbind by itself.
 */
final class RawEsme implements AutoCloseable {
    static final int DELIVER_SM = 0x05;
    static final int UNBIND = 0x06;
    static final int OUTBIND = 0x0B;
    static final int ENQUIRE_LINK = 0x15;
    static final int ALERT_NOTIFICATION = 0x102;
    static final int RESPONSE = 0x8000_0000;

    private static final int HEADER = 16;
    private static final int LARGEST = 1 << 20;
    private static final long PATIENCE_SECONDS = 30;

    /** What has a number of its own and is answered by it. */
    @FunctionalInterface
    interface Request {
        byte[] compose(DefaultComposer composer, int sequenceNumber) throws Exception;
    }

    /** A PDU, whole. */
    record Pdu(Octets octets) {
        int id() {
            return number(4);
        }

        int status() {
            return number(8);
        }

        int sequenceNumber() {
            return number(12);
        }

        private int number(int at) {
            int value = 0;
            for (int i = 0; i < 4; i++) {
                value = (value << 8) | octets.at(at + i);
            }
            return value;
        }

        /** {@return the C-octet string that the body begins with} */
        String text() {
            var text = new StringBuilder();
            for (int i = HEADER; i < octets.length() && octets.at(i) != 0; i++) {
                text.append((char) octets.at(i));
            }
            return text.toString();
        }
    }

    private final Socket socket;
    private final DefaultComposer composer = new DefaultComposer();
    private final List<Pdu> sent = new CopyOnWriteArrayList<>();
    private final List<Pdu> received = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Pdu> responses = new LinkedBlockingQueue<>();
    private final BlockingQueue<Pdu> requests = new LinkedBlockingQueue<>();
    private int sequenceNumber;

    RawEsme(Socket connected) throws IOException {
        socket = connected;
        Thread.ofVirtual().start(this::read);
    }

    /** {@return the answer} */
    Pdu ask(Request request) throws Exception {
        tell(request);
        return next(responses);
    }

    /** Says what has no answer. */
    void tell(Request request) throws Exception {
        write(request.compose(composer, ++sequenceNumber));
    }

    /** {@return the next request of the SMSC with this command_id; others are overlooked} */
    Pdu awaitRequest(int commandId) throws InterruptedException {
        Pdu pdu = next(requests);
        while (pdu.id() != commandId) {
            pdu = next(requests);
        }
        return pdu;
    }

    private static Pdu next(BlockingQueue<Pdu> from) throws InterruptedException {
        Pdu pdu = from.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (pdu == null) {
            throw new AssertionError("the SMSC says nothing");
        }
        return pdu;
    }

    private synchronized void write(byte[] pdu) throws IOException {
        sent.add(new Pdu(Octets.of(pdu)));
        socket.getOutputStream().write(pdu);
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
            while (true) {
                int length = in.readInt();
                if (length < HEADER || length > LARGEST) {
                    return;
                }
                byte[] pdu = new byte[length];
                in.readFully(pdu, 4, length - 4);
                for (int i = 0; i < 4; i++) {
                    pdu[i] = (byte) (length >> (8 * (3 - i)));
                }
                received(new Pdu(Octets.of(pdu)));
            }
        } catch (IOException | PDUStringException e) {
            // the connection has ended
        }
    }

    private void received(Pdu pdu) throws IOException, PDUStringException {
        received.add(pdu);
        if (pdu.id() < 0) { // the first bit
            responses.add(pdu);
            return;
        }
        switch (pdu.id()) {
            case DELIVER_SM -> write(composer.deliverSmResp(0, pdu.sequenceNumber(), ""));
            case ENQUIRE_LINK -> write(composer.enquireLinkResp(pdu.sequenceNumber()));
            case UNBIND -> write(composer.unbindResp(0, pdu.sequenceNumber()));
            default -> {} // alert_notification and outbind have no answer
        }
        requests.add(pdu);
    }

    /** {@return what it said, in order} */
    List<Pdu> sent() {
        return sent;
    }

    /** {@return what it heard, in order} */
    List<Pdu> received() {
        return received;
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
