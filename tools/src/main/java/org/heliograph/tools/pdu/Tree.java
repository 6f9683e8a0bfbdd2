// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.List;

/** A PDU as people read it: named values and named groups of them, in the order of the wire. */
public sealed interface Tree {
    /** {@return the standard's name of the field} */
    String name();

    /** A field with a value; unescaped. */
    record Leaf(String name, String value) implements Tree {}

    /** A field made of fields. */
    record Branch(String name, List<Tree> children) implements Tree {
        public Branch {
            children = List.copyOf(children);
        }
    }

    static Builder named(String name) {
        return new Builder(name);
    }

    /** Collects the parts of a branch. */
    final class Builder {
        private final String name;
        private final List<Tree> children = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        public Builder leaf(String leaf, Object value) {
            children.add(new Leaf(leaf, value.toString()));
            return this;
        }

        public Builder add(Tree child) {
            children.add(child);
            return this;
        }

        public Builder addAll(List<? extends Tree> more) {
            children.addAll(more);
            return this;
        }

        public Branch build() {
            return new Branch(name, children);
        }
    }
}
