// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/** What goes out on a session: whole PDUs, and our requests with the wait for their responses. */
final class Outgoing {
    /** How a request of ours ended. */
    sealed interface Reply {
        record Answered(int commandStatus) implements Reply {}

        record NoAnswer() implements Reply {}

        record Disconnected() implements Reply {}
    }

    /** Makes a request once its sequence_number is known. */
    @FunctionalInterface
    interface Request<E extends Exception> {
        Octets write(int sequenceNumber) throws E;
    }

    private static final class Waiting {
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile Reply reply = new Reply.NoAnswer();

        void end(Reply with) {
            reply = with;
            done.countDown();
        }
    }

    private static final long IDLE = Long.MIN_VALUE;

    private final OutputStream out;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicInteger sequence = new AtomicInteger();
    private final Map<Integer, Waiting> unanswered = new ConcurrentHashMap<>();
    private volatile long writingSince = IDLE;
    private volatile boolean closed;

    Outgoing(OutputStream out) {
        this.out = out;
    }

    /** Blocks while the peer does not read; {@link #stalledFor} lets somebody notice. */
    void write(Octets pdus) throws IOException {
        writing.lock();
        try {
            writingSince = System.nanoTime();
            pdus.writeTo(out);
            out.flush();
        } finally {
            writingSince = IDLE;
            writing.unlock();
        }
    }

    /** Sends a request and waits for its response. */
    <E extends Exception> Reply request(Request<E> request, Duration timeout)
            throws E, IOException, InterruptedException {
        try (Window window = window(timeout)) {
            window.add(request);
            window.write();
            return window.nextReply();
        }
    }

    /**
     * {@return a place for requests that are sent together}
     *
     * @param timeout how long to wait for the answers, from {@link Window#write} on
     */
    Window window(Duration timeout) {
        return new Window(timeout);
    }

    /** Requests that go out in one write, and the wait for the answers. For one thread. */
    final class Window implements AutoCloseable {
        private final Duration timeout;
        private final OctetWriter pdus = new OctetWriter();
        private final Map<Integer, Waiting> sent = new LinkedHashMap<>();
        private Iterator<Waiting> next = Collections.emptyIterator();
        private long deadline;

        private Window(Duration timeout) {
            this.timeout = timeout;
        }

        <E extends Exception> void add(Request<E> request) throws E {
            int number = nextSequenceNumber();
            pdus.octets(request.write(number));
            sent.put(number, new Waiting());
        }

        /** Blocks while the peer does not read. */
        void write() throws IOException {
            unanswered.putAll(sent);
            next = sent.values().iterator();
            if (closed) { // whoever closed may have looked for waiting ones before
                disconnected();
            } else if (pdus.length() > 0) {
                Outgoing.this.write(pdus.toOctets());
            }
            deadline = System.nanoTime() + timeout.toNanos();
        }

        /** {@return how the next request ended, in the order of their adding} */
        Reply nextReply() throws InterruptedException {
            Waiting waiting = next.next();
            waiting.done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            return waiting.reply;
        }

        /** Answers that come later are ignored. */
        @Override
        public void close() {
            unanswered.keySet().removeAll(sent.keySet());
        }
    }

    /** {@return whether the peer owes responses} */
    boolean awaitsAnswers() {
        return !unanswered.isEmpty();
    }

    /** A response has come; one that nobody waits for is ignored. */
    void answered(int sequenceNumber, int commandStatus) {
        Waiting waiting = unanswered.remove(sequenceNumber);
        if (waiting != null) {
            waiting.end(new Reply.Answered(commandStatus));
        }
    }

    /** {@return how long the peer has taken nothing of what is being written; zero: not at all} */
    Duration stalledFor() {
        long since = writingSince;
        return since == IDLE ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    /** {@return 1 to 0x7FFFFFFF, round and round (SMPP 3.4 §3.2)} */
    int nextSequenceNumber() {
        return sequence.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
    }

    /** Nobody needs to wait any longer. */
    void disconnected() {
        closed = true;
        for (Waiting waiting : unanswered.values()) {
            waiting.end(new Reply.Disconnected());
        }
    }
}
