// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Non-INVITE client transactions (RFC 3261 §17.1.2). The caller's thread waits anyway, so it runs
 * timers E and F itself. Timer K needs nothing: a response that comes again finds no transaction
 * and is dropped.
 */
final class ClientTransactions {
    /**
     * The timers of RFC 3261 §17.1.1.1.
     *
     * @param t1 round trip estimate: first wait of timer E
     * @param t2 longest wait of timer E
     */
    record Timers(Duration t1, Duration t2) {
        static final Timers DEFAULT = new Timers(Duration.ofMillis(500), Duration.ofSeconds(4));

        /** Timers F and J. */
        Duration transaction() {
            return t1.multipliedBy(64);
        }
    }

    /** How a transaction ended. */
    sealed interface End {
        /**
         * @param status 200 to 699
         * @param retryAfter how long we are asked to stay away (RFC 3261 §20.33); zero: we are not
         */
        record Answered(int status, Duration retryAfter) implements End {}

        record TimedOut() implements End {}

        record Unreachable(String reason) implements End {}

        /** {@link Transaction#abandon} was called: the answer matters no more. */
        record Abandoned() implements End {}
    }

    private final SipTransport transport;
    private final Timers timers;
    private final Map<String, Transaction> byBranch = new ConcurrentHashMap<>();

    ClientTransactions(SipTransport transport, Timers timers) {
        this.transport = transport;
        this.timers = timers;
        transport.whenLost(this::lost);
    }

    /** Nothing comes back on that connection any more (§17.1.4). */
    private void lost(Hop hop) {
        for (Transaction one : byBranch.values()) {
            if (hop.equals(one.to) && one.accepted == null) {
                one.end(new End.Unreachable("connection lost"));
            }
        }
    }

    /**
     * Opens the transaction of a request whose topmost Via has {@code branch}; sends nothing yet.
     */
    Transaction open(String branch) {
        return new Transaction(branch, false);
    }

    /**
     * The same for a request that is answered twice: by a response, and by what {@link
     * Transaction#abandon} tells of and what counts. A 2xx then wakes nobody up; {@link
     * Transaction#run} returns it when timer E would have run out.
     */
    Transaction openForMore(String branch) {
        return new Transaction(branch, true);
    }

    /** Takes a response in; one that nobody waits for is dropped (§17.1.3). */
    void received(SipResponse response) {
        @Nullable Transaction waiting = byBranch.get(response.branch());
        if (waiting != null) {
            waiting.received(response);
        }
    }

    /** One request of ours on its way. */
    final class Transaction {
        private final String branch;
        private final boolean moreFollows;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private @Nullable End end;
        private volatile boolean proceeding;
        private volatile @Nullable End accepted;
        private volatile @Nullable Hop to;

        private Transaction(String branch, boolean moreFollows) {
            this.branch = branch;
            this.moreFollows = moreFollows;
        }

        /**
         * Sends {@code request} and blocks until it is answered finally, at most for timer F or
         * {@code patience}, whichever is shorter. Over UDP it is sent again on timer E. May be run
         * again over another transport when the first was unreachable (§18.1.1).
         */
        End run(byte[] request, Hop to, Duration patience) throws InterruptedException {
            long start = System.nanoTime();
            long most = Math.min(timers.transaction().toNanos(), patience.toNanos());
            boolean reliable = to.transport().isReliable();
            long wait = timers.t1().toNanos();
            this.to = to;
            byBranch.put(branch, this);
            try {
                transport.send(to, request);
                while (true) {
                    long left = most - (System.nanoTime() - start);
                    @Nullable End ended = await(Math.min(wait, left));
                    ended = ended == null ? accepted : ended;
                    if (ended != null) {
                        return ended;
                    }
                    long elapsed = System.nanoTime() - start;
                    if (elapsed >= most) {
                        if (reliable && elapsed >= timers.transaction().toNanos()) {
                            transport.disconnect(to); // else what we write piles up in it
                        }
                        return new End.TimedOut();
                    }
                    wait = nextWait(wait);
                    if (!reliable) {
                        transport.send(to, request);
                    }
                }
            } catch (IOException e) {
                return new End.Unreachable(String.valueOf(e.getMessage()));
            } finally {
                byBranch.remove(branch);
            }
        }

        private long nextWait(long wait) {
            long t2 = timers.t2().toNanos();
            return proceeding ? t2 : Math.min(2 * wait, t2);
        }

        private @Nullable End await(long nanos) throws InterruptedException {
            lock.lock();
            try {
                long left = nanos;
                while (end == null && left > 0) {
                    left = changed.awaitNanos(left);
                }
                return end;
            } finally {
                lock.unlock();
            }
        }

        private void received(SipResponse response) {
            if (response.status() < 200) {
                proceeding = true;
                return;
            }
            End answer = new End.Answered(response.status(), response.retryAfter());
            if (moreFollows && response.status() < 300) {
                accepted = answer;
            } else {
                end(answer);
            }
        }

        /** Wakes {@link #run} up: what was asked for has happened by another way. */
        void abandon() {
            end(new End.Abandoned());
        }

        private void end(End how) {
            lock.lock();
            try {
                if (end == null) {
                    end = how;
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
