// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sip.message.Response;
import org.heliograph.tools.wire.EventLog;

/**
 * Keeps a handset registered: anew long before expiry, so that a server that came back without its
 * registrations knows us again soon, and every few seconds while there is no server.
 */
final class Registration implements AutoCloseable {
    private static final Duration EXPIRES = Duration.ofMinutes(10);
    private static final Duration REFRESH = Duration.ofSeconds(20);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final SipUserAgent sip;
    private final EventLog<HandsetEvent> log;
    private final SipWatch watch;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean due = true;
    private boolean closed;
    private boolean registered;
    private boolean everFailed;

    Registration(SipUserAgent sip, EventLog<HandsetEvent> log, SipWatch watch) {
        this.sip = sip;
        this.log = log;
        this.watch = watch;
    }

    /** Runs until {@link #close}. */
    void keep() {
        try {
            while (!isClosed()) {
                await(register());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing
        }
    }

    /** {@return how long to wait until the next time} */
    private Duration register() throws InterruptedException {
        watch.sent("REGISTER");
        SipAnswer answer = sip.register(EXPIRES);
        watch.answered("REGISTER", answer);
        boolean now = answer.isSuccess();
        boolean changes = registered != now;
        registered = now;
        if (answer instanceof SipAnswer.Final(Response response) && now) {
            Duration granted = SipUserAgent.granted(response, EXPIRES);
            if (changes) {
                log.add(new HandsetEvent.Registered(granted));
            }
            Duration half = granted.dividedBy(2);
            return half.compareTo(REFRESH) < 0 ? half : REFRESH;
        }
        if (changes || !everFailed) {
            log.add(new HandsetEvent.NotRegistered(answer.text()));
            everFailed = true;
        }
        return RETRY;
    }

    void wake() {
        lock.lock();
        try {
            due = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration wait) throws InterruptedException {
        lock.lock();
        try {
            due = false;
            long left = TimeUnit.NANOSECONDS.convert(wait);
            while (!due && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends {@link #keep} and takes the registration away. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (registered) {
            try {
                watch.sent("REGISTER, expires 0");
                watch.answered("REGISTER", sip.register(Duration.ZERO));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
