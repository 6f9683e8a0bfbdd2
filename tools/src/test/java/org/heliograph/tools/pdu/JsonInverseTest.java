// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.json.JsonException;
import org.heliograph.tools.json.JsonText;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every vector that can be read, to JSON and back. */
class JsonInverseTest {
    private static final Path VECTORS =
            Path.of(System.getProperty("heliograph.root", ".."), "../shared/vectors");

    private static final Pattern HEX = Pattern.compile("([0-9a-fA-F]{2}\\s*){6,}");

    /** What a folder holds; what looks like something else there is broken. */
    private static final Map<String, List<PduKind>> FOLDERS =
            Map.of(
                    "sms-tpdu", List.of(PduKind.TPDU_MO, PduKind.TPDU_MT, PduKind.MODEM),
                    "mms", List.of(PduKind.MMS),
                    "wap-push",
                            List.of(
                                    PduKind.WSP_PUSH,
                                    PduKind.TPDU_MT,
                                    PduKind.MMS,
                                    PduKind.SI,
                                    PduKind.SL,
                                    PduKind.CO),
                    "rp-smsoip",
                            List.of(
                                    PduKind.RP_MO,
                                    PduKind.RP_MT,
                                    PduKind.CP,
                                    PduKind.TPDU_MO,
                                    PduKind.TPDU_MT),
                    "smpp", List.of(PduKind.SMPP));

    private final Map<String, Integer> notCanonical = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int read;
    private int lossless;

    @Test
    void givesBackTheOctetsOfEveryVector() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(VECTORS), "needs ../shared/vectors");
        for (var folder : new TreeMap<>(FOLDERS).entrySet()) {
            for (Octets octets : octets(VECTORS.resolve(folder.getKey()))) {
                PduKind kind = PduGuess.of(octets);
                if (folder.getValue().contains(kind)) {
                    check(kind, octets);
                }
            }
        }
        int excepted = notCanonical.values().stream().mapToInt(n -> n).sum();
        System.out.printf(
                "JSON and back: %d read, %d from their members, %d (not canonical) from their octets%n",
                read, lossless, excepted);
        notCanonical.forEach((why, count) -> System.out.println("  " + count + " × " + why));
        assertEquals(List.of(), failures);
        assertTrue(lossless > 500, lossless + " of " + read);
    }

    private void check(PduKind kind, Octets octets) {
        Decoded decoded;
        try {
            decoded = Decoded.of(kind, octets, 0, Manner.STRICT);
        } catch (DecodeException e) {
            return;
        }
        read++;
        try {
            Json json = JsonText.read(JsonText.of(decoded.json()));
            if (!PduMembers.read(json).equals(octets)) {
                failures.add(kind.text() + " " + octets);
            } else if (!decoded.isCanonical()) {
                notCanonical.merge(firstDifference(decoded, json), 1, Integer::sum);
            } else if (hasOctets(decoded.tree().name(), json)) {
                failures.add("not from its members: " + kind.text() + " " + octets);
            } else {
                lossless++;
            }
        } catch (JsonException e) {
            failures.add(kind.text() + " " + octets + ": " + e.getMessage());
        }
    }

    /** {@return the field in which the PDU differs from what its members are encoded to} */
    private static String firstDifference(Decoded decoded, Json json) throws JsonException {
        String name = decoded.tree().name();
        Json.Builder members = Json.object();
        if (json instanceof Json.Structure(var outer)
                && outer.get(name) instanceof Json.Structure(var pdu)) {
            pdu.forEach((member, value) -> put(members, member, value));
        }
        Octets canonical = PduMembers.read(Json.object().put(name, members.build()).build());
        int at = 0;
        int most = Math.min(canonical.length(), decoded.octets().length());
        while (at < most && canonical.at(at) == decoded.octets().at(at)) {
            at++;
        }
        for (FieldPaths.Located field : FieldPaths.of(decoded.tree()).reversed()) {
            if (field.field().span().isKnown() && field.field().span().offset() <= at) {
                return field.path();
            }
        }
        return name;
    }

    private static void put(Json.Builder members, String name, Json value) {
        if (!name.equals(View.OCTETS)) {
            members.put(name, value);
        }
    }

    private static boolean hasOctets(String name, Json json) {
        return json instanceof Json.Structure(var members)
                && members.get(name) instanceof Json.Structure(var pdu)
                && pdu.containsKey(View.OCTETS);
    }

    private static Set<Octets> octets(Path folder) throws IOException {
        Set<Octets> all = new LinkedHashSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (file.toString().endsWith(".json")) {
                    collect(JsonMapper.shared().readTree(file), all);
                } else if (file.toString().contains("raw")) {
                    all.add(Octets.of(Files.readAllBytes(file)));
                }
            }
        }
        return all;
    }

    private static void collect(JsonNode node, Set<Octets> into) {
        node.forEach(child -> collect(child, into));
        for (String name : List.of("hex", "tpdu_hex", "body_hex")) {
            String hex = node.path(name).asString("");
            if (HEX.matcher(hex).matches()) {
                into.add(Octets.ofHex(hex));
            }
        }
    }
}
