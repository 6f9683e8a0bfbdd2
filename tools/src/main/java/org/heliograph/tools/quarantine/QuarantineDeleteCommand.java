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

/** {@code heliograph quarantine delete}. */
@Command(
        name = "delete",
        description = "Ends one that is held; who asked for a report is told that it failed.",
        footer = {"", "Example:", "  heliograph quarantine delete 1000000007"})
final class QuarantineDeleteCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConsoleOptions console = new ConsoleOptions();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "As list shows it, and the log.")
    private List<String> ids = List.of();

    @Override
    public Integer call() throws CommandFailure {
        for (String id : ids) {
            console.ask("DELETE", "/api/quarantine/" + ConsoleOptions.id(spec, id));
            spec.commandLine().getOut().println("deleted " + id);
        }
        return 0;
    }
}
