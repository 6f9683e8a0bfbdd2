// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.json.Json;

/**
 * A PDU taken apart, for the two who look at it: people get the tree, programs the JSON, from which
 * the octets can be made again.
 */
record View(Tree tree, Json json) {
    /** The member that gives the octets where the others would not give back the same. */
    static final String OCTETS = "octets";

    String name() {
        return tree.name();
    }

    /** {@return whether the codec gives back the same octets} */
    boolean isCanonical() {
        return !(json instanceof Json.Structure(var members) && members.containsKey(OCTETS));
    }

    static <T> Builder<T> of(String name, Layer<T> layer) {
        return new Builder<>(name, layer);
    }

    /** Collects the fields of one layer in the order of the wire. */
    static final class Builder<T> {
        private final String name;
        private final Layer<T> layer;
        private final List<Tree> children = new ArrayList<>();
        private final Json.Builder members = Json.object();

        private Builder(String name, Layer<T> layer) {
            this.name = name;
            this.layer = layer;
        }

        Layer<T> layer() {
            return layer;
        }

        /** A field that is found under its own name. */
        Builder<T> field(String field, Json value, Object meaning) {
            return field(field, layer.find(field), value, meaning);
        }

        Builder<T> field(String field, Span span, Json value, Object meaning) {
            members.put(field, value);
            return shown(field, span, meaning);
        }

        /** For people only: what follows from other fields. */
        Builder<T> shown(String field, Span span, Object meaning) {
            return shown(Tree.leaf(field, span, meaning.toString()));
        }

        Builder<T> shown(Tree tree) {
            children.add(tree);
            return this;
        }

        /** For programs only. */
        Builder<T> member(String member, Json value) {
            members.put(member, value);
            return this;
        }

        /** What lies inside. */
        Builder<T> nested(View view) {
            members.put(view.name(), view.json);
            return shown(view.tree);
        }

        /**
         * @param canonical what the members are encoded to
         */
        View build(Octets canonical) {
            if (!canonical.equals(layer.span().octets())) {
                members.put(OCTETS, layer.span().octets());
            }
            return build();
        }

        View build() {
            return new View(new Tree(name, layer.span(), "", children), members.build());
        }
    }
}
