// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.heliograph.config.EsmePassword;
import org.heliograph.config.PasswordHash;
import org.heliograph.config.SmscSettings;

/**
 * Who may bind. A password that was right once is recognised at once from then on, by a keyed hash
 * that never leaves this process, and so is one that stands in its file as it is. Argon2id is for
 * all others of accounts with a hash, on a single thread: wrong ones, from wherever they come, get
 * so many looks a second, so that a flood takes a tenth of a core and holds up nobody who binds
 * again.
 */
public final class EsmeAccounts {
    /** What a system_id and a password amount to. */
    sealed interface Answer {
        record Known(SmscSettings.Account account, AccountUse use) implements Answer {}

        record UnknownSystemId() implements Answer {}

        record WrongPassword() implements Answer {}

        /** Nobody looked: too many wrong ones came from there, or too many are being checked. */
        record TooMany() implements Answer {}
    }

    /** Waiting for their check, which takes some 30 ms each: two seconds of patience. */
    private static final int MOST_WAITING = 64;

    /** Wrong passwords that are looked at, from all addresses, which takes some 30 ms each. */
    private static final double WRONG_PER_SECOND = 4;

    /** At once: all ESMEs may come back together. */
    private static final int WRONG_BURST = 32;

    private static final int IDLE_SECONDS = 5;
    private static final String KEYED_HASH = "HmacSHA256";
    private static final int KEY_OCTETS = 32;
    private static final byte[] NONE = {};

    private final Map<String, Answer.Known> accounts;
    private final Map<String, PasswordHash> hashes;
    private final Map<String, byte[]> rightOnes = new ConcurrentHashMap<>();
    private final SecretKeySpec key;
    private final WrongBinds wrongBinds = new WrongBinds();
    private final TokenBucket looks =
            new TokenBucket(WRONG_PER_SECOND, WRONG_BURST, System.nanoTime());

    /** No virtual thread: those share the cores' carriers, which a check would keep. */
    private final ThreadPoolExecutor checks =
            new ThreadPoolExecutor(
                    1,
                    1,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MOST_WAITING),
                    Thread.ofPlatform().daemon().name("smpp-password").factory());

    /**
     * @param passwords by system_id; an account without one cannot bind
     */
    public EsmeAccounts(List<SmscSettings.Account> accounts, Map<String, EsmePassword> passwords) {
        this.accounts =
                accounts.stream()
                        .filter(account -> passwords.containsKey(account.systemId()))
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        SmscSettings.Account::systemId,
                                        account ->
                                                new Answer.Known(
                                                        account, new AccountUse(account))));
        byte[] random = new byte[KEY_OCTETS];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, KEYED_HASH);
        Map<String, PasswordHash> read = new ConcurrentHashMap<>();
        passwords.forEach(
                (systemId, password) -> {
                    switch (password) {
                        case EsmePassword.Clear(var clear) -> rightOnes.put(systemId, keyed(clear));
                        case EsmePassword.Hashed(var hash) -> read.put(systemId, hash);
                    }
                });
        this.hashes = Map.copyOf(read);
        checks.allowCoreThreadTimeOut(true);
    }

    /** Blocks while others are checked, for a bounded time. */
    Answer check(String systemId, String password, InetAddress from) {
        Optional<Answer.Known> account = Optional.ofNullable(accounts.get(systemId));
        if (account.isPresent() && wasRight(systemId, password)) {
            return account.get();
        }
        if (wrongBinds.tooMany(from, System.nanoTime())) {
            return new Answer.TooMany();
        }
        PasswordHash hash = hashes.get(systemId);
        if (account.isPresent() && hash != null) {
            if (!looks.takeOne(System.nanoTime())) {
                return new Answer.TooMany();
            }
            try {
                if (checks.submit(() -> isRight(systemId, password, hash)).get()) {
                    looks.take(-1, System.nanoTime()); // who is right takes it from nobody
                    return account.get();
                }
            } catch (RejectedExecutionException e) {
                looks.take(-1, System.nanoTime());
                return new Answer.TooMany();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Answer.TooMany();
            } catch (ExecutionException e) {
                throw new IllegalStateException("checking a password", e.getCause());
            }
        }
        wrongBinds.add(from, System.nanoTime());
        return account.isPresent() ? new Answer.WrongPassword() : new Answer.UnknownSystemId();
    }

    private boolean isRight(String systemId, String password, PasswordHash hash) {
        if (wasRight(systemId, password)) { // found out while this one waited
            return true;
        }
        boolean right = hash.matches(password);
        if (right) {
            rightOnes.put(systemId, keyed(password));
        }
        return right;
    }

    private boolean wasRight(String systemId, String password) {
        // takes as long for a nearly right password as for a wrong one
        return MessageDigest.isEqual(rightOnes.getOrDefault(systemId, NONE), keyed(password));
    }

    private byte[] keyed(String password) {
        try {
            Mac mac = Mac.getInstance(KEYED_HASH);
            mac.init(key);
            return mac.doFinal(password.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has " + KEYED_HASH, e);
        }
    }
}
