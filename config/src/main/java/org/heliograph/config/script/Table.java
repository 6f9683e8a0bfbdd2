// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Data that scripts look things up in: the rows {@code key,value} of a CSV file beside them. Never
 * changes; a new file makes a new table.
 */
public final class Table {
    /** Some 200 octets of heap each: 400 MB. */
    static final int MOST_ROWS = 2_000_000;

    private static final int LONGEST_KEY = 40;
    private static final int LONGEST_VALUE = 200;

    private final Map<String, String> values;

    /** Which lengths keys have, so that others are not looked for. */
    private final BitSet lengths = new BitSet();

    Table(Map<String, String> rows) {
        values = Map.copyOf(rows);
        values.keySet().forEach(key -> lengths.set(key.length()));
    }

    /**
     * Reads {@code key,value} rows; empty lines and those that begin with # are passed over. A
     * value may have commas.
     *
     * @throws IOException naming the line that cannot be used, and why
     */
    static Table read(Path file) throws IOException {
        Map<String, String> rows = new HashMap<>();
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 1;
            for (String line = in.readLine(); line != null; line = in.readLine(), number++) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                int comma = line.indexOf(',');
                String key = comma < 0 ? "" : line.substring(0, comma).strip();
                String value = line.substring(comma + 1).strip();
                if (key.isEmpty() || key.length() > LONGEST_KEY || value.length() > LONGEST_VALUE) {
                    throw new IOException(
                            "line "
                                    + number
                                    + ": expected KEY,VALUE of at most "
                                    + LONGEST_KEY
                                    + " and "
                                    + LONGEST_VALUE
                                    + " characters");
                }
                if (rows.putIfAbsent(key, value) != null) {
                    throw new IOException("line " + number + ": " + key + " is there twice");
                }
                if (rows.size() > MOST_ROWS) {
                    throw new IOException("more than " + MOST_ROWS + " rows");
                }
            }
        }
        return new Table(rows);
    }

    /** {@return the value of {@code key}; empty if there is none} */
    public String get(String key) {
        return values.getOrDefault(key, "");
    }

    /** {@return whether there is a row with this key} */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /**
     * {@return the value of the longest key that {@code number} begins with; empty if none does}
     */
    public String longest(String number) {
        int most = Math.min(number.length(), lengths.length() - 1);
        for (int length = lengths.previousSetBit(Math.max(most, 0));
                length > 0;
                length = lengths.previousSetBit(length - 1)) {
            String value = values.get(number.substring(0, length));
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    /** {@return how many rows there are} */
    public int size() {
        return values.size();
    }
}
