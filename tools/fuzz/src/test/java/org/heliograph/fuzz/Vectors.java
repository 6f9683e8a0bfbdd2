// SPDX-License-Identifier: Apache-2.0
package org.heliograph.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heliograph.pdu.Octets;

/** The octets in a directory of test vectors, to begin with; none where it is not there. */
record Vectors(Path directory) {
    private static final Pattern HEX = Pattern.compile("\\b(?:[0-9a-fA-F]{2}){4,}\\b");

    /** What libFuzzer mutates best is short; the long ones are pictures. */
    private static final int LONGEST = 4_096;

    static Vectors of(String name) {
        return new Vectors(
                Path.of(System.getProperty("heliograph.root", "../.."))
                        .resolve("../shared/vectors", name));
    }

    /** {@return every run of hexadecimal digits in texts, and the contents of other files} */
    Set<Octets> octets() throws IOException {
        Set<Octets> found = new LinkedHashSet<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String name = file.getFileName().toString();
                if (name.endsWith(".json")) {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    HEX.matcher(text)
                            .results()
                            .forEach(hit -> found.add(Octets.ofHex(hit.group())));
                } else if (!name.endsWith(".mail")) {
                    found.add(Octets.of(bytes));
                }
            }
        }
        found.removeIf(octets -> octets.length() > LONGEST);
        return found;
    }
}
