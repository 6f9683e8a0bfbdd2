// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.charging;

import picocli.CommandLine.Command;

/** Groups the commands about prepaid balances. */
@Command(
        name = "balance",
        description = "Prepaid balances: shows them, adds money.",
        subcommands = {BalanceShowCommand.class, BalanceTopUpCommand.class})
public final class BalanceCommand {}
