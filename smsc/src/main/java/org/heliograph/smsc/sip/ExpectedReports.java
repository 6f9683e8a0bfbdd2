// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;

/**
 * The RP-DATA sent whose RP-ACK or RP-ERROR is still to come (TS 24.341 §5.3.3.4.3). As many as
 * there are attempts under way.
 */
final class ExpectedReports {
    private static final int REFERENCES = 256; // RP-MR is one octet, TS 24.011 §8.2.3

    private record Key(Msisdn recipient, int messageReference) {}

    private final Map<String, Expected> byCallId = new ConcurrentHashMap<>();
    private final Map<Key, Expected> byReference = new ConcurrentHashMap<>();

    /**
     * Expects a report of {@code recipient}, under the first free RP-MR from {@code preferred} on.
     *
     * @param callId of the MESSAGE that will carry the RP-DATA
     * @return nothing if 256 messages to this subscriber are under way
     */
    Optional<Expected> expect(Msisdn recipient, String callId, int preferred) {
        for (int i = 0; i < REFERENCES; i++) {
            Key key = new Key(recipient, (preferred + i) % REFERENCES);
            Expected expected = new Expected(key, callId);
            if (byReference.putIfAbsent(key, expected) == null) {
                byCallId.put(callId, expected);
                return Optional.of(expected);
            }
        }
        return Optional.empty();
    }

    /**
     * Gives a report to whoever expects it: by In-Reply-To, else by sender and RP-MR.
     *
     * @return whether somebody did; not so if it is late, comes again, or is another's
     */
    boolean report(Msisdn sender, List<String> inReplyTo, RpMessage report) {
        for (String callId : inReplyTo) {
            @Nullable Expected expected = byCallId.get(callId);
            if (expected != null && expected.key.recipient().equals(sender)) {
                return expected.reported(report);
            }
        }
        @Nullable Expected expected = byReference.get(new Key(sender, report.messageReference()));
        return expected != null && expected.reported(report);
    }

    /** One report to come; closed when nobody waits for it any more. */
    final class Expected implements AutoCloseable {
        private final Key key;
        private final String callId;
        private final BlockingQueue<RpMessage> reports = new ArrayBlockingQueue<>(1);
        private volatile Runnable onReport = () -> {};

        private Expected(Key key, String callId) {
            this.key = key;
            this.callId = callId;
        }

        int messageReference() {
            return key.messageReference();
        }

        /** Runs {@code action} when the report comes; at once if it has come. */
        void onReport(Runnable action) {
            onReport = action;
            if (!reports.isEmpty()) {
                action.run();
            }
        }

        private boolean reported(RpMessage report) {
            boolean first = reports.offer(report);
            if (first) {
                onReport.run();
            }
            return first;
        }

        /** Blocks until the report comes, at most for {@code patience}. */
        Optional<RpMessage> await(Duration patience) throws InterruptedException {
            return Optional.ofNullable(reports.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
        }

        @Override
        public void close() {
            byReference.remove(key, this);
            byCallId.remove(callId, this);
        }
    }
}
