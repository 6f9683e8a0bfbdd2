// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import picocli.CommandLine.Command;

/** Groups the load generators. */
@Command(
        name = "load",
        description = "Loads a running centre, and tells how fast it was and what it lost.",
        subcommands = {LoadSmppCommand.class, LoadMm1Command.class})
public final class LoadCommand {}
