// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.quarantine;

import picocli.CommandLine.Command;

/** Groups the commands about the quarantine. */
@Command(
        name = "quarantine",
        description = {
            "What rules of the firewall hold: lists it, shows it, lets it go, deletes it.",
            "Asks the console of a running server, with its token."
        },
        subcommands = {
            QuarantineListCommand.class,
            QuarantineShowCommand.class,
            QuarantineReleaseCommand.class,
            QuarantineDeleteCommand.class
        })
public final class QuarantineCommand {}
