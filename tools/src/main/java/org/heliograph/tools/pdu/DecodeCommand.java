// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.cli.HexInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heliograph pdu decode}. */
@Command(
        name = "decode",
        description = "Shows what a PDU says, field by field, in the standard's names.",
        footer = {
            "",
            "Example:",
            "  heliograph pdu decode --as tpdu-mt \\",
            "      04 07 d0 49b7f90d 00 00 62112281100000 05 c8329bfd06",
            "  heliograph pdu decode --as mms @notification.hex",
            "  heliograph pdu decode @trace.pcapng"
        })
final class DecodeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--as",
            paramLabel = "KIND",
            description = {
                "What it is: tpdu-mo, tpdu-mt, rp-mo, rp-mt, cp, mms, wsp-push or smpp.",
                "Guessed when not given, and the guess is printed."
            })
    private String as = "";

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Parameters(
            paramLabel = "HEX | @FILE | -",
            arity = "1..*",
            description = {
                "Hexadecimal, white space allowed; from a file, or standard input.",
                "A file may also be a packet capture, pcap or pcapng: the PDUs in SIP MESSAGE,",
                "SMPP and MM1 are found, on any port; with --json an object in each line."
            })
    private String[] input = {};

    @Override
    public Integer call() throws CommandFailure {
        Optional<PduKind> said = PduKind.of(as);
        if (!as.isEmpty() && said.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "unknown kind '" + as + "'");
        }
        String argument = String.join("", input);
        InputStream standardInput = new BufferedInputStream(System.in);
        Optional<InputStream> capture = CaptureArgument.of(argument, standardInput);
        if (capture.isPresent()) {
            return list(capture.get(), said);
        }
        Octets octets = HexInput.read(argument, standardInput);
        PduKind kind = said.orElseGet(() -> PduGuess.of(octets));
        PrintWriter out = spec.commandLine().getOut();
        try {
            Tree tree = kind.decode(octets);
            if (json) {
                out.print(TreeJson.of(kind, said.isEmpty(), tree));
            } else {
                out.print(said.isEmpty() ? "guessed: " + kind.text() + "\n" : "");
                out.print(TreeText.of(tree));
            }
        } catch (DecodeException e) {
            String guess = said.isEmpty() ? " (guessed: " + kind.text() + ")" : "";
            throw new CommandFailure(TreeText.escaped(e.getMessage() + guess), e);
        }
        out.flush();
        return 0;
    }

    private int list(InputStream capture, Optional<PduKind> said) throws CommandFailure {
        if (said.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--as is for hexadecimal; a capture says what it holds");
        }
        try (capture) {
            CaptureListing.print(capture, spec.commandLine().getOut(), json);
        } catch (IOException e) {
            throw new CommandFailure("cannot read the capture: " + e.getMessage(), e);
        }
        return 0;
    }
}
