// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the rows of a routes file: CSV with a line of column names, or a list in YAML. */
public final class RouteRows {
    /** A million rows of 64 octets. */
    private static final int MOST_CSV_OCTETS = 64 << 20;

    /** What the parser of YAML takes; longer ones are lists for machines, which write CSV. */
    private static final int MOST_YAML_OCTETS = 1 << 20;

    private static final int MOST_ROWS = 1_000_000;

    private static final List<String> COLUMNS =
            List.of("destination", "source", "to", "order", "weight", "hours");

    private RouteRows() {}

    /**
     * {@return the rows, in order}
     *
     * @throws ConfigException naming the line that cannot be used, and why
     */
    public static List<RouteRow> read(Path file) throws ConfigException {
        boolean csv = file.toString().endsWith(".csv");
        String text = text(file, csv ? MOST_CSV_OCTETS : MOST_YAML_OCTETS);
        String name = String.valueOf(file.getFileName());
        return csv ? csv(name, text) : yaml(name, text);
    }

    private static String text(Path file, int most) throws ConfigException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(most + 1);
            if (octets.length > most) {
                throw new ConfigException(file + ": longer than " + most + " octets");
            }
            return new String(octets, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e, e);
        }
    }

    private static List<RouteRow> yaml(String name, String text) throws ConfigException {
        var rows = new ArrayList<RouteRow>();
        switch (new YamlReader(name).read(text)) {
            case Node.Sequence(_, var items) -> {
                for (Node item : items) {
                    rows.add(ofYaml(item));
                }
            }
            case Node.Scalar(_, var nothing) when nothing.isEmpty() -> {}
            case Node other -> throw new ConfigException(other.place() + ": expected a list");
        }
        return rows;
    }

    private static RouteRow ofYaml(Node item) throws ConfigException {
        if (!(item instanceof Node.Mapping(var place, var entries))) {
            throw new ConfigException(item.place() + ": expected keys such as destination and to");
        }
        var values = new HashMap<String, String>();
        for (Map.Entry<String, Node> entry : entries.entrySet()) {
            if (!COLUMNS.contains(entry.getKey())) {
                throw unknown(place, entry.getKey());
            }
            if (!(entry.getValue() instanceof Node.Scalar(_, var value))) {
                throw new ConfigException(place + ": " + entry.getKey() + ": expected one value");
            }
            values.put(entry.getKey(), value);
        }
        return row(place, values);
    }

    private static List<RouteRow> csv(String name, String text) throws ConfigException {
        var rows = new ArrayList<RouteRow>();
        List<String> header = List.of();
        int line = 0;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            String one = text.substring(at, end).strip();
            at = end + 1;
            line++;
            if (one.isEmpty() || one.startsWith("#")) {
                continue;
            }
            String place = name + ":" + line;
            List<String> fields = fields(place, one);
            if (header.isEmpty()) {
                header = columns(place, fields);
                continue;
            }
            if (fields.size() > header.size()) {
                throw new ConfigException(
                        place + ": " + fields.size() + " fields, of " + header.size() + " columns");
            }
            if (rows.size() == MOST_ROWS) {
                throw new ConfigException(place + ": more than " + MOST_ROWS + " rows");
            }
            var values = new HashMap<String, String>();
            for (int i = 0; i < fields.size(); i++) {
                values.put(header.get(i), fields.get(i));
            }
            rows.add(row(place, values));
        }
        return rows;
    }

    private static List<String> columns(String place, List<String> names) throws ConfigException {
        for (String name : names) {
            if (!COLUMNS.contains(name)) {
                throw unknown(place, name);
            }
        }
        return names;
    }

    private static ConfigException unknown(String place, String name) {
        return new ConfigException(
                place + ": unknown column " + name + "; known: " + String.join(", ", COLUMNS));
    }

    private static List<String> fields(String place, String line) throws ConfigException {
        try {
            List<String> fields = CsvLine.fields(line);
            fields.replaceAll(String::strip);
            return fields;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(place + ": " + e.getMessage(), e);
        }
    }

    private static RouteRow row(String place, Map<String, String> values) throws ConfigException {
        String source = values.getOrDefault("source", "");
        return new RouteRow(
                place,
                needed(place, values, "destination"),
                source.isEmpty() ? "*" : source,
                needed(place, values, "to"),
                number(place, values, "order", 1_000),
                number(place, values, "weight", 1_000_000),
                values.getOrDefault("hours", ""));
    }

    private static String needed(String place, Map<String, String> values, String column)
            throws ConfigException {
        String value = values.getOrDefault(column, "");
        if (value.isEmpty()) {
            throw new ConfigException(place + ": " + column + " is missing");
        }
        return value;
    }

    /** 1 where it is not said. */
    private static int number(String place, Map<String, String> values, String column, int most)
            throws ConfigException {
        String value = values.getOrDefault(column, "");
        if (value.isEmpty()) {
            return 1;
        }
        int number;
        try {
            number = Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new ConfigException(place + ": " + column + " " + value + " is no number", e);
        }
        if (number < 1 || number > most) {
            throw new ConfigException(place + ": " + column + " is 1 to " + most);
        }
        return number;
    }
}
