// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.quarantine;

import java.util.List;
import java.util.concurrent.Callable;
import org.heliograph.tools.cli.CommandFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heliograph quarantine release}. */
@Command(
        name = "release",
        description = "Lets one that is held go its way, past the firewall.",
        footer = {"", "Example:", "  heliograph quarantine release 1000000007"})
final class QuarantineReleaseCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConsoleOptions console = new ConsoleOptions();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "As list shows it, and the log.")
    private List<String> ids = List.of();

    @Override
    public Integer call() throws CommandFailure {
        for (String id : ids) {
            console.ask("POST", "/api/quarantine/" + ConsoleOptions.id(spec, id) + "/release");
            spec.commandLine().getOut().println("released " + id);
        }
        return 0;
    }
}
