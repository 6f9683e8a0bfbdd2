// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.charging;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.heliograph.charging.credit.Balances;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.cli.ConfiguredSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code heliograph balance top-up}. */
@Command(
        name = "top-up",
        description = {
            "Adds money to a balance, which is made if it is not there, and prints it.",
            "A negative amount takes away, but nothing that is kept back."
        },
        footer = {
            "",
            "Example:",
            "  heliograph balance top-up --account 447700900001 --amount 10.00 --id voucher-4711"
        })
final class BalanceTopUpCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ConfiguredSettings configured = new ConfiguredSettings();

    @Option(names = "--account", required = true, description = "1 to 64 characters.")
    private String account = "";

    @Option(names = "--amount", required = true, description = "A decimal number.")
    private String amount = "";

    @Option(
            names = "--id",
            description = "The same id is the same top-up and counts once; a new one by default.")
    private @Nullable String id;

    @Override
    public Integer call() throws CommandFailure {
        if (!amount.matches("-?\\d{1,14}(\\.\\d{1,15})?")) {
            throw new ParameterException(spec.commandLine(), "--amount: a decimal number expected");
        }
        if (account.isEmpty() || account.length() > 64) {
            throw new ParameterException(spec.commandLine(), "--account: 1 to 64 characters");
        }
        String named = id == null ? UUID.randomUUID().toString() : id;
        if (!named.matches("[!-~]{1,64}")) {
            throw new ParameterException(spec.commandLine(), "--id: 1 to 64 ASCII characters");
        }
        try (OpenBalances open = OpenBalances.open(configured)) {
            Balances.Balance after =
                    open.balances()
                            .topUp(named, account, new BigDecimal(amount), Instant.now())
                            .orElseThrow(() -> new CommandFailure("there is not enough to take"));
            spec.commandLine().getOut().println(OpenBalances.json(after));
            return 0;
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
