// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.util.Map;
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
    /** One request and, once there is one, its response. */
    static final class Transaction {
        private final String key;
        private final long expiresNanos;
        private volatile byte @Nullable [] response;

        private Transaction(String key, long expiresNanos) {
            this.key = key;
            this.expiresNanos = expiresNanos;
        }

        /** What retransmissions are answered with from now on. */
        void completed(byte[] octets) {
            response = octets;
        }

        /** {@return the response; of length zero while there is none, and then nothing is sent} */
        byte[] response() {
            byte[] present = response;
            return present == null ? new byte[0] : present;
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
        long now = System.nanoTime();
        forget(now);
        String key = keyOf(request);
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

    /** §17.2.3: branch, sent-by and method; peers of RFC 2543 send no such branch. */
    private static String keyOf(SIPRequest request) {
        Via via = request.getTopmostVia();
        @Nullable String branch = via.getBranch();
        String sentBy = via.getHost() + ":" + via.getPort() + " " + request.getCSeq().getMethod();
        if (branch != null && branch.startsWith("z9hG4bK")) {
            return branch + " " + sentBy;
        }
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
