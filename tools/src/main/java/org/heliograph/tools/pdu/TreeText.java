// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

/**
 * Trees as indented text, the values of one branch under each other. Control characters come out
 * escaped: what a stranger wrote into a PDU must not steer the terminal of whoever reads it.
 */
public final class TreeText {
    private static final String INDENT = "  ";

    private TreeText() {}

    /** {@return lines, each ended by a line feed} */
    public static String of(Tree tree) {
        StringBuilder out = new StringBuilder();
        write(tree, 0, tree.name().length(), out);
        return out.toString();
    }

    private static void write(Tree tree, int depth, int column, StringBuilder out) {
        out.append(INDENT.repeat(depth)).append(escaped(tree.name()));
        if (!tree.meaning().isEmpty()) {
            int gap = Math.max(0, column - tree.name().length()) + INDENT.length();
            out.append(" ".repeat(gap)).append(escaped(tree.meaning()));
        }
        out.append('\n');
        int widest = widest(tree);
        tree.children().forEach(child -> write(child, depth + 1, widest, out));
    }

    /** {@return the length of the longest name among those with a meaning beside them} */
    static int widest(Tree tree) {
        return tree.children().stream()
                .filter(child -> !child.meaning().isEmpty())
                .mapToInt(child -> child.name().length())
                .max()
                .orElse(0);
    }

    /** {@return {@code text} on one line and without characters that a terminal would obey} */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '\n' -> out.append("\\n");
                                case '\r' -> out.append("\\r");
                                case '\t' -> out.append("\\t");
                                case '\\' -> out.append("\\\\");
                                default -> {
                                    if (isSteering(c)) {
                                        out.append("\\u").append(String.format("%04x", c));
                                    } else {
                                        out.appendCodePoint(c);
                                    }
                                }
                            }
                        });
        return out.toString();
    }

    /** Controls, and what turns the direction of the text around it or breaks lines. */
    private static boolean isSteering(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            case Character.FORMAT -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
            default -> false;
        };
    }
}
