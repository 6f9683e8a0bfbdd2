// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import picocli.CommandLine.Command;

/** Groups the commands that tell why something is encoded as it is. */
@Command(
        name = "explain",
        description = "Tells what something costs, and why.",
        subcommands = {ExplainTextCommand.class})
final class ExplainCommand {}
