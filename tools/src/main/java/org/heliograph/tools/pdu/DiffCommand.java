// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.json.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heliograph pdu diff}. */
@Command(
        name = "diff",
        description = "Says in which fields two PDUs differ.",
        footer = {
            "",
            "A line for each field that differs: its path, where it lies in A and in B, and what it "
                    + "means in each; - where one of them lacks it. As diff does, exits with 0 if the PDUs are "
                    + "the same and with 1 if they differ (or cannot be read).",
            "",
            "Example:",
            "  heliograph pdu diff 040291210000621122811000000141 040291310000621122811000000142"
        })
final class DiffCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ReadingOptions reading = new ReadingOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "A PDU: hexadecimal without blanks, @FILE or -.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    private String second = "";

    @Override
    public Integer call() throws CommandFailure {
        Decoded a = reading.decode(spec, one(first));
        Decoded b = reading.decode(spec, one(second));
        List<PduDiff.Difference> differences = PduDiff.of(a.tree(), b.tree());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            List<Json> values = new ArrayList<>();
            differences.forEach(each -> values.add(each.json()));
            out.print(JsonText.of(Json.object().put("differences", Json.of(values)).build()));
        } else if (differences.isEmpty()) {
            boolean same = a.octets().equals(b.octets());
            out.println(same ? "identical" : "the same fields, other octets");
        } else {
            differences.forEach(each -> out.println(each.text()));
        }
        out.flush();
        return a.octets().equals(b.octets()) ? 0 : DIFFERENT;
    }

    private Octets one(String argument) throws CommandFailure {
        List<Octets> all = reading.all(spec, List.of(argument), System.in);
        if (all.size() > 1) {
            throw new CommandFailure(argument + " holds " + all.size() + " PDUs");
        }
        return all.getFirst();
    }
}
