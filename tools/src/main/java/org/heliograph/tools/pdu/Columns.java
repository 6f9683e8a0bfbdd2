// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.List;

/** Rows of text under each other, each column as wide as its widest cell. */
final class Columns {
    private static final int GAP = 2;

    private Columns() {}

    /** Writes one line for each row; rows have as many cells as the first. */
    static void write(List<List<String>> rows, StringBuilder out) {
        if (rows.isEmpty()) {
            return;
        }
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i));
                line.append(" ".repeat(widths[i] - width(row.get(i)) + GAP));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
    }

    /** In characters; what combines with the one before takes no room. */
    private static int width(String text) {
        return (int)
                text.codePoints()
                        .filter(
                                c ->
                                        switch (Character.getType(c)) {
                                            case Character.NON_SPACING_MARK,
                                                    Character.ENCLOSING_MARK ->
                                                    false;
                                            default -> true;
                                        })
                        .count();
    }
}
