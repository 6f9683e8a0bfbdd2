// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.Octets;

/**
 * Trees in columns: offset, octets, name, meaning. A hundred characters wide where names leave
 * meanings room; what is longer goes on below.
 */
final class TreeTable {
    private static final int WIDTH = 100;

    /** Octets on a line. */
    private static final int PER_LINE = 8;

    /** Meanings get at least this, or they would crumble. */
    private static final int NARROWEST = 24;

    private static final String INDENT = "  ";

    private final boolean full;
    private final StringBuilder out = new StringBuilder();

    private TreeTable(boolean full) {
        this.full = full;
    }

    /**
     * @param full all octets of each field, not only the first
     * @return lines, each ended by a line feed
     */
    static String of(Tree tree, boolean full) {
        TreeTable table = new TreeTable(full);
        table.out.append("offset  octets                   name and meaning\n");
        table.write(tree, 0, tree.name().length());
        return table.out.toString();
    }

    private void write(Tree tree, int depth, int column) {
        String name = INDENT.repeat(depth) + TreeText.escaped(tree.name());
        int indent = tree.meaning().isEmpty() ? 0 : depth * INDENT.length() + column + 2;
        String label =
                tree.meaning().isEmpty()
                        ? name
                        : name + " ".repeat(Math.max(1, indent - name.length()));
        int room = Math.max(NARROWEST, WIDTH - 33 - label.length());
        List<String> meaning = wrapped(TreeText.escaped(tree.meaning()), room);
        List<String> octets = tree.isBranch() ? List.of("") : octets(tree.span().octets());
        for (int i = 0; i < Math.max(meaning.size(), octets.size()); i++) {
            String left =
                    i == 0 && tree.span().isKnown() ? Integer.toString(tree.span().offset()) : "";
            String words = i < meaning.size() ? meaning.get(i) : "";
            String names = i == 0 ? label : " ".repeat(label.length());
            line(left, i < octets.size() ? octets.get(i) : "", names + words);
        }
        int widest = TreeText.widest(tree);
        tree.children().forEach(child -> write(child, depth + 1, widest));
    }

    private void line(String offset, String octets, String rest) {
        String line = "%6s  %-23s  %s".formatted(offset, octets, rest);
        out.append(line.stripTrailing()).append('\n');
    }

    private List<String> octets(Octets octets) {
        List<String> lines = new ArrayList<>();
        int length = octets.length();
        if (length > PER_LINE && !full) {
            return List.of(spaced(octets.slice(0, PER_LINE - 1)) + " …");
        }
        for (int i = 0; i == 0 || i < length; i += PER_LINE) {
            lines.add(spaced(octets.slice(i, Math.min(length, i + PER_LINE))));
        }
        return lines;
    }

    private static String spaced(Octets octets) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < octets.length(); i++) {
            text.append(i == 0 ? "" : " ").append("%02x".formatted(octets.at(i)));
        }
        return text.toString();
    }

    /** Breaks at blanks only: addresses of the Web stay whole, to be copied. */
    private static List<String> wrapped(String text, int room) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (text.length() - from > room) {
            int blank = text.lastIndexOf(' ', from + room);
            int to = blank > from ? blank : text.indexOf(' ', from + room);
            if (to < 0) {
                break;
            }
            lines.add(text.substring(from, to));
            from = to + 1;
        }
        lines.add(text.substring(from));
        return lines;
    }
}
