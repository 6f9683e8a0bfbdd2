// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code heliograph balance} and {@code heliograph cdr}. */
final class BalanceAndCdrCommandTest {
    @TempDir private Path data = Path.of("");

    private CommandRun run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", data.toString()));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Test
    void addsMoneyOnceForEachIdAndShowsIt() {
        String added = "{\"account\":\"anna\",\"amount\":10.5,\"reserved\":0}\n";
        for (int i = 0; i < 2; i++) {
            CommandRun topUp =
                    run(
                            "balance",
                            "top-up",
                            "--account",
                            "anna",
                            "--amount",
                            "10.50",
                            "--id",
                            "v1");
            assertEquals(0, topUp.code(), topUp.err());
            assertEquals(added, topUp.out());
        }
        assertEquals(added, run("balance", "show").out());

        CommandRun tooMuch = run("balance", "top-up", "--account", "anna", "--amount", "-11");
        assertEquals(1, tooMuch.code());
        assertEquals("there is not enough to take\n", tooMuch.err());
        assertEquals(1, run("balance", "show", "--account", "bob").code());
        assertEquals(2, run("balance", "top-up", "--account", "a", "--amount", "1e9").code());
    }

    @Test
    void filtersAndSumsRecordsAndSaysWhatIsRepeated() throws IOException {
        Path files = Files.createDirectories(data.resolve("cdr/smsc"));
        Files.writeString(
                files.resolve("cdr-1.json"),
                """
                {"recordId":"1","recordType":"sCSMORecord","recordTimeStamp":"2026-11-22T12:00:00Z","account":"anna","cost":0.1}
                {"recordId":"2","recordType":"sCSMORecord","recordTimeStamp":"2026-11-22T13:00:00Z","account":"bob","cost":0.2}
                """);
        Files.writeString(
                files.resolve("cdr-2.json.part"),
                """
                {"recordId":"2","recordType":"sCSMORecord","recordTimeStamp":"2026-11-22T13:00:00Z","account":"bob","cost":0.2}
                {"recordId":"3","recordType":"sCSMTRecord","recordTimeStamp":"2026-11-22T14:00:00Z","account":"anna"}
                """);
        CommandRun all = run("cdr", "--sum", "--by", "account");
        assertEquals(0, all.code(), all.err());
        assertEquals(
                """
                {"account":"anna","count":2,"cost":0.1}
                {"account":"bob","count":1,"cost":0.2}
                """,
                all.out());
        assertEquals("1 repeats left out\n", all.err());

        assertEquals(
                "{\"count\":1,\"cost\":0.1}\n",
                run("cdr", "--sum", "--where", "account=anna", "--to", "2026-11-22T13:00:00Z")
                        .out());
        assertTrue(
                run("cdr", "--from", "2026-11-22T14:00:00Z")
                        .out()
                        .startsWith("{\"recordId\":\"3\""));
        assertEquals(2, run("cdr", "--where", "colour=red").code());

        Files.writeString(files.resolve("cdr-3.json"), "{\n");
        CommandRun broken = run("cdr", "--sum");
        assertEquals(1, broken.code());
        assertTrue(broken.err().contains("cdr-3.json:1: no record"), broken.err());
    }
}
