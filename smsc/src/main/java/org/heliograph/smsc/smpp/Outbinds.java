// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.heliograph.config.Listen;
import org.heliograph.config.SmscSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to ESMEs that have something waiting and no receiving bind, so that they bind (SMPP 3.4
 * §2.2.1, §4.1.7): one connection to an account at a time, and longer pauses the longer it is in
 * vain.
 */
public final class Outbinds {
    private static final Logger LOG = LoggerFactory.getLogger(Outbinds.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Serves connections as any others. */
    @FunctionalInterface
    interface Server {
        /** Says outbind and serves until the connection ends. */
        void serve(Socket connected, String password) throws IOException;
    }

    private record Started(Server server, BoundSessions boundSessions) {}

    private final Map<String, Esme> esmes = new ConcurrentHashMap<>();
    private final Duration patience;
    private final Predicate<String> waiting;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Started started;

    /**
     * @param passwords what to say, by system_id; nothing is said where there is none
     * @param waiting whether something waits for a system_id
     */
    public Outbinds(
            SmscSettings.Smpp settings, Map<String, String> passwords, Predicate<String> waiting) {
        this.patience = settings.responseTimeout();
        this.waiting = waiting;
        for (SmscSettings.Account account : settings.accounts()) {
            if (!account.outbind().isEmpty()) {
                String password = passwords.getOrDefault(account.systemId(), "");
                esmes.put(account.systemId(), new Esme(account, password));
            }
        }
    }

    void start(Server server, BoundSessions boundSessions) {
        started = new Started(server, boundSessions);
    }

    /** Something waits for an account that has no receiving bind. Returns at once. */
    public void missing(String systemId) {
        Esme esme = esmes.get(systemId);
        Started now = started;
        if (esme != null && now != null && esme.connecting.compareAndSet(false, true)) {
            Thread.ofVirtual().name("smpp-outbind " + systemId).start(() -> esme.run(now));
        }
    }

    void close() {
        stopped.countDown();
        esmes.values().forEach(Esme::close);
    }

    private final class Esme {
        private final SmscSettings.Account account;
        private final String password;
        private final AtomicBoolean connecting = new AtomicBoolean();
        private volatile @Nullable Socket socket;

        Esme(SmscSettings.Account account, String password) {
            this.account = account;
            this.password = password;
        }

        /** Until it receives, or nothing waits for it any longer. */
        private void run(Started with) {
            String systemId = account.systemId();
            try {
                Duration pause = FIRST_PAUSE;
                int host = 0;
                do {
                    Listen at = account.outbind().get(host++ % account.outbind().size());
                    long began = System.nanoTime();
                    String end = once(at, with.server());
                    if (System.nanoTime() - began > LONGEST_PAUSE.toNanos()) {
                        pause = FIRST_PAUSE; // it was of use
                    }
                    LOG.info(
                            "outbind-ended system_id={} at={} reason=\"{}\" pause={}ms",
                            systemId,
                            at,
                            end,
                            pause.toMillis());
                    if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    Duration longer = pause.multipliedBy(2);
                    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
                } while (!with.boundSessions().isBound(systemId) && waiting.test(systemId));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                connecting.set(false);
            }
        }

        /** {@return why the connection has ended} */
        private String once(Listen at, Server server) {
            try (var opened = new Socket()) {
                socket = opened;
                if (stopped.getCount() == 0) {
                    return "closing";
                }
                opened.connect(at.socketAddress(), (int) patience.toMillis());
                LOG.info("outbind system_id={} at={}", account.systemId(), at);
                server.serve(opened, password);
                return "connection ended";
            } catch (IOException e) {
                return String.valueOf(e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("outbind to {} broke", account.systemId(), e);
                return "internal error";
            } finally {
                socket = null;
            }
        }

        private void close() {
            Socket open = socket;
            if (open != null && !open.isConnected()) { // the server says goodbye on others
                try {
                    open.close();
                } catch (IOException e) {
                    LOG.debug("closing an outbind: {}", e.getMessage());
                }
            }
        }
    }
}
