// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.store;

import java.math.BigDecimal;
import java.util.Optional;
import org.heliograph.charging.credit.Balances.Held;

/**
 * One change of balances, which gets its result where it is made; whoever asked reads that after
 * the commit.
 */
abstract sealed class BalanceWrite {
    final String id;
    final String account;

    private BalanceWrite(String id, String account) {
        this.id = id;
        this.account = account;
    }

    static final class Reserve extends BalanceWrite {
        final BigDecimal amount;
        final long expiresAt;
        Optional<Held> result = Optional.empty();

        Reserve(String id, String account, BigDecimal amount, long expiresAt) {
            super(id, account);
            this.amount = amount;
            this.expiresAt = expiresAt;
        }
    }

    static final class Commit extends BalanceWrite {
        final BigDecimal amount;
        final long expiresAt;
        Optional<BigDecimal> spent = Optional.empty();

        Commit(String id, String account, BigDecimal amount, long expiresAt) {
            super(id, account);
            this.amount = amount;
            this.expiresAt = expiresAt;
        }
    }

    static final class Release extends BalanceWrite {
        Release(String id, String account) {
            super(id, account);
        }
    }

    static final class TopUp extends BalanceWrite {
        final BigDecimal amount;
        final long now;
        boolean enough;

        TopUp(String id, String account, BigDecimal amount, long now) {
            super(id, account);
            this.amount = amount;
            this.now = now;
        }
    }

    /** Of no account. */
    static final class Forget extends BalanceWrite {
        final long before;

        Forget(long before) {
            super("", "");
            this.before = before;
        }
    }
}
