// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * Trees as JSON: a branch is an object, a leaf a string, and what occurs several times in a branch
 * an array.
 */
final class TreeJson {
    private TreeJson() {}

    /**
     * @param kind what the octets were taken for
     * @param guessed whether nobody had said so
     */
    static String of(PduKind kind, boolean guessed, Tree tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(new Pretty(), text)) {
            out.writeStartObject();
            out.writeStringProperty("kind", kind.text());
            out.writeBooleanProperty("guessed", guessed);
            out.writeName(tree.name());
            value(tree, out);
            out.writeEndObject();
        }
        return text + "\n";
    }

    private static void value(Tree tree, JsonGenerator out) {
        switch (tree) {
            case Tree.Leaf(_, String value) -> out.writeString(value);
            case Tree.Branch(_, List<Tree> children) -> {
                Map<String, List<Tree>> byName =
                        children.stream()
                                .collect(
                                        Collectors.groupingBy(
                                                Tree::name,
                                                LinkedHashMap::new,
                                                Collectors.toList()));
                out.writeStartObject();
                byName.forEach(
                        (name, same) -> {
                            out.writeName(name);
                            values(same, out);
                        });
                out.writeEndObject();
            }
        }
    }

    private static void values(List<Tree> same, JsonGenerator out) {
        if (same.size() == 1) {
            value(same.getFirst(), out);
            return;
        }
        out.writeStartArray();
        same.forEach(tree -> value(tree, out));
        out.writeEndArray();
    }

    static final class Pretty extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter lines = DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n");
            return new DefaultPrettyPrinter()
                    .withObjectIndenter(lines)
                    .withArrayIndenter(lines)
                    .createInstance();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
