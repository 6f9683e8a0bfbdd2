// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heliograph.tools.pdu.PduCommand;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the help of the PDU commands shows works as it stands there. */
class HelpExamplesTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir private Path directory = Path.of("");

    @TestFactory
    Stream<DynamicTest> examplesRun() {
        return commands(new CommandLine(new PduCommand()))
                .filter(command -> command.getSubcommands().isEmpty())
                .map(
                        command ->
                                DynamicTest.dynamicTest(
                                        command.getCommandName(), () -> run(command)));
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().flatMap(HelpExamplesTest::commands));
    }

    private void run(CommandLine command) throws IOException {
        String footer = String.join("\n", command.getCommandSpec().usageMessage().footer());
        String examples = footer.substring(footer.indexOf("Example")).replace("\\\n", "");
        List<String> lines = examples.lines().skip(1).toList();
        assertFalse(lines.isEmpty(), command.getCommandName());
        for (String line : lines) {
            List<String> words = new ArrayList<>(words(line));
            if (words.getFirst().equals("echo")) {
                Files.writeString(directory.resolve(words.getLast()), words.get(1));
                continue;
            }
            words.removeFirst();
            words.replaceAll(word -> word.startsWith("@") ? file(word) : word);
            CommandRun run = CommandRun.of(words.toArray(String[]::new));
            int expected = words.contains("diff") ? 1 : 0;
            assertEquals(expected, run.code(), line + ": " + run.err());
            assertFalse(run.out().isEmpty(), line);
        }
    }

    private String file(String word) {
        return "@" + directory.resolve(word.substring(1));
    }

    private static List<String> words(String line) {
        return WORD.matcher(line).results().map(HelpExamplesTest::unquoted).toList();
    }

    private static String unquoted(MatchResult word) {
        String text = word.group();
        return text.startsWith("'") ? text.substring(1, text.length() - 1) : text;
    }
}
