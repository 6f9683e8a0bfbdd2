// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.cli.HexInput;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.json.JsonException;
import org.heliograph.tools.json.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heliograph pdu encode json}. */
@Command(
        name = "json",
        description = "Writes the PDU that JSON describes: the inverse of 'pdu decode --json'.",
        footer = {
            "",
            "An object with the PDU by its name, in the members that 'pdu decode --json' prints; an "
                    + "array of such gives a line each. 'kind', 'guessed', 'fields' and 'deviations' beside the "
                    + "PDU are not looked at. Where a PDU has 'octets', these count and nothing beside them.",
            "",
            "What may be left away: references, TP-PID, TP-MTI (0), flags (false; but TP-MMS true, no "
                    + "more messages), TP-DCS (GSM 7-bit if that spells the text, else UCS-2; 8-bit for data), "
                    + "TP-VP, TP-UD, RP-MTI where a TPDU inside tells it, Content-Type of a push that holds a "
                    + "PDU, SMPP fields (0 or empty). TP-VP is a number (relative), a time, a duration, or "
                    + "{\"enhanced\": HEX}. Addresses are \"+E.164\", digits, other text, or an object with "
                    + "type-of-number, numbering-plan and value. Times are ISO 8601.",
            "",
            "Example:",
            "  echo '{\"SMS-SUBMIT\": {\"TP-DA\": \"1000\", \"TP-UD\": {\"text\": \"Hi\"}}}' > hi.json",
            "  heliograph pdu encode json @hi.json"
        })
final class EncodeJsonCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "@FILE | -", description = "A file, or standard input.")
    private String input = "";

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Json json = JsonText.read(HexInput.text(input, System.in));
            for (Json each : json instanceof Json.Array(List<Json> all) ? all : List.of(json)) {
                if (!isReassembled(each)) {
                    out.println(PduMembers.read(each).toHex());
                }
            }
        } catch (JsonException e) {
            throw new CommandFailure(TreeText.escaped(String.valueOf(e.getMessage())), e);
        }
        out.flush();
        return 0;
    }

    /** What decoding adds to several PDUs is in their parts already. */
    private static boolean isReassembled(Json json) {
        return json instanceof Json.Structure(Map<String, Json> members)
                && members.containsKey(Whole.NAME);
    }
}
