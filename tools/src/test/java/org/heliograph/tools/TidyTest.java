// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** House rules that no compiler knows. */
final class TidyTest {
    private static final Path ROOT =
            Path.of(System.getProperty("heliograph.root", "..")).normalize();

    /** A file beyond this holds more than one idea. */
    private static final int LONGEST_FILE = 450;

    private static final Pattern LEFTOVER =
            Pattern.compile(
                    "TO"
                            + "DO|FIX"
                            + "ME|XX"
                            + "X\\b|@Dis"
                            + "abled|@auth"
                            + "or|Thread\\.sle"
                            + "ep");
    private static final Pattern PRINTING =
            Pattern.compile("System\\.(out|err)|printStack" + "Trace");
    private static final Pattern DUMPING_GROUND =
            Pattern.compile("package [\\w.]*\\b(util|utils|common|helper|helpers|impl|misc)\\b");
    private static final Pattern EMPTY_NAME =
            Pattern.compile(
                    "\\b(class|interface|record|enum) \\w+(Manager|Service|Impl|Base|Util|Utils|Helper)\\b");

    @Test
    void everySourceFileKeepsTheHouseRules() throws IOException {
        List<String> offences = new ArrayList<>();
        for (Path file : sources()) {
            String text = Files.readString(file);
            String name = ROOT.relativize(file).toString();
            if (!text.startsWith("// SPDX-License-Identifier: Apache-2.0\n")) {
                offences.add(name + ": no SPDX line");
            }
            if (text.lines().count() > LONGEST_FILE) {
                offences.add(name + ": more than " + LONGEST_FILE + " lines");
            }
            find(LEFTOVER, text, name, offences);
            find(DUMPING_GROUND, text, name, offences);
            find(EMPTY_NAME, text, name, offences);
            if (name.contains("/src/main/") && !name.startsWith("tools/")) {
                find(PRINTING, text, name, offences);
            }
        }
        assertEquals(List.of(), offences);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        List<String> offences = new ArrayList<>();
        for (Path file : sources()) {
            String name = ROOT.relativize(file).toString();
            if (name.contains("/src/main/")
                    && !Files.exists(file.resolveSibling("package-info.java"))) {
                offences.add(name + ": its package has no package-info.java");
            }
        }
        assertEquals(List.of(), offences);
    }

    private static void find(Pattern pattern, String text, String name, List<String> offences) {
        pattern.matcher(text).results().forEach(hit -> offences.add(name + ": " + hit.group()));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(
                            f ->
                                    f.toString().endsWith(".java")
                                            && !f.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }
}
