// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Non-INVITE server transactions (RFC 3261 §17.2.2): a request seen before is not handled again, it
 * gets the response that was given. Kept for timer J after the request, the same time for all, so
 * that the oldest is always the first to go and no timers are needed.
 */
final class ServerTransactions {
    /**
     * One request and, once there is one, what it is answered. Not the response itself: a
     * retransmission brings again all that is copied to it, and there are tens of thousands.
     */
    static final class Transaction {
        private final String key;
        private final long expiresNanos;
        private volatile @Nullable Reply reply;

        private Transaction(String key, long expiresNanos) {
            this.key = key;
            this.expiresNanos = expiresNanos;
        }

        /** What retransmissions are answered with from now on. */
        void completed(Reply answer) {
            reply = answer;
        }

        /** {@return the answer; while there is none, nothing is sent} */
        Optional<Reply> reply() {
            return Optional.ofNullable(reply);
        }

        /** {@return of To, the same in each response} */
        String tag() {
            return Integer.toHexString(System.identityHashCode(this));
        }
    }

    private final Map<String, Transaction> byKey = new ConcurrentHashMap<>();
    private final Queue<Transaction> byAge = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final long timerJ;
    private final int most;

    /**
     * @param most most transactions kept; beyond it the oldest is forgotten early
     */
    ServerTransactions(Duration timerJ, int most) {
        this.timerJ = timerJ.toNanos();
        this.most = most;
    }

    /** What became of a request that came in. */
    record Begun(Transaction transaction, boolean isNew) {}

    Begun begin(SIPRequest request) {
        String key = keyOf(request);
        long now = System.nanoTime();
        forget(now);
        Transaction created = new Transaction(key, now + timerJ);
        @Nullable Transaction present = byKey.putIfAbsent(key, created);
        if (present != null) {
            return new Begun(present, false);
        }
        byAge.add(created);
        size.incrementAndGet();
        return new Begun(created, true);
    }

    private void forget(long now) {
        Transaction oldest;
        while ((oldest = byAge.peek()) != null
                && (oldest.expiresNanos - now < 0 || size.get() >= most)) {
            if (byAge.remove(oldest)) {
                size.decrementAndGet();
                byKey.remove(oldest.key, oldest);
            }
        }
    }

    /** {@return what two requests have in common that are one (§17.2.3)} */
    static String key(String branch, String host, int port, String method) {
        return branch + " " + host + ":" + port + " " + method;
    }

    /** Peers of RFC 2543 send no such branch. */
    static String keyOf(SIPRequest request) {
        Via via = request.getTopmostVia();
        @Nullable String branch = via.getBranch();
        String method = request.getCSeq().getMethod();
        if (branch != null && branch.startsWith("z9hG4bK")) {
            return key(branch, via.getHost(), via.getPort(), method);
        }
        String sentBy = via.getHost() + ":" + via.getPort() + " " + method;
        return request.getCallId().getCallId()
                + " "
                + request.getCSeq().getSeqNumber()
                + " "
                + request.getFromTag()
                + " "
                + branch
                + " "
                + sentBy;
    }
}
