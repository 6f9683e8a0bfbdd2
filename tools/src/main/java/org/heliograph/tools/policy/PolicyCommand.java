// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.policy;

import picocli.CommandLine.Command;

/** Groups the commands about scripts. */
@Command(
        name = "policy",
        description = "Tells what scripts decide about messages.",
        subcommands = PolicyTestCommand.class)
public final class PolicyCommand {}
