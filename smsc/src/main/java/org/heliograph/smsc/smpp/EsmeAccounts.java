// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.heliograph.config.SmscSettings;

/** Who may bind. */
public final class EsmeAccounts {
    /** What a system_id and a password amount to. */
    sealed interface Answer {
        record Known(SmscSettings.Account account) implements Answer {}

        record UnknownSystemId() implements Answer {}

        record WrongPassword() implements Answer {}
    }

    private final Map<String, SmscSettings.Account> accounts;
    private final Map<String, String> passwords;

    /**
     * @param passwords by system_id; an account without one cannot bind
     */
    public EsmeAccounts(List<SmscSettings.Account> accounts, Map<String, String> passwords) {
        this.accounts =
                accounts.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        SmscSettings.Account::systemId, account -> account));
        this.passwords = Map.copyOf(passwords);
    }

    Answer check(String systemId, String password) {
        SmscSettings.Account account = accounts.get(systemId);
        String expected = passwords.get(systemId);
        if (account == null || expected == null) {
            return new Answer.UnknownSystemId();
        }
        // takes as long for a nearly right password as for a wrong one
        return MessageDigest.isEqual(expected.getBytes(UTF_8), password.getBytes(UTF_8))
                ? new Answer.Known(account)
                : new Answer.WrongPassword();
    }
}
