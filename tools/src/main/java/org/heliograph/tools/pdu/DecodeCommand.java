// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.heliograph.pdu.DecodeException;
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

/** {@code heliograph pdu decode}. */
@Command(
        name = "decode",
        description = "Shows what a PDU says, field by field, in the standard's names.",
        footer = {
            "",
            "Each line: offset of the field in octets, its octets, its name, what they mean. A field "
                    + "of a few bits shows the octet that it lies in. Several PDUs (one per line, or one per "
                    + "word) are shown one after the other, and then what is whole of what they carry in parts. "
                    + "'pdu encode json' is the inverse of --json.",
            "",
            "Examples:",
            "  heliograph pdu decode 04 07 d0 49b7f90d 00 00 62112281100000 05 c8329bfd06",
            "  heliograph pdu decode --as rp-mo --json 04070116",
            "  heliograph pdu decode --kindly 04 02 91 21 00 00 62112281100000 01 41 00",
            "  echo 010004810100000002c834 > hi.hex",
            "  heliograph pdu decode @hi.hex"
        })
final class DecodeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ReadingOptions reading = new ReadingOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(names = "--full", description = "Prints all octets of long fields.")
    private boolean full;

    @Parameters(
            paramLabel = "HEX | @FILE | -",
            arity = "1..*",
            description = {
                "Hexadecimal, white space allowed, as modems print it too; a file of that or of the "
                        + "octets themselves; or standard input.",
                "A file may also be a packet capture, pcap or pcapng: the PDUs in SIP MESSAGE, "
                        + "SMPP and MM1 are found, on any port; with --json an object in each line."
            })
    private List<String> input = List.of();

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        List<Decoded> decoded = new ArrayList<>();
        List<CommandFailure> failures = new ArrayList<>();
        InputStream standardInput = new BufferedInputStream(System.in);
        Optional<InputStream> capture = CaptureArgument.of(input.getFirst(), standardInput);
        if (capture.isPresent()) {
            return list(capture.get());
        }
        for (Octets octets : reading.all(spec, input, standardInput)) {
            try {
                decoded.add(reading.decode(spec, octets));
            } catch (CommandFailure e) {
                failures.add(e);
            }
        }
        List<View> whole = whole(decoded);
        if (json) {
            printJson(out, decoded, whole);
        } else {
            print(out, decoded, whole);
        }
        out.flush();
        if (!failures.isEmpty()) {
            CommandFailure last = failures.removeLast();
            failures.forEach(failure -> spec.commandLine().getErr().println(failure.getMessage()));
            throw last;
        }
        return 0;
    }

    private int list(InputStream capture) throws CommandFailure {
        reading.refuseKind(spec, "--as is for hexadecimal; a capture says what it holds");
        try (capture) {
            PrintWriter out = spec.commandLine().getOut();
            CaptureListing.print(capture, out, json, reading.manner());
        } catch (IOException e) {
            throw new CommandFailure("cannot read the capture: " + e.getMessage(), e);
        }
        return 0;
    }

    private List<View> whole(List<Decoded> parts) throws CommandFailure {
        try {
            return parts.size() < 2 ? List.of() : Whole.of(parts, reading.manner());
        } catch (DecodeException e) {
            throw new CommandFailure(TreeText.escaped("the parts together: " + e.getMessage()), e);
        }
    }

    private void print(PrintWriter out, List<Decoded> decoded, List<View> whole) {
        for (int i = 0; i < decoded.size(); i++) {
            out.print(i == 0 ? "" : "\n");
            out.print(DecodedText.of(decoded.get(i), full));
        }
        for (View view : whole) {
            out.print("\n" + TreeTable.of(view.tree(), full));
        }
    }

    /** One object, or an array where there are several PDUs. */
    private static void printJson(PrintWriter out, List<Decoded> decoded, List<View> whole) {
        List<Json> values = new ArrayList<>(decoded.stream().map(Decoded::json).toList());
        whole.forEach(view -> values.add(Json.object().put(Whole.NAME, view.json()).build()));
        if (!values.isEmpty()) {
            out.print(JsonText.of(values.size() == 1 ? values.getFirst() : Json.of(values)));
        }
    }
}
