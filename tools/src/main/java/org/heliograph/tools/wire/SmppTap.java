// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.heliograph.config.Listen;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.pdu.Summary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Relays SMPP between an ESME and an SMSC, octet for octet, and tells a tap of each PDU. */
public final class SmppTap implements AutoCloseable {
    /** What announces more is no SMPP that anybody here speaks. */
    private static final int MAX_PDU_OCTETS = 1 << 20;

    private static final int HEADER_OCTETS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(SmppTap.class);

    private final Listen smsc;
    private final String esme;
    private final Tap tap;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Listens on a free port of loopback.
     *
     * @param esme what the tap calls those who connect
     */
    public SmppTap(Listen smsc, String esme, Tap tap) throws IOException {
        this.smsc = smsc;
        this.esme = esme;
        this.tap = tap;
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    public Listen address() {
        return new Listen(server.getInetAddress().getHostAddress(), server.getLocalPort());
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                relay(server.accept());
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void relay(Socket client) throws IOException {
        sockets.add(client);
        Socket onward = new Socket();
        sockets.add(onward);
        try {
            onward.connect(smsc.socketAddress(), 5_000);
            client.setTcpNoDelay(true);
            onward.setTcpNoDelay(true);
        } catch (IOException e) {
            end(client, onward);
            return;
        }
        threads.execute(() -> pump(client, onward, esme, "SMSC"));
        threads.execute(() -> pump(onward, client, "SMSC", esme));
    }

    private void pump(Socket from, Socket to, String sender, String receiver) {
        try {
            DataInputStream in = new DataInputStream(from.getInputStream());
            OutputStream out = to.getOutputStream();
            while (true) {
                Octets pdu = pdu(in);
                String summary = Summary.ofSmpp(pdu);
                if (!summary.startsWith("enquire_link")) {
                    tap.saw(new Hop(sender, receiver, "SMPP", summary));
                }
                pdu.writeTo(out);
                out.flush();
            }
        } catch (IOException e) {
            end(from, to); // one side hung up, or spoke something else
        }
    }

    private static Octets pdu(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < HEADER_OCTETS || length > MAX_PDU_OCTETS) {
            throw new IOException("command_length " + length);
        }
        byte[] rest = new byte[length - Integer.BYTES];
        in.readFully(rest);
        Octets announced = Octets.of(length >> 24, length >> 16, length >> 8, length);
        return announced.plus(Octets.ofOwned(rest));
    }

    private void end(Socket... ended) {
        for (Socket socket : ended) {
            sockets.remove(socket);
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("socket is gone already", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        end(sockets.toArray(Socket[]::new));
        threads.shutdownNow();
    }
}
