// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.CID_GENERIC_NACK;
import static org.jsmpp.SMPPConstant.CID_SUBMIT_SM_RESP;
import static org.jsmpp.SMPPConstant.STAT_ESME_RMSGQFUL;
import static org.jsmpp.SMPPConstant.STAT_ESME_ROK;
import static org.jsmpp.SMPPConstant.STAT_ESME_RTHROTTLED;
import static org.jsmpp.SMPPConstant.STAT_ESME_RUNKNOWNERR;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.heliograph.config.UpstreamSettings;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.jsmpp.PDUStringException;
import org.jsmpp.util.DefaultComposer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bind to an upstream, from bind_resp on. One virtual thread reads what comes, in batches;
 * another sends what waits, as much in one write as the window has room for; a third watches the
 * clock.
 */
final class UpstreamSession {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamSession.class);

    /** Most PDUs that are answered together. */
    private static final int LARGEST_BATCH = 100;

    /** A message that is throttled so often goes back to its lane. */
    private static final int MOST_REFUSALS = 5;

    private static final Duration LONGEST_TICK = Duration.ofMillis(500);
    private static final Duration SHORTEST_TICK = Duration.ofMillis(5);

    private static final DeliveryOutcome NO_ANSWER =
            new DeliveryOutcome.Deferred(Cause.NO_ANSWER, "no submit_sm_resp");

    /** A submit_sm that is not answered. */
    private record Sent(Handover handover, long deadline) {}

    private final Connection connection;
    private final UpstreamSettings settings;
    private final BindKind kind;
    private final FairQueue queue;
    private final PduReader reader;
    private final Outgoing outgoing;
    private final UpstreamRequests requests;
    private final SubmitWriter submitWriter;
    private final DefaultComposer composer = new DefaultComposer();
    private final Semaphore places;
    private final Map<Integer, Sent> unanswered = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean enquiring = new AtomicBoolean();
    private volatile boolean leaving;
    private volatile long heardAt = System.nanoTime();

    /**
     * @param reader has read bind_resp, and nothing after it
     */
    UpstreamSession(
            Connection connection,
            UpstreamSettings settings,
            BindKind kind,
            FairQueue queue,
            PduReader reader,
            Outgoing outgoing,
            UpstreamRequests requests) {
        this.connection = connection;
        this.settings = settings;
        this.kind = kind;
        this.queue = queue;
        this.reader = reader;
        this.outgoing = outgoing;
        this.requests = requests;
        this.submitWriter = new SubmitWriter(settings);
        this.places = new Semaphore(settings.window());
    }

    /**
     * Serves the bind until it ends.
     *
     * @param sends is told that this is the first bind that sends
     * @return why it ended, for the log
     */
    String run(Runnable sends) {
        List<Thread> threads = new ArrayList<>();
        threads.add(Thread.ofVirtual().name("upstream-watch").start(this::watch));
        if (kind.transmits()) {
            boolean first = queue.join();
            threads.add(Thread.ofVirtual().name("upstream-sender").start(this::send));
            if (first) {
                sends.run();
            }
        }
        try {
            return serve();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("bind to {} broke", settings.name(), e);
            return "internal error";
        } finally {
            close();
            threads.forEach(Thread::interrupt);
            if (kind.transmits()) {
                queue.leave().forEach(one -> one.end(Upstream.NOT_BOUND));
            }
        }
    }

    private String serve() throws IOException {
        var acknowledgement = connection.acknowledgement();
        while (true) {
            if (!unanswered.isEmpty()) {
                acknowledgement.send();
            }
            Optional<Pdu> first = reader.next();
            if (first.isEmpty()) {
                return "closed by the other side";
            }
            List<Pdu> came = new ArrayList<>();
            take(first.get(), came);
            while (came.size() < LARGEST_BATCH && reader.hasNext()) {
                Optional<Pdu> next = reader.next();
                if (next.isPresent()) {
                    take(next.get(), came);
                }
            }
            heardAt = System.nanoTime();
            if (!came.isEmpty() && !requests.answer(came, outgoing)) {
                return "unbound by the other side";
            }
        }
    }

    /** Responses are for those who wait; they do not wait for the store as requests do. */
    private void take(Pdu pdu, List<Pdu> came) {
        if (!pdu.isResponse()) {
            came.add(pdu);
            return;
        }
        Sent sent = unanswered.remove(pdu.sequenceNumber());
        if (sent == null) {
            outgoing.answered(pdu.sequenceNumber(), status(pdu));
            return;
        }
        places.release();
        answered(sent.handover(), pdu);
    }

    /** A generic_nack says no (SMPP 3.4 §4.3), even one that gives no reason. */
    private static int status(Pdu response) {
        return response.commandId() == CID_GENERIC_NACK && response.commandStatus() == STAT_ESME_ROK
                ? STAT_ESME_RUNKNOWNERR
                : response.commandStatus();
    }

    private void answered(Handover handover, Pdu response) {
        int status = status(response);
        switch (status) {
            case STAT_ESME_ROK -> {
                queue.taken();
                handover.end(
                        response.commandId() == CID_SUBMIT_SM_RESP
                                ? new DeliveryOutcome.HandedOver(
                                        settings.name(), messageId(response))
                                : CommandStatus.outcome(STAT_ESME_RUNKNOWNERR));
            }
            case STAT_ESME_RTHROTTLED, STAT_ESME_RMSGQFUL -> {
                Duration pause = queue.throttled();
                LOG.debug("{} throttles; pause of {}", settings.name(), pause);
                if (handover.refused() == MOST_REFUSALS || !queue.putBack(handover)) {
                    handover.end(CommandStatus.outcome(status));
                }
            }
            default -> {
                queue.taken();
                handover.end(CommandStatus.outcome(status));
            }
        }
    }

    private static String messageId(Pdu response) {
        Octets body = response.octets().from(Pdu.HEADER_OCTETS);
        int end = 0;
        while (end < body.length() && body.at(end) > ' ' && body.at(end) < 0x7F) {
            end++;
        }
        // message_id has 65 octets with its NUL (§5.2.23)
        return end > 64
                ? ""
                : UpstreamIds.of(body.slice(0, end).toString(StandardCharsets.US_ASCII));
    }

    private void send() {
        try {
            while (closed.getCount() > 0) {
                places.acquire();
                int free = 1 + places.drainPermits();
                int used = 0;
                try {
                    List<Handover> taken = queue.take(free);
                    used = send(taken);
                } finally {
                    places.release(free - used);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("writing to {}: {}", settings.name(), e.getMessage());
            close();
        }
    }

    /** {@return how many were sent, or may have been} */
    private int send(List<Handover> taken) throws IOException {
        if (closed.getCount() == 0 || leaving) {
            for (Handover handover : taken.reversed()) {
                if (!queue.putBack(handover)) {
                    handover.end(Upstream.NOT_BOUND);
                }
            }
            return 0;
        }
        long deadline = System.nanoTime() + settings.responseTimeout().toNanos();
        var pdus = new OctetWriter();
        int sent = 0;
        for (Handover handover : taken) {
            int number = outgoing.nextSequenceNumber();
            try {
                pdus.octets(submitWriter.write(handover.message, number));
                unanswered.put(number, new Sent(handover, deadline));
                sent++;
            } catch (PDUStringException | SubmitWriter.LoopException e) {
                handover.end(
                        new DeliveryOutcome.Failed(
                                e instanceof SubmitWriter.LoopException
                                        ? Cause.REJECTED
                                        : Cause.NOT_SUPPORTED,
                                String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                LOG.error("submit_sm of {} broke", handover.message.id(), e);
                handover.end(new DeliveryOutcome.Failed(Cause.NOT_SUPPORTED, "internal error"));
            }
        }
        if (closed.getCount() == 0) { // whoever closed may have looked for waiting ones before
            giveUp(Upstream.CONNECTION_LOST, Long.MAX_VALUE);
        } else if (sent > 0) {
            outgoing.write(pdus.toOctets());
        }
        return sent;
    }

    /** Ends what was to be answered before {@code now}. */
    private void giveUp(DeliveryOutcome with, long now) {
        unanswered.forEach(
                (number, sent) -> {
                    if ((now == Long.MAX_VALUE || sent.deadline() - now <= 0)
                            && unanswered.remove(number, sent)) {
                        places.release();
                        sent.handover().end(with);
                    }
                });
    }

    private void watch() {
        try {
            while (!closed.await(tick().toMillis(), TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                giveUp(NO_ANSWER, now);
                if (outgoing.stalledFor().compareTo(settings.responseTimeout()) > 0) {
                    giveUp("stalled", "the other side does not read");
                } else if (now - heardAt > settings.enquireLinkInterval().toNanos()
                        && enquiring.compareAndSet(false, true)) {
                    // beside this thread, which must see it if even this cannot be written
                    Thread.ofVirtual().name("upstream-enquire").start(this::enquire);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void enquire() {
        long asked = System.nanoTime();
        try {
            Outgoing.Reply reply =
                    outgoing.request(
                            number -> Octets.ofOwned(composer.enquireLink(number)),
                            settings.responseTimeout());
            if (reply instanceof Outgoing.Reply.NoAnswer && heardAt - asked < 0) {
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
        LOG.info("closed code={} upstream={} reason=\"{}\"", code, settings.name(), reason);
        close();
    }

    private Duration tick() {
        Duration shorter =
                settings.responseTimeout().compareTo(settings.enquireLinkInterval()) < 0
                        ? settings.responseTimeout()
                        : settings.enquireLinkInterval();
        Duration tick = shorter.dividedBy(4);
        tick = tick.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : tick;
        return tick.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : tick;
    }

    /** Sends nothing more, says goodbye, waits a little for the answer, and closes. */
    void unbind(Duration patience) {
        leaving = true;
        try {
            outgoing.request(number -> Octets.ofOwned(composer.unbind(number)), patience);
        } catch (IOException e) {
            LOG.debug("no unbind to {}: {}", settings.name(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    void close() {
        closed.countDown();
        outgoing.disconnected();
        giveUp(Upstream.CONNECTION_LOST, Long.MAX_VALUE);
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("closing {}: {}", settings.name(), e.getMessage());
        }
    }
}
