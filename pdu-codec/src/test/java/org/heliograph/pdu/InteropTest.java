// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heliograph.pdu.KindReadingTest.Layer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Holds the table of docs/interop.md to what our readings do. */
class InteropTest {
    private static final Path ROOT = Path.of(System.getProperty("heliograph.root", "."));
    private static final Path VECTORS = ROOT.resolve("../shared/vectors");
    private static final String READS = "reads it";

    @Test
    void printsWhatStrictAndKindReadingsSay() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(VECTORS), "needs ../shared/vectors");
        Map<String, Octets> vectors = vectors();
        List<String> printed = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (String[] row : rows()) {
            String id = row[3].replace("`", "");
            Octets octets = vectors.getOrDefault(id, Octets.EMPTY);
            assertNotEquals(Octets.EMPTY, octets, id);
            printed.add(id + " | " + row[5] + " | " + row[6]);
            found.add(id + " | " + says(Layer.valueOf(row[4]), octets));
        }
        assertEquals(String.join("\n", printed), String.join("\n", found));
        assertTrue(printed.size() >= 13, "a table");
    }

    /** The last two columns. */
    private static String says(Layer layer, Octets octets) {
        String strict = READS;
        try {
            Object pdu = layer.decode(new OctetReader(octets));
            assertNotEquals(octets, layer.encode(pdu), "no oddity");
        } catch (DecodeException e) {
            strict = e.getMessage();
        }
        Reading reading = Reading.kind();
        try {
            layer.decode(new OctetReader(octets, reading));
        } catch (DecodeException e) {
            return strict + " | refuses: " + e.getMessage();
        }
        List<String> forgiven = reading.deviations().stream().map(Object::toString).toList();
        return strict + " | " + (forgiven.isEmpty() ? "nothing" : String.join("; ", forgiven));
    }

    private static List<String[]> rows() throws IOException {
        String text = Files.readString(ROOT.resolve("docs/interop.md"));
        String section = text.substring(text.indexOf("## SMS and RP")).split("\n## ", 2)[0];
        return section.lines()
                .filter(line -> line.startsWith("| ") && line.contains("`"))
                .map(line -> line.split("\\s*\\|\\s*", -1))
                .toList();
    }

    private static Map<String, Octets> vectors() throws IOException {
        Map<String, Octets> vectors = new HashMap<>();
        for (String folder : List.of("sms-tpdu", "rp-smsoip")) {
            try (Stream<Path> files = Files.list(VECTORS.resolve(folder))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                    for (JsonNode vector :
                            new ObjectMapper().readTree(file.toFile()).path("vectors")) {
                        String bare = vector.path("tpdu_hex").asString("");
                        String hex = bare.isEmpty() ? vector.path("hex").asString("") : bare;
                        if (!hex.isEmpty() && hex.length() % 2 == 0) {
                            vectors.put(vector.path("id").asString(), Octets.ofHex(hex));
                        }
                    }
                }
            }
        }
        return vectors;
    }
}
