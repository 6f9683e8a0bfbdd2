// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.tools.json.Json;

/** Compares PDUs field by field: those of the same path belong together. */
final class PduDiff {
    private static final String ABSENT = "-";

    private PduDiff() {}

    /** A field in which two PDUs differ; one of them may lack it. */
    record Difference(String path, List<Tree> inA, List<Tree> inB) {
        /** {@return one line} */
        String text() {
            return TreeText.escaped(path)
                    + "  "
                    + place(inA)
                    + " / "
                    + place(inB)
                    + "  "
                    + words(inA)
                    + " → "
                    + words(inB);
        }

        private static String place(List<Tree> field) {
            return field.isEmpty() || !field.getFirst().span().isKnown()
                    ? ABSENT
                    : Integer.toString(field.getFirst().span().offset());
        }

        private String words(List<Tree> field) {
            if (field.isEmpty()) {
                return ABSENT;
            }
            Tree one = field.getFirst();
            boolean told =
                    inA.isEmpty()
                            || inB.isEmpty()
                            || !inA.getFirst().meaning().equals(inB.getFirst().meaning());
            return told && !one.meaning().isEmpty()
                    ? TreeText.escaped(one.meaning())
                    : one.span().octets().toString();
        }

        Json json() {
            Json.Builder json = Json.object().put("path", path);
            put(json, "a", inA);
            put(json, "b", inB);
            return json.build();
        }

        private static void put(Json.Builder json, String name, List<Tree> field) {
            for (Tree each : field) {
                Json.Builder value = Json.object();
                if (each.span().isKnown()) {
                    value.put("offset", each.span().offset());
                    value.put("octets", each.span().octets());
                }
                json.put(name, value.put("meaning", each.meaning()).build());
            }
        }
    }

    /** {@return the fields that differ, in the order of {@code a}, then those only in {@code b}} */
    static List<Difference> of(Tree a, Tree b) {
        Map<String, Tree> inB = byPath(b);
        List<Difference> differences = new ArrayList<>();
        byPath(a)
                .forEach(
                        (path, field) -> {
                            Optional<Tree> other = Optional.ofNullable(inB.remove(path));
                            if (other.filter(same -> equal(field, same)).isEmpty()) {
                                differences.add(
                                        new Difference(
                                                path, List.of(field), other.stream().toList()));
                            }
                        });
        inB.forEach(
                (path, field) -> differences.add(new Difference(path, List.of(), List.of(field))));
        return differences;
    }

    /** By what they mean; by their octets where that is all there is, or says more. */
    private static boolean equal(Tree a, Tree b) {
        boolean bits = isPartOfAnOctet(a) && isPartOfAnOctet(b);
        return a.meaning().equals(b.meaning())
                && (bits || a.span().octets().equals(b.span().octets()));
    }

    /** A field of a few bits is given with the octet it lies in, whose other bits do not matter. */
    private static boolean isPartOfAnOctet(Tree field) {
        return field.span().octets().length() == 1 && !field.meaning().isEmpty();
    }

    private static Map<String, Tree> byPath(Tree tree) {
        Map<String, Tree> fields = new LinkedHashMap<>();
        FieldPaths.of(tree).forEach(each -> fields.put(each.path(), each.field()));
        return fields;
    }
}
