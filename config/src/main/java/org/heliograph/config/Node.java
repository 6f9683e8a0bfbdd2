// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a settings file before it has a type, with the place it was read from. */
sealed interface Node {
    /** {@return where it stands, as errors begin: {@code heliograph.yaml:12}} */
    String place();

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
