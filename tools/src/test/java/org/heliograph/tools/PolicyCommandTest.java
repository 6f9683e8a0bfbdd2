// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code heliograph policy test}: the shipped examples, and what stands in docs/policy.md. */
final class PolicyCommandTest {
    private static final Path SHIPPED =
            Path.of(System.getProperty("heliograph.root", ".."))
                    .resolve("config/src/main/resources/org/heliograph/config/policy");

    @TempDir private Path directory = Path.of("");

    private static CommandRun example(String name, String... more) {
        String[] all = new String[4 + more.length];
        all[0] = "policy";
        all[1] = "test";
        all[2] = SHIPPED.resolve(name + ".groovy").toString();
        all[3] = SHIPPED.resolve(name + ".json").toString();
        System.arraycopy(more, 0, all, 4, more.length);
        return CommandRun.of(all);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    sms/number-normalisation | submission  accept, from +447700900001, to +4915112345678
                    sms/portability          | routing     accept, route upstream:carrier
                    sms/night                | submission  accept, delay until 08:00, tags night
                    sms/short-codes          | routing     accept, route esme:news
                    mms/advertisements       | submission  accept, subject "Ad: Sale", tags ad; delivery    accept, delay until 08:00
                    """)
    void showsWhatTheShippedExamplesDecide(String name, String decisions) {
        CommandRun run = example(name);
        assertEquals(0, run.code(), run.err());
        String said = run.out().replaceAll("  \\([0-9,.]+ ns\\)", "").strip().replace("\n", "; ");
        assertEquals(decisions, said);
    }

    @Test
    void saysItAsJson() {
        CommandRun run = example("sms/portability", "--json", "--runs", "20");
        assertEquals(0, run.code(), run.err());
        assertTrue(
                run.out().contains("\"answer\" : \"accept, route upstream:carrier\""), run.out());
    }

    private CommandRun test(String script, String message) throws Exception {
        Path text = Files.writeString(directory.resolve("a.groovy"), script);
        Path json = Files.writeString(directory.resolve("a.json"), message);
        return CommandRun.of("policy", "test", text.toString(), json.toString());
    }

    private static final String HELLO =
            "{\"kind\": \"sms\", \"source\": \"esme:a\", \"from\": \"1\", \"to\": \"2\"}";

    @Test
    void saysWhereAScriptIsWrong() throws Exception {
        CommandRun run =
                test("Decision submission(Sms sms) {\n    accept().too(sms.frm)\n}\n", HELLO);
        assertEquals(1, run.code());
        assertTrue(run.err().contains("a.groovy: line 2, column "), run.err());
        run = test("Decision submission(Sms sms) {\n    System.exit(1)\n    accept()\n}\n", HELLO);
        assertEquals(1, run.code());
        assertTrue(
                run.err()
                        .contains(
                                "a.groovy: line 2: java.lang.System.exit is not among what scripts"
                                        + " may call"),
                run.err());
    }

    @Test
    void saysThatAScriptComesToNoAnswer() throws Exception {
        CommandRun run = test("Decision delivery(Sms sms) {\n while (true) { }\n}", HELLO);
        assertEquals(1, run.code());
        assertTrue(run.err().contains("delivery: takes longer than its time limit"), run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                  | kind: missing
                    {"kind": "fax"}                     | kind: neither sms nor mms
                    {"kind": "sms", "to": "1", "x": 1}  | source: missing
                    nothing                             | a.json
                    """)
    void saysWhatIsWrongWithAMessage(String message, String problem) throws Exception {
        CommandRun run = test("Decision delivery(Sms sms) { accept() }", message);
        assertEquals(1, run.code());
        assertTrue(run.err().contains(problem), run.err());
    }
}
