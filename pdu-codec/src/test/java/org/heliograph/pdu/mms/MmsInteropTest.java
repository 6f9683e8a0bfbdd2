// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the table of docs/interop.md to the vectors: those that only a kind reading takes. */
@Tag("long")
class MmsInteropTest {
    private static final Path ROOT = Path.of(System.getProperty("heliograph.root", "."));
    private static final Path MMS = ROOT.resolve("../shared/vectors/mms");
    private static final Pattern ROW =
            Pattern.compile("\\| `((?:raw/|\\w+/)[^`]+)` \\| ([^|]+) \\| [^|]+ \\|");

    @Test
    void listsEveryVectorThatIsReadKindlyAloneWithWhatAStrictReadingSays() throws IOException {
        assumeTrue(Files.isDirectory(MMS), "needs ../shared/vectors");
        assertEquals(documented(), found());
    }

    private static SortedMap<String, String> documented() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/interop.md"));
        SortedMap<String, String> rows = new TreeMap<>();
        Matcher row = ROW.matcher(page.substring(page.indexOf("## MMS, WSP and WAP push")));
        while (row.find()) {
            rows.put(row.group(1), row.group(2));
        }
        return rows;
    }

    private static SortedMap<String, String> found() throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        for (String index : List.of("raw-index.json", "embedded.json")) {
            JsonNode vectors = JsonMapper.shared().readTree(MMS.resolve(index)).get("vectors");
            for (JsonNode vector : vectors) {
                Octets octets =
                        vector.has("file")
                                ? Octets.of(
                                        Files.readAllBytes(
                                                MMS.resolve(vector.get("file").asString())))
                                : Octets.ofHex(vector.path("hex").asString(""));
                if (refusal(octets, Reading.kind()).isEmpty()) {
                    refusal(octets, Reading.strict())
                            .ifPresent(said -> found.put(vector.get("id").asString(), said));
                }
            }
        }
        return found;
    }

    private static Optional<String> refusal(Octets octets, Reading reading) {
        try {
            MmsCodec.decode(new OctetReader(octets, reading));
            return Optional.empty();
        } catch (DecodeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
