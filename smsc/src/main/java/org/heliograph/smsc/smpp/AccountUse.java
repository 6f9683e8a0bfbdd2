// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.util.concurrent.atomic.AtomicInteger;
import org.heliograph.config.SmscSettings;

/** What all binds of an account together have done, held to what they may. */
final class AccountUse {
    private final SmscSettings.Account account;
    private final TokenBucket accepted;
    private final AtomicInteger binds = new AtomicInteger();

    AccountUse(SmscSettings.Account account) {
        this.account = account;
        this.accepted =
                new TokenBucket(
                        account.throughput(), Math.max(1, account.throughput()), System.nanoTime());
    }

    /** {@return whether there may be one bind more, and so there is} */
    boolean bind() {
        if (binds.incrementAndGet() <= account.maxBinds()) {
            return true;
        }
        unbind();
        return false;
    }

    void unbind() {
        binds.decrementAndGet();
    }

    boolean maySubmit() {
        return account.throughput() == 0 || accepted.hasOne(System.nanoTime());
    }

    /** {@return how much of its throughput is used up, 0 to 1} */
    double throughputUsed() {
        return account.throughput() == 0 ? 0 : accepted.used(System.nanoTime());
    }

    /**
     * @param messages short messages, of all destinations
     */
    void submitted(int messages) {
        if (account.throughput() > 0) {
            accepted.take(messages, System.nanoTime());
        }
    }
}
