// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * PDUs with what {@code pdu decode} prints of them. A file has {@code source:}, {@code options:} of
 * the command if any, {@code hex:} for each PDU, and {@code decoded:} with the output below it.
 * {@code -Dgolden.update} writes the output anew.
 */
class GoldenVectorTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final boolean UPDATE = System.getProperty("golden.update") != null;

    @TempDir private Path directory = Path.of("");

    /** One file. */
    private record Golden(String source, String options, List<String> hex, String decoded) {
        static Golden read(Path file) throws IOException {
            String source = "";
            String options = "";
            List<String> hex = new ArrayList<>();
            String text = Files.readString(file);
            int output = text.indexOf("decoded:\n");
            for (String line : text.substring(0, output).lines().toList()) {
                String value = line.substring(line.indexOf(':') + 1).strip();
                switch (line.substring(0, line.indexOf(':'))) {
                    case "source" -> source = value;
                    case "options" -> options = value;
                    case "hex" -> hex.add(value);
                    default -> throw new IOException(file + ": " + line);
                }
            }
            return new Golden(source, options, hex, text.substring(output + 9));
        }

        String written(String output) {
            StringBuilder text = new StringBuilder("source: " + source + "\n");
            text.append(options.isEmpty() ? "" : "options: " + options + "\n");
            hex.forEach(each -> text.append("hex: ").append(each).append('\n'));
            return text + "decoded:\n" + output;
        }

        String[] command(String... more) {
            List<String> command = new ArrayList<>(List.of("pdu", "decode"));
            command.addAll(Arrays.asList(more));
            if (!options.isEmpty()) {
                command.addAll(Arrays.asList(options.split(" ", -1)));
            }
            command.addAll(hex);
            return command.toArray(String[]::new);
        }
    }

    @TestFactory
    Stream<DynamicTest> showsAndWritesBack() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            List<Path> all = files.sorted().toList();
            assertFalse(all.isEmpty());
            return all.stream().map(file -> DynamicTest.dynamicTest(name(file), () -> check(file)));
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private void check(Path file) throws IOException {
        Golden golden = Golden.read(file);
        CommandRun shown = CommandRun.of(golden.command());
        assertEquals(0, shown.code(), shown.err());
        if (UPDATE) {
            Files.writeString(file, golden.written(shown.out()));
        } else {
            assertEquals(golden.decoded(), shown.out());
        }
        CommandRun json = CommandRun.of(golden.command("--json"));
        Path saved = Files.writeString(directory.resolve(name(file)), json.out());
        CommandRun back = CommandRun.of("pdu", "encode", "json", "@" + saved);
        assertEquals(golden.hex(), back.out().lines().toList(), back.err());
    }
}
