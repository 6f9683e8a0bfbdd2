// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.util.ArrayList;
import java.util.List;

/** Takes a line of CSV (RFC 4180) apart. */
public final class CsvLine {
    private CsvLine() {}

    /**
     * {@return its fields, as they stand between commas; one in quotes may have commas, and quotes
     * written twice}
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    public static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote that is not closed");
        }
        fields.add(field.toString());
        return fields;
    }
}
