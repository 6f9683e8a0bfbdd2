// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heliograph.tools.json.Json;

/**
 * The fields of a tree one after the other, each with its path: the names that lead to it, with
 * dots between. Of several fields of a name in one place, the second has {@code #2} behind it, and
 * so on.
 */
final class FieldPaths {
    private FieldPaths() {}

    /** A field that has a value or a place of its own. */
    record Located(String path, Tree field) {
        Json json() {
            Json.Builder json = Json.object().put("path", path);
            if (field.span().isKnown()) {
                json.put("offset", field.span().offset()).put("octets", field.span().octets());
            }
            return json.put("meaning", field.meaning()).build();
        }
    }

    /** {@return the leaves, in the order of the wire} */
    static List<Located> of(Tree tree) {
        List<Located> fields = new ArrayList<>();
        collect(tree, tree.name(), fields);
        return fields;
    }

    private static void collect(Tree tree, String path, List<Located> into) {
        if (!tree.isBranch()) {
            into.add(new Located(path, tree));
            return;
        }
        Map<String, Integer> seen = new HashMap<>();
        for (Tree child : tree.children()) {
            int count = seen.merge(child.name(), 1, Integer::sum);
            String name = count == 1 ? child.name() : child.name() + "#" + count;
            collect(child, path + "." + name, into);
        }
    }
}
