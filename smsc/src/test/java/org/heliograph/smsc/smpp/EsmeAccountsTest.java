// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.heliograph.config.EsmePassword;
import org.heliograph.config.PasswordHash;
import org.heliograph.config.SmscSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EsmeAccountsTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.2");

    private final SmscSettings.Account clear = account("clear");
    private final SmscSettings.Account hashed = account("hashed");
    private final EsmeAccounts accounts =
            new EsmeAccounts(
                    List.of(clear, hashed, account("without")),
                    Map.of(
                            "clear",
                            new EsmePassword.Clear("secret01"),
                            "hashed",
                            new EsmePassword.Hashed(PasswordHash.of("secret02"))));

    private static SmscSettings.Account account(String systemId) {
        return new SmscSettings.Account(systemId, "file", List.of());
    }

    private static void assertKnown(SmscSettings.Account account, EsmeAccounts.Answer answer) {
        assertTrue(
                answer instanceof EsmeAccounts.Answer.Known(var known, _) && known.equals(account),
                answer.toString());
    }

    @Test
    void knowsAPasswordAndItsHash() {
        assertKnown(clear, accounts.check("clear", "secret01", HERE));
        for (int i = 0; i < 2; i++) {
            assertKnown(hashed, accounts.check("hashed", "secret02", HERE));
        }
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "clear, secret02, WrongPassword",
        "clear, '', WrongPassword",
        "hashed, secret01, WrongPassword",
        "hashed, '', WrongPassword",
        "nobody, secret01, UnknownSystemId",
        "without, '', UnknownSystemId",
        "'', '', UnknownSystemId",
    })
    void refusesEverythingElse(String systemId, String password, String answer) {
        assertEquals(answer, accounts.check(systemId, password, HERE).getClass().getSimpleName());
    }

    @Test
    void stopsLookingAtWhatAnAddressIsWrongAboutTooOften() {
        int looked = 0;
        while (accounts.check("hashed", "guess" + looked, HERE)
                instanceof EsmeAccounts.Answer.WrongPassword) {
            looked++;
        }
        assertTrue(looked >= 20 && looked < 40, looked + " guesses were looked at");
        assertInstanceOf(
                EsmeAccounts.Answer.TooMany.class, accounts.check("hashed", "secret02", HERE));

        assertKnown(hashed, accounts.check("hashed", "secret02", ELSEWHERE));
        assertKnown(hashed, accounts.check("hashed", "secret02", HERE)); // amid a flood
    }

    @Test
    void aFloodFromEverywhereIsHardlyLookedAtAndHoldsUpNobodyKnown() throws Exception {
        assertKnown(hashed, accounts.check("hashed", "secret02", HERE));
        long start = System.nanoTime();
        try (var flood = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<EsmeAccounts.Answer>> guesses = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                byte[] from = {10, 0, (byte) (i >> 8), (byte) i};
                Callable<EsmeAccounts.Answer> guess =
                        () -> accounts.check("hashed", "guess", InetAddress.getByAddress(from));
                guesses.add(flood.submit(guess));
            }
            for (int i = 0; i < 1_000; i++) { // without a look
                assertKnown(hashed, accounts.check("hashed", "secret02", ELSEWHERE));
                assertKnown(clear, accounts.check("clear", "secret01", ELSEWHERE));
            }
            int looked = 0;
            for (Future<EsmeAccounts.Answer> one : guesses) {
                looked += one.get() instanceof EsmeAccounts.Answer.WrongPassword ? 1 : 0;
            }
            long seconds = (System.nanoTime() - start) / 1_000_000_000 + 1;
            assertTrue(looked <= 32 + 4 * seconds, looked + " of 5000 were looked at");
        }
    }
}
