// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.heliograph.config.SmscSettings;

/**
 * The network between a node and its database, which may be cut: then nothing comes through, or one
 * connection ends in the middle of a commit.
 */
public final class Cable implements AutoCloseable {
    private final SmscSettings.Store to;
    private final int port;
    private final ServerSocket near;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Semaphore whole = new Semaphore(1);
    private final AtomicReference<Optional<Cut>> cut = new AtomicReference<>(Optional.empty());

    /**
     * Where a connection is to end.
     *
     * @param after what the server says of a statement of the transaction, such as {@code DELETE 1}
     * @param committed whether the server gets the commit; nobody gets its answer
     */
    private record Cut(String after, boolean committed) {}

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

    /** Ends the first connection that commits such a transaction, at its commit. */
    public void cutAtCommit(String after, boolean committed) {
        cut.set(Optional.of(new Cut(after, committed)));
    }

    /** {@return whether {@link #cutAtCommit} is still to do it} */
    public boolean cutsYet() {
        return cut.get().isPresent();
    }

    private void accept() {
        try {
            while (true) {
                Socket one = near.accept();
                Socket other = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(one);
                sockets.add(other);
                var line = new Line();
                Thread.ofVirtual().start(() -> carry(one, other, line::ask));
                Thread.ofVirtual().start(() -> carry(other, one, line::answer));
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** One connection; a pair of threads carries what is said on it. */
    private final class Line {
        /** The transaction under way is one to cut. */
        private volatile boolean begun;

        /** {@return whether it may pass} */
        boolean ask(String ignored) {
            Optional<Cut> now = cut.get();
            return !begun
                    || now.isEmpty()
                    || now.get().committed
                    || !cut.compareAndSet(now, Optional.empty());
        }

        /** {@return whether it may pass} */
        boolean answer(String octets) {
            Optional<Cut> now = cut.get();
            boolean ends = octets.contains("COMMIT\0");
            if (begun && ends && now.isPresent() && now.get().committed) {
                return !cut.compareAndSet(now, Optional.empty());
            }
            begun =
                    !ends
                            && (begun
                                    || now.filter(c -> octets.contains(c.after + "\0"))
                                            .isPresent());
            return true;
        }
    }

    private void carry(Socket from, Socket to, Predicate<String> passes) {
        byte[] octets = new byte[8_192];
        try (from;
                to) {
            int count = from.getInputStream().read(octets);
            while (count >= 0) {
                whole.acquireUninterruptibly();
                whole.release();
                if (!passes.test(new String(octets, 0, count, ISO_8859_1))) {
                    return;
                }
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
