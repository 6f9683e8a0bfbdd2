// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What Wireshark is to say of a PDU: each of its fields with all its values, and the fields that it
 * is known to see otherwise, with the reason.
 */
final class Dissection {
    /** All fields and marks. */
    static final String ALL = "";

    static final String MALFORMED = "_ws.malformed";
    static final String EXPERT = "_ws.expert.message";

    private final Map<String, List<String>> fields = new LinkedHashMap<>();
    private final Map<String, String> exceptions = new LinkedHashMap<>();

    void put(String field, Object value) {
        fields.computeIfAbsent(field, _ -> new ArrayList<>()).add(String.valueOf(value));
    }

    void bit(String field, boolean set) {
        put(field, set ? 1 : 0);
    }

    void hex(String field, int octet) {
        put(field, "0x%02x".formatted(octet));
    }

    void except(String reason, String... excepted) {
        for (String field : excepted) {
            exceptions.putIfAbsent(field, reason);
        }
    }

    /** Compares what was expected with what tshark says, and counts. */
    static final class Comparison {
        private final List<String> names;
        private final Map<String, List<String>> failures = new TreeMap<>();
        private final Map<String, Integer> excepted = new TreeMap<>();
        private int pdus;
        private int compared;

        /**
         * @param names of every field to compare; one that is not expected must not be there
         */
        Comparison(List<String> names) {
            this.names = names;
        }

        void compare(String pdu, Dissection expected, Tshark.Packet packet) {
            pdus++;
            Set<String> reasons = new TreeSet<>();
            for (String name : names) {
                String reason =
                        expected.exceptions.getOrDefault(
                                name, expected.exceptions.getOrDefault(ALL, ""));
                List<String> wanted = written(expected.fields.getOrDefault(name, List.of()));
                List<String> seen = written(packet.all(name));
                if (reason.isEmpty()) {
                    compared++;
                    if (!wanted.equals(seen)) {
                        failures.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(name + " is " + wanted + ", Wireshark " + seen + ": " + pdu);
                    }
                } else if (!wanted.equals(seen)) {
                    reasons.add(reason);
                }
            }
            reasons.forEach(reason -> excepted.merge(reason, 1, Integer::sum));
        }

        /** tshark prints no empty values, and control characters in the way of C. */
        private static List<String> written(List<String> values) {
            return values.stream()
                    .map(value -> value.replace("\n", "\\n").replace("\r", "\\r"))
                    .map(value -> value.replace("\f", "\\f").replace("\t", "\\t"))
                    .filter(value -> !value.isEmpty() && !value.equals("<MISSING>"))
                    .toList();
        }

        /** Prints the counts; fails where a field differs without a reason, with an example. */
        void finish(String title) {
            System.out.println(
                    "%s: %d PDUs read by Wireshark, %d fields compared"
                            .formatted(title, pdus, compared));
            excepted.forEach((reason, count) -> System.out.println("  " + count + " × " + reason));
            StringBuilder report = new StringBuilder();
            failures.forEach(
                    (name, all) ->
                            report.append(all.size() + " × " + name + ", such as\n  ")
                                    .append(all.getFirst() + "\n"));
            assertEquals("", report.toString());
        }
    }
}
