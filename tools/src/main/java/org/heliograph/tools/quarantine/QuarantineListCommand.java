// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.quarantine;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.json.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code heliograph quarantine list}. */
@Command(
        name = "list",
        description = "Lists what is held, the newest first, a line each.",
        footer = {"", "Example:", "  heliograph quarantine list --data /var/lib/heliograph"})
final class QuarantineListCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConsoleOptions console = new ConsoleOptions();

    @Option(
            names = "--before",
            paramLabel = "ID",
            description = "Begins with the next older one than this.")
    private String before = "";

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 50 by default.")
    private int limit = 50;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws CommandFailure {
        String newer = before.isEmpty() ? "" : console.id(before);
        Json answer = console.ask("GET", "/api/quarantine?limit=" + limit + "&before=" + newer);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(JsonText.of(answer));
            return 0;
        }
        out.println(
                ConsoleOptions.text(answer, "messages")
                        + " messages are held, at most "
                        + ConsoleOptions.text(answer, "most"));
        for (Json entry : ConsoleOptions.values(answer, "entries")) {
            out.println(
                    String.join(
                            "  ",
                            ConsoleOptions.text(entry, "id"),
                            ConsoleOptions.text(entry, "heldAt"),
                            ConsoleOptions.text(entry, "code"),
                            ConsoleOptions.text(entry, "source"),
                            ConsoleOptions.text(entry, "from"),
                            ConsoleOptions.text(entry, "to"),
                            ConsoleOptions.text(entry, "messages")));
        }
        String older = ConsoleOptions.text(answer, "before");
        if (!older.isEmpty()) {
            out.println("older ones: --before " + older);
        }
        return 0;
    }
}
