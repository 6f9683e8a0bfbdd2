// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a settings file before it has a type, with the place it was read from. */
sealed interface Node {
    /** {@return where it stands, as errors begin: {@code heliograph.yaml:12}} */
    String place();

    /**
     * {@return a value as written without YAML's quotes: {@code a}, a list {@code [a, b]}, or an
     * empty section {@code {}}}
     */
    static Node written(String place, String value) {
        if (value.equals("{}")) {
            return new Mapping(place, Map.of());
        }
        if (!value.startsWith("[") || !value.endsWith("]")) {
            return new Scalar(place, value);
        }
        String items = value.substring(1, value.length() - 1);
        return new Sequence(
                place,
                items.isBlank()
                        ? List.of()
                        : Arrays.stream(items.split(",", -1))
                                .<Node>map(item -> new Scalar(place, item.strip()))
                                .toList());
    }

    /**
     * @param text as written, quotes taken off
     */
    record Scalar(String place, String text) implements Node {}

    record Sequence(String place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Keys keep their order. */
    record Mapping(String place, Map<String, Node> entries) implements Node {
        /**
         * {@return this with {@code other} laid over it: sections are merged key by key, everything
         * else is replaced}
         */
        Mapping overlaidWith(Mapping other) {
            Map<String, Node> merged = new LinkedHashMap<>(entries);
            other.entries.forEach(
                    (key, node) ->
                            merged.merge(
                                    key,
                                    node,
                                    (ours, theirs) ->
                                            ours instanceof Mapping under
                                                            && theirs instanceof Mapping over
                                                    ? under.overlaidWith(over)
                                                    : theirs));
            return new Mapping(other.place, merged);
        }
    }
}
