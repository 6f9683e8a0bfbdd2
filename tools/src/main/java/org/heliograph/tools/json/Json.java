// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heliograph.pdu.Octets;

/** A JSON value without {@code null} and without fractions, which no PDU has. */
public sealed interface Json {
    record Text(String value) implements Json {}

    record Numeral(long value) implements Json {}

    record Flag(boolean value) implements Json {}

    record Array(List<Json> values) implements Json {
        public Array {
            values = List.copyOf(values);
        }
    }

    /** Members in order. */
    record Structure(Map<String, Json> members) implements Json {
        public Structure {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    static Json of(String text) {
        return new Text(text);
    }

    static Json of(long number) {
        return new Numeral(number);
    }

    static Json of(boolean flag) {
        return new Flag(flag);
    }

    /** {@return the octets in hexadecimal} */
    static Json of(Octets octets) {
        return new Text(octets.toHex());
    }

    static Json of(List<Json> values) {
        return new Array(values);
    }

    static Builder object() {
        return new Builder();
    }

    /** Collects members in order. */
    final class Builder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        private Builder() {}

        /** A name that is there already makes an array of its values. */
        public Builder put(String name, Json value) {
            members.merge(
                    name,
                    value,
                    (before, more) -> {
                        List<Json> all =
                                new ArrayList<>(
                                        before instanceof Array(List<Json> values)
                                                ? values
                                                : List.of(before));
                        all.add(more);
                        return new Array(all);
                    });
            return this;
        }

        public Builder put(String name, String value) {
            return put(name, Json.of(value));
        }

        public Builder put(String name, long value) {
            return put(name, Json.of(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, Json.of(value));
        }

        public Builder put(String name, Octets value) {
            return put(name, Json.of(value));
        }

        public Json.Structure build() {
            return new Json.Structure(members);
        }
    }
}
