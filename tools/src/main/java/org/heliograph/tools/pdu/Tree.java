// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.List;

/**
 * A field as people read it, with the fields that it is made of, in the order of the wire.
 *
 * @param name the standard's
 * @param meaning what its octets mean; unescaped, and empty where only its parts mean something
 */
public record Tree(String name, Span span, String meaning, List<Tree> children) {
    public Tree {
        children = List.copyOf(children);
    }

    static Tree leaf(String name, Span span, String meaning) {
        return new Tree(name, span, meaning, List.of());
    }

    /** {@return such as {@code 1 octet} and {@code 2 octets}} */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@return whether it has parts of its own} */
    boolean isBranch() {
        return !children.isEmpty();
    }
}
