// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.quarantine;

import java.util.List;
import org.heliograph.tools.cli.CommandFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Groups the commands about the quarantine, and has those that print no more than what was done.
 */
@Command(
        name = "quarantine",
        description = {
            "What rules of the firewall hold: lists it, shows it, lets it go, deletes it.",
            "Asks the console of a running server, with its token."
        },
        subcommands = {QuarantineListCommand.class, QuarantineShowCommand.class})
public final class QuarantineCommand {
    private static final String IDS = "As list shows it, and the log.";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            description = "Lets one that is held go its way, past the firewall.",
            footer = {"", "Example:", "  heliograph quarantine release 1000000007"})
    void release(
            @Mixin ConsoleOptions console,
            @Parameters(paramLabel = "ID", arity = "1..*", description = IDS) List<String> ids)
            throws CommandFailure {
        for (String id : ids) {
            console.ask("POST", "/api/quarantine/" + console.id(id) + "/release");
            spec.commandLine().getOut().println("released " + id);
        }
    }

    @Command(
            description = "Ends one that is held; who asked for a report is told that it failed.",
            footer = {"", "Example:", "  heliograph quarantine delete 1000000007"})
    void delete(
            @Mixin ConsoleOptions console,
            @Parameters(paramLabel = "ID", arity = "1..*", description = IDS) List<String> ids)
            throws CommandFailure {
        for (String id : ids) {
            console.ask("DELETE", "/api/quarantine/" + console.id(id));
            spec.commandLine().getOut().println("deleted " + id);
        }
    }
}
