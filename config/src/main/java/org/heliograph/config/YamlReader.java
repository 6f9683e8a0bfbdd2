// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * YAML to {@link Node}s. Reads tokens rather than a tree, because an error without its line is half
 * an error, and keeps scalars as written, because the setting decides what they are and not YAML: a
 * short code {@code 0800} stays four digits.
 */
final class YamlReader {
    private final String file;

    /**
     * @param file what errors call it
     */
    YamlReader(String file) {
        this.file = file;
    }

    /**
     * {@return the one mapping that {@code text} holds; an empty one if it holds nothing}
     *
     * @throws ConfigException if it is not YAML, or holds something else
     */
    Node.Mapping mapping(String text) throws ConfigException {
        return switch (read(text)) {
            case Node.Mapping mapping -> mapping;
            case Node.Scalar scalar when scalar.text().isEmpty() ->
                    new Node.Mapping(file, Map.of());
            case Node other -> throw new ConfigException(other.place() + ": expected `key: value`");
        };
    }

    /**
     * @throws ConfigException if {@code text} is not YAML
     */
    Node read(String text) throws ConfigException {
        try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                return new Node.Scalar(file, "");
            }
            Node node = node(parser);
            if (parser.nextToken() != null) {
                throw new ConfigException(place(parser) + ": a second document in one file");
            }
            return node;
        } catch (JacksonException e) {
            String line =
                    e.getLocation() == null ? "" : ":" + Math.max(1, e.getLocation().getLineNr());
            String reason = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new ConfigException(file + line + ": not YAML: " + reason, e);
        }
    }

    private Node node(JsonParser parser) throws ConfigException {
        String place = place(parser);
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw new ConfigException(place + ": aliases (*name) are not supported");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Node> entries = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    String keyPlace = place(parser);
                    parser.nextToken();
                    if (entries.put(key, node(parser)) != null) {
                        throw new ConfigException(keyPlace + ": " + key + " is set twice");
                    }
                }
                yield new Node.Mapping(place, entries);
            }
            case START_ARRAY -> {
                List<Node> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(parser));
                }
                yield new Node.Sequence(place, items);
            }
            case VALUE_NULL -> new Node.Scalar(place, "");
            default -> new Node.Scalar(place, parser.getString());
        };
    }

    private String place(JsonParser parser) {
        return file + ":" + parser.currentTokenLocation().getLineNr();
    }
}
