// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.heliograph.config.SmscSettings;

/** The network between a node and its database, which may be cut: then nothing comes through. */
public final class Cable implements AutoCloseable {
    private final SmscSettings.Store to;
    private final int port;
    private final ServerSocket near;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Semaphore whole = new Semaphore(1);

    private Cable(SmscSettings.Store to, int port, ServerSocket near) {
        this.to = to;
        this.port = port;
        this.near = near;
    }

    public static Cable to(SmscSettings.Store settings) throws IOException {
        int port = Integer.parseInt(settings.url().replaceAll(".*:([0-9]+)/.*", "$1"));
        var cable =
                new Cable(
                        settings, port, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(cable::accept);
        return cable;
    }

    /** {@return the settings of a node at the near end} */
    public SmscSettings.Store settings() {
        return new SmscSettings.Store(
                to.url().replace(":" + port + "/", ":" + near.getLocalPort() + "/"),
                to.user(),
                to.passwordFile(),
                to.durability());
    }

    public void cut() {
        whole.acquireUninterruptibly();
    }

    public void mend() {
        whole.release();
    }

    private void accept() {
        try {
            while (true) {
                Socket one = near.accept();
                Socket other = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(one);
                sockets.add(other);
                Thread.ofVirtual().start(() -> carry(one, other));
                Thread.ofVirtual().start(() -> carry(other, one));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] octets = new byte[8_192];
        try (from;
                to) {
            int count = from.getInputStream().read(octets);
            while (count >= 0) {
                whole.acquireUninterruptibly();
                whole.release();
                to.getOutputStream().write(octets, 0, count);
                count = from.getInputStream().read(octets);
            }
        } catch (IOException e) {
            // either end has gone
        }
    }

    @Override
    public void close() throws IOException {
        near.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        if (whole.availablePermits() == 0) {
            whole.release();
        }
    }
}
