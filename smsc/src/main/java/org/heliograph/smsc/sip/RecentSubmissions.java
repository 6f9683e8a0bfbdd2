// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.accept.Acceptance.Answer;
import org.heliograph.smsc.accept.Acceptance.Refusal;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What handsets have submitted lately. One that hears no report in time sends the same message
 * again, in a SIP request of its own: it gets the same answer, and nothing is delivered twice. In
 * memory, so that it ends with the process.
 */
final class RecentSubmissions {
    private static final Logger LOG = LoggerFactory.getLogger(RecentSubmissions.class);

    /** What makes two SMS-SUBMIT the same, beside RP-MR. */
    private record Key(
            Msisdn sender, int messageReference, TpAddress destination, UserData userData) {}

    /** One that was not there before, and, once there is one, its answer. */
    private static final class First {
        private final int relayReference;
        private final Instant at;
        private final CountDownLatch answered = new CountDownLatch(1);
        private volatile Answer answer = new Answer.Refused(Refusal.STORE_FAILED, "no answer");

        private First(int relayReference, Instant at) {
            this.relayReference = relayReference;
            this.at = at;
        }
    }

    private final Map<Key, First> latest = new LinkedHashMap<>(); // the oldest first
    private final ReentrantLock lock = new ReentrantLock();
    private final Duration window;
    private final int most;
    private final InstantSource clock;

    /**
     * @param window how long one is remembered; zero: not at all
     * @param most that are remembered, about half a kilobyte each; beyond it the oldest go
     */
    RecentSubmissions(Duration window, int most, InstantSource clock) {
        this.window = window;
        this.most = most;
        this.clock = clock;
    }

    /**
     * {@return what came of {@code submit}, or of the one that this repeats} Blocks while that is
     * not known. What was refused may be tried again.
     *
     * @param relayReference RP-MR: the same in a repeat, unless that says by TP-RD that it is one
     *     (TS 23.040 §9.2.3.25)
     */
    Answer answer(Msisdn sender, int relayReference, SmsSubmit submit, Supplier<Answer> accept)
            throws InterruptedException {
        Key key =
                new Key(
                        sender,
                        submit.messageReference(),
                        submit.destinationAddress(),
                        submit.userData());
        First mine = new First(relayReference, clock.instant());
        First first =
                first(key, mine, submit.flags().contains(SmsSubmit.SubmitFlag.REJECT_DUPLICATES));
        if (first != mine) {
            LOG.info(
                    "repeated code=mo-repeat from={} rp-mr={} tp-mr={}",
                    sender.masked(),
                    relayReference,
                    submit.messageReference());
            first.answered.await();
            return first.answer;
        }
        try {
            mine.answer = accept.get();
        } finally {
            if (!(mine.answer instanceof Answer.Accepted)) {
                forget(key, mine);
            }
            mine.answered.countDown();
        }
        return mine.answer;
    }

    private First first(Key key, First mine, boolean mayBeAnyReference) {
        lock.lock();
        try {
            forgetBefore(mine.at.minus(window));
            @Nullable First present = latest.get(key);
            if (present != null
                    && (mayBeAnyReference || present.relayReference == mine.relayReference)) {
                return present;
            }
            latest.remove(key); // to be the latest again
            if (!window.isZero()) {
                latest.put(key, mine);
            }
            return mine;
        } finally {
            lock.unlock();
        }
    }

    private void forgetBefore(Instant then) {
        Iterator<First> oldest = latest.values().iterator();
        while (oldest.hasNext() && (!oldest.next().at.isAfter(then) || latest.size() >= most)) {
            oldest.remove();
        }
    }

    private void forget(Key key, First one) {
        lock.lock();
        try {
            latest.remove(key, one);
        } finally {
            lock.unlock();
        }
    }
}
