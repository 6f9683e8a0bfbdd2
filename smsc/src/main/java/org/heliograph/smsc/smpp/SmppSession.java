// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.STAT_ESME_RINVCMDLEN;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.ShortMessage;
import org.jsmpp.PDUStringException;
import org.jsmpp.util.DefaultComposer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of an ESME. One virtual thread reads: it takes what has come, has it accepted as
 * one batch, writes the answers in order, and reads on, so that a peer is never owed more than one
 * batch. Another watches the clock. Lanes of the dispatcher write deliver_sm beside them.
 */
final class SmppSession {
    private static final Logger LOG = LoggerFactory.getLogger(SmppSession.class);

    private static final DeliveryOutcome CONNECTION_LOST =
            new DeliveryOutcome.Deferred(Cause.NO_ANSWER, "connection lost");

    private static final Duration LONGEST_TICK = Duration.ofSeconds(1);
    private static final Duration SHORTEST_TICK = Duration.ofMillis(5);

    private final Connection connection;
    private final String peer;
    private final SmscSettings.Smpp settings;
    private final Outgoing outgoing;
    private final SessionRequests requests;
    private final DefaultComposer composer = new DefaultComposer();
    private final DeliverWriter deliverWriter = new DeliverWriter();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long connectedAt = System.nanoTime();
    private final AtomicBoolean enquiring = new AtomicBoolean();
    private volatile long heardAt = connectedAt;

    SmppSession(Connection connection, SmscSettings.Smpp settings, SessionRequests.Desk desk)
            throws IOException {
        this.connection = connection;
        this.peer = connection.toString();
        this.settings = settings;
        this.outgoing = new Outgoing(connection.out());
        this.requests = new SessionRequests(this, desk, outgoing, peer);
    }

    String peer() {
        return peer;
    }

    Connection connection() {
        return connection;
    }

    /** {@return how long anybody waits for an answer} */
    Duration responseTimeout() {
        return settings.responseTimeout();
    }

    /** Asks the peer to bind (SMPP 3.4 §4.1.7). */
    void outbind(String password) throws IOException {
        try {
            outgoing.write(
                    Octets.ofOwned(
                            composer.outbind(
                                    outgoing.nextSequenceNumber(),
                                    Answers.OUR_SYSTEM_ID,
                                    password)));
        } catch (PDUStringException e) {
            throw new IllegalStateException("a password that was read fits", e);
        }
    }

    /** Serves the connection until it ends. */
    void run() {
        Thread watch = Thread.ofVirtual().name("smpp-watch " + peer).start(this::watch);
        try {
            connection.shakeHands();
            var reader = new PduReader(connection.in(), settings.maxPduOctets());
            serve(reader);
        } catch (PduReader.LengthException e) {
            requests.metrics().refused("command-length");
            LOG.info("refused code=command-length peer={} reason=\"{}\"", peer, e.getMessage());
            nack(e.sequenceNumber());
        } catch (SSLException e) {
            requests.metrics().refused("tls");
            LOG.info("refused code=tls peer={} reason=\"{}\"", peer, e.getMessage());
        } catch (IOException e) {
            LOG.debug("connection of {} ended: {}", peer, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("session of {} broke", peer, e);
        } finally {
            close();
            watch.interrupt();
        }
    }

    private void serve(PduReader reader) throws IOException {
        boolean open = true;
        while (open) {
            int window = requests.bind().map(bind -> bind.account().window()).orElse(1);
            if (outgoing.awaitsAnswers()) {
                connection.acknowledgement().send();
            }
            Optional<Pdu> first = reader.next();
            if (first.isEmpty()) {
                return;
            }
            List<Pdu> batch = new ArrayList<>();
            batch.add(first.get());
            PduReader.@Nullable LengthException broken = null;
            try {
                while (batch.size() < window && reader.hasNext()) {
                    reader.next().ifPresent(batch::add);
                }
            } catch (PduReader.LengthException e) {
                broken = e; // what came before it is answered first
            }
            heardAt = System.nanoTime();
            open = requests.handle(batch);
            if (broken != null) {
                throw broken;
            }
        }
    }

    private void nack(int sequenceNumber) {
        try {
            outgoing.write(
                    Octets.ofOwned(composer.genericNack(STAT_ESME_RINVCMDLEN, sequenceNumber)));
        } catch (IOException e) {
            LOG.debug("no generic_nack to {}: {}", peer, e.getMessage());
        }
    }

    /** Closes what does not bind, does not take what we write, or is no longer there. */
    private void watch() {
        boolean over = false;
        try {
            while (!closed.await(tick().toMillis(), TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                if (requests.isOver()) {
                    if (over) {
                        close(); // the peer has had a tick's time to do it
                    }
                    over = true;
                } else if (!requests.isBound()
                        && since(connectedAt, now).compareTo(settings.sessionInitTimeout()) > 0) {
                    giveUp("session-init", "no bind");
                } else if (outgoing.stalledFor().compareTo(settings.responseTimeout()) > 0) {
                    giveUp("stalled", "peer does not read");
                } else if (requests.isBound()
                        && since(heardAt, now).compareTo(settings.enquireLinkInterval()) > 0
                        && enquiring.compareAndSet(false, true)) {
                    // beside this thread, which must see it if even this cannot be written
                    Thread.ofVirtual().name("smpp-enquire " + peer).start(this::enquire);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void enquire() {
        try {
            Outgoing.Reply reply =
                    outgoing.request(
                            number -> Octets.ofOwned(composer.enquireLink(number)),
                            settings.responseTimeout());
            if (reply instanceof Outgoing.Reply.NoAnswer
                    && since(heardAt, System.nanoTime()).compareTo(settings.enquireLinkInterval())
                            > 0) {
                giveUp("dead-peer", "enquire_link not answered");
            }
        } catch (IOException e) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            enquiring.set(false);
        }
    }

    private void giveUp(String code, String reason) {
        LOG.info("closed code={} peer={} reason=\"{}\"", code, peer, reason);
        close();
    }

    private Duration tick() {
        Duration tick = LONGEST_TICK;
        for (Duration timer :
                List.of(
                        settings.sessionInitTimeout(),
                        settings.responseTimeout(),
                        settings.enquireLinkInterval())) {
            if (timer.dividedBy(4).compareTo(tick) < 0) {
                tick = timer.dividedBy(4);
            }
        }
        return tick.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : tick;
    }

    private static Duration since(long then, long now) {
        return Duration.ofNanos(now - then);
    }

    /**
     * One attempt for each message, side by side; their ends are known after the response timeout
     * at the latest.
     */
    List<DeliveryOutcome> deliver(List<ShortMessage> messages) throws InterruptedException {
        Optional<BindReader.Read.Granted> bind = requests.bind();
        if (bind.isEmpty()) {
            return Collections.nCopies(messages.size(), CONNECTION_LOST);
        }
        List<DeliveryOutcome> outcomes = new ArrayList<>(messages.size());
        try (Outgoing.Window window = outgoing.window(settings.responseTimeout())) {
            for (ShortMessage message : messages) {
                try {
                    window.add(number -> deliverWriter.write(message, number, bind.get()));
                    outcomes.add(CONNECTION_LOST); // until an answer says otherwise
                } catch (PDUStringException e) {
                    outcomes.add(
                            new DeliveryOutcome.Failed(
                                    Cause.NOT_SUPPORTED,
                                    "SMPP cannot carry it: " + e.getMessage()));
                }
            }
            window.write();
            for (int i = 0; i < outcomes.size(); i++) {
                if (outcomes.get(i) instanceof DeliveryOutcome.Deferred) {
                    outcomes.set(i, outcome(window.nextReply()));
                }
            }
        } catch (IOException e) {
            LOG.debug("writing to {}: {}", peer, e.getMessage()); // what was not answered is lost
        }
        return outcomes;
    }

    /** {@return whether an alert_notification went out; nothing answers it (SMPP 3.4 §4.12)} */
    boolean alert(TpAddress subscriber, TpAddress asking) {
        Optional<BindReader.Read.Granted> bind = requests.bind();
        if (bind.isEmpty()) {
            return false;
        }
        try {
            outgoing.write(
                    deliverWriter.alert(
                            subscriber, asking, outgoing.nextSequenceNumber(), bind.get()));
            return true;
        } catch (IOException e) {
            LOG.debug("no alert_notification to {}: {}", peer, e.getMessage());
            return false;
        }
    }

    private static DeliveryOutcome outcome(Outgoing.Reply reply) {
        return switch (reply) {
            case Outgoing.Reply.Answered(var status) -> CommandStatus.outcome(status);
            case Outgoing.Reply.NoAnswer() ->
                    new DeliveryOutcome.Deferred(Cause.NO_ANSWER, "no deliver_sm_resp");
            case Outgoing.Reply.Disconnected() -> CONNECTION_LOST;
        };
    }

    /** Says goodbye, waits a little for the answer, and closes. */
    void unbind(Duration patience) {
        try {
            if (requests.isBound()) {
                requests.leave();
                outgoing.request(number -> Octets.ofOwned(composer.unbind(number)), patience);
            }
        } catch (IOException e) {
            LOG.debug("no unbind to {}: {}", peer, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    void close() {
        requests.leave();
        outgoing.disconnected();
        closed.countDown();
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("closing {}: {}", peer, e.getMessage());
        }
    }
}
