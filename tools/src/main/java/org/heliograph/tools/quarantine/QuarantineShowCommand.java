// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.quarantine;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.json.JsonText;
import org.heliograph.tools.pdu.PduCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heliograph quarantine show}. */
@Command(
        name = "show",
        description = "Shows one that is held, and what a handset would get of it, decoded.",
        footer = {"", "Example:", "  heliograph quarantine show 1000000007"})
final class QuarantineShowCommand implements Callable<Integer> {
    /** Of a submission to many, what is decoded; the others have the same in them. */
    private static final int MOST_DECODED = 20;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConsoleOptions console = new ConsoleOptions();

    @Parameters(paramLabel = "ID", description = "As list shows it, and the log.")
    private String id = "";

    @Option(names = "--json", description = "Prints JSON, with the octets.")
    private boolean json;

    @Override
    public Integer call() throws CommandFailure {
        Json held = console.ask("GET", "/api/quarantine/" + console.id(id));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(JsonText.of(held));
            return 0;
        }
        for (String name :
                List.of(
                        "id",
                        "heldAt",
                        "code",
                        "reason",
                        "source",
                        "from",
                        "expiresAt",
                        "deliverAt")) {
            String value = ConsoleOptions.text(held, name);
            if (!value.isEmpty()) {
                out.printf("%-10s %s%n", name, value);
            }
        }
        List<String> tpdus = new ArrayList<>();
        for (Json message : ConsoleOptions.values(held, "messages")) {
            out.printf(
                    "%-10s %s, by %s%n",
                    "to",
                    ConsoleOptions.text(message, "to"),
                    ConsoleOptions.text(message, "destination"));
            String tpdu = ConsoleOptions.text(message, "smsDeliver");
            if (tpdu.isEmpty()) {
                out.println("userData   " + ConsoleOptions.text(message, "userData"));
            } else {
                tpdus.add(tpdu);
            }
        }
        decode(tpdus, out);
        return 0;
    }

    private void decode(List<String> tpdus, PrintWriter out) {
        if (tpdus.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>(List.of("decode", "--as", "tpdu-mt"));
        words.addAll(tpdus.subList(0, Math.min(MOST_DECODED, tpdus.size())));
        out.println();
        new CommandLine(new PduCommand())
                .setOut(out)
                .setErr(spec.commandLine().getErr())
                .execute(words.toArray(String[]::new));
    }
}
