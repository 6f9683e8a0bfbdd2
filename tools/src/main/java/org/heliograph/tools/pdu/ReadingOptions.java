// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.cli.HexInput;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say how PDUs are read. */
final class ReadingOptions {
    @Option(
            names = "--as",
            paramLabel = "KIND",
            description = {
                "What it is: tpdu-mo, tpdu-mt, rp-mo, rp-mt, cp, mms, wsp-push, smpp, modem (a TPDU "
                        + "behind the SMSC's number), si, sl or co. "
                        + "Guessed when not given, and the guess is printed."
            })
    private String as = "";

    @Option(
            names = "--kindly",
            description = "Reads kindly: forgives what can be, and lists each deviation.")
    private boolean kindly;

    Manner manner() {
        return kindly ? Manner.KIND : Manner.STRICT;
    }

    /** {@return the PDUs that the arguments hold} */
    List<Octets> all(CommandSpec spec, List<String> arguments, InputStream standardInput)
            throws CommandFailure {
        Optional<PduKind> said = said(spec);
        return HexInput.all(
                arguments,
                standardInput,
                octets -> PduGuess.reads(said.orElseGet(() -> PduGuess.of(octets)), octets));
    }

    Decoded decode(CommandSpec spec, Octets octets) throws CommandFailure {
        Optional<PduKind> said = said(spec);
        PduKind kind = said.orElseGet(() -> PduGuess.of(octets));
        try {
            return Decoded.of(kind, said.isEmpty(), octets, 0, manner());
        } catch (DecodeException e) {
            String guess = said.isEmpty() ? " (guessed: " + kind.text() + ")" : "";
            throw new CommandFailure(
                    TreeText.escaped(e.getMessage() + guess) + hint(kind, octets), e);
        }
    }

    /** One line more where reading kindly would do. */
    private String hint(PduKind kind, Octets octets) {
        if (kindly) {
            return "";
        }
        try {
            int deviations = Decoded.of(kind, octets, 0, Manner.KIND).deviations().size();
            return "%n--kindly would forgive %s"
                    .formatted(deviations == 1 ? "this" : "this and " + (deviations - 1) + " more");
        } catch (DecodeException e) {
            return "";
        }
    }

    /** Where the input says of which kind each PDU is. */
    void refuseKind(CommandSpec spec, String reason) {
        if (!as.isEmpty()) {
            throw new ParameterException(spec.commandLine(), reason);
        }
    }

    private Optional<PduKind> said(CommandSpec spec) {
        Optional<PduKind> said = PduKind.of(as);
        if (!as.isEmpty() && said.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "unknown kind '" + as + "': one of " + PduKind.names());
        }
        return said;
    }
}
