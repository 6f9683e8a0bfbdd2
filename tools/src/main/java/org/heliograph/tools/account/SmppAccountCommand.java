// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.account;

import picocli.CommandLine.Command;

/** Groups the commands that set up accounts of the SMPP server. */
@Command(
        name = "smpp",
        description = "Makes what accounts of the SMPP server need.",
        subcommands = SmppPasswordCommand.class)
public final class SmppAccountCommand {}
