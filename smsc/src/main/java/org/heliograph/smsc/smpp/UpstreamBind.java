// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.CID_ENQUIRE_LINK;
import static org.jsmpp.SMPPConstant.CID_GENERIC_NACK;
import static org.jsmpp.SMPPConstant.STAT_ESME_ROK;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.heliograph.config.ClientTls;
import org.heliograph.config.Listen;
import org.heliograph.config.UpstreamSettings;
import org.heliograph.pdu.Octets;
import org.jsmpp.PDUStringException;
import org.jsmpp.util.DefaultComposer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one bind to an upstream up: binds, and binds again, each time a little later. */
final class UpstreamBind {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamBind.class);

    private static final byte INTERFACE_VERSION = 0x34;

    /** The other end said no, or nothing that makes sense. */
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String reason) {
            super(reason);
        }
    }

    private final Upstream upstream;
    private final UpstreamSettings settings;
    private final BindKind kind;
    private final String password;
    private final Optional<ClientTls> tls;
    private final int maxPduOctets;
    private final RandomGenerator random;
    private final DefaultComposer composer = new DefaultComposer();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Socket connecting;
    private volatile @Nullable UpstreamSession session;

    /**
     * @param random its own, for this thread
     */
    UpstreamBind(
            Upstream upstream,
            UpstreamSettings settings,
            BindKind kind,
            String password,
            Optional<ClientTls> tls,
            int maxPduOctets,
            RandomGenerator random) {
        this.upstream = upstream;
        this.settings = settings;
        this.kind = kind;
        this.password = password;
        this.tls = tls;
        this.maxPduOctets = maxPduOctets;
        this.random = random;
        this.thread = Thread.ofVirtual().name("upstream " + settings.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        int failures = 0;
        int host = 0;
        while (stopped.getCount() > 0) {
            Listen at = settings.hosts().get(host++ % settings.hosts().size());
            long began = System.nanoTime();
            String end = once(at);
            // one that is bound and thrown out at once is not better than one that is refused
            boolean lasted = System.nanoTime() - began > settings.reconnectLast().toNanos();
            failures = lasted ? 1 : failures + 1;
            Duration wait = waitAfter(failures);
            if (stopped.getCount() > 0) {
                LOG.info(
                        "not-bound upstream={} as={} at={} reason=\"{}\" next={}ms",
                        settings.name(),
                        kind.word(),
                        at,
                        end,
                        wait.toMillis());
            }
            try {
                stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Twice as long after each failure, less up to a fifth, so that binds do not come together. */
    private Duration waitAfter(int failures) {
        Duration wait = settings.reconnectFirst();
        for (int i = 1; i < failures && wait.compareTo(settings.reconnectLast()) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        if (wait.compareTo(settings.reconnectLast()) > 0) {
            wait = settings.reconnectLast();
        }
        return wait.minusNanos((long) (wait.toNanos() * 0.2 * random.nextDouble()));
    }

    /** Binds and serves until the end, and {@return why it ended} */
    private String once(Listen at) {
        int patience = (int) settings.responseTimeout().toMillis();
        try (var socket = new Socket()) {
            connecting = socket;
            if (stopped.getCount() == 0) {
                return "closing";
            }
            InetSocketAddress server = at.socketAddress();
            socket.connect(server, patience);
            socket.setSoTimeout(patience); // a handshake or a bind that is not answered
            var connection = Connection.to(socket, server, tls);
            var outgoing = new Outgoing(connection.out());
            var reader = new PduReader(connection.in(), maxPduOctets);
            bind(outgoing, reader);
            socket.setSoTimeout(0);
            LOG.info("bound upstream={} as={} at={}", settings.name(), kind.word(), at);
            UpstreamSession bound = upstream.session(connection, kind, reader, outgoing);
            session = bound;
            if (stopped.getCount() == 0) {
                bound.close();
            }
            return bound.run(upstream::bound);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (PDUStringException e) {
            return "bind cannot be written: " + e.getMessage();
        } catch (RuntimeException e) {
            LOG.error("bind to {} broke", settings.name(), e);
            return "internal error";
        } finally {
            session = null;
            connecting = null;
        }
    }

    private void bind(Outgoing outgoing, PduReader reader) throws IOException, PDUStringException {
        int number = outgoing.nextSequenceNumber();
        outgoing.write(
                Octets.ofOwned(
                        composer.bind(
                                kind.commandId,
                                number,
                                settings.systemId(),
                                password,
                                settings.systemType(),
                                INTERFACE_VERSION,
                                (byte) 0,
                                (byte) 0,
                                "")));
        while (true) {
            Optional<Pdu> next = reader.next();
            if (next.isEmpty()) {
                throw new RefusedException("closed without bind_resp");
            }
            Pdu pdu = next.get();
            if (pdu.commandId() == CID_ENQUIRE_LINK) {
                outgoing.write(Octets.ofOwned(composer.enquireLinkResp(pdu.sequenceNumber())));
            } else if (pdu.isResponse()) {
                boolean ours = pdu.commandId() == (kind.commandId | 0x80000000);
                if (pdu.commandStatus() != STAT_ESME_ROK || !ours) {
                    throw new RefusedException(
                            (pdu.commandId() == CID_GENERIC_NACK ? "generic_nack" : "bind_resp")
                                    + " 0x"
                                    + Integer.toHexString(pdu.commandStatus()));
                }
                return;
            }
        }
    }

    /** Ends for good: says goodbye, or stops trying. */
    void close(Duration patience) {
        stopped.countDown();
        UpstreamSession bound = session;
        if (bound != null) {
            bound.unbind(patience);
        }
        Socket socket = connecting;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("closing {}: {}", settings.name(), e.getMessage());
            }
        }
        try {
            thread.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
