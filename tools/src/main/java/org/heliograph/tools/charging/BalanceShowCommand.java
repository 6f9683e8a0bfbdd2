// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.charging;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.heliograph.charging.credit.Balances.Balance;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.cli.ConfiguredSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code heliograph balance show}. */
@Command(
        name = "show",
        description =
                "Prints balances, a line of JSON each: what is there, what of it is kept back.",
        footer = {"", "Example:", "  heliograph balance show --account 447700900001"})
final class BalanceShowCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ConfiguredSettings configured = new ConfiguredSettings();

    @Option(names = "--account", description = "The one that is asked for; all by default.")
    private @Nullable String account;

    @Option(names = "--most", description = "How many at most; 1000 by default.")
    private int most = 1_000;

    @Override
    public Integer call() throws CommandFailure {
        String wanted = account;
        try (OpenBalances open = OpenBalances.open(configured)) {
            List<Balance> found =
                    wanted == null
                            ? open.balances().list(most)
                            : open.balances().find(wanted).stream().toList();
            if (wanted != null && found.isEmpty()) {
                throw new CommandFailure("no balance " + wanted);
            }
            found.forEach(each -> spec.commandLine().getOut().println(OpenBalances.json(each)));
            return 0;
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
