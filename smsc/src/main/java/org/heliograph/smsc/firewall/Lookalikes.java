// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.firewall;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Folds names that look alike into one: case, accents, digits and signs that stand for letters,
 * Greek and Cyrillic letters that have the shape of Latin ones, and whatever parts words.
 */
final class Lookalikes {
    private static final Map<Character, Character> SHAPES = new HashMap<>();

    /** What looks like one letter where it stands together, after all else is folded. */
    private static final String[][] TOGETHER = {{"rn", "m"}, {"vv", "w"}, {"cl", "d"}};

    static {
        shapes("\u03a9\u0398\u03a6", 'o'); // capitals of the GSM alphabet, by their own shapes
        shapes("\u03a3\u039e", 'e');
        shapes("\u039b\u0394", 'a');
        shapes("\u03a0", 'n');
        shapes("\u0393", 'r');
        shapes("0\u00f8\u03bf\u043e\u03b8\u03c3", 'o');
        shapes("1|!\u00a1i\u03b9\u0456\u04cf\u0131\u00a6", 'l');
        shapes("3\u20ac\u0435\u03b5\u0454\u03be", 'e');
        shapes("4@\u03b1\u0430\u03bb", 'a');
        shapes("5$\u0455\u00a7", 's');
        shapes("6\u03b4", 'b');
        shapes("8\u00df\u03b2\u0432", 'b');
        shapes("7\u03c4\u0442", 't');
        shapes("9", 'g');
        shapes("2", 'z');
        shapes("\u03c1\u0440\u00fe", 'p');
        shapes("\u0441\u00a2", 'c');
        shapes("\u03bd", 'v');
        shapes("\u03c5\u0446", 'u');
        shapes("\u03ba\u043a", 'k');
        shapes("\u03b7\u043f", 'n');
        shapes("\u043d", 'h');
        shapes("\u03bc\u043c", 'm');
        shapes("\u03c7\u0445", 'x');
        shapes("\u03c9\u0448", 'w');
        shapes("\u0443\u00a5\u03b3", 'y');
        shapes("\u0458", 'j');
        shapes("\u03b6", 'z');
        shapes("\u00a3", 'l');
        shapes("\u00f0", 'd');
        shapes("\u0433", 'r');
    }

    private Lookalikes() {}

    private static void shapes(String like, char letter) {
        for (int i = 0; i < like.length(); i++) {
            SHAPES.put(like.charAt(i), letter);
        }
    }

    /** {@return what names that look like {@code name} have in common} */
    static String fold(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD);
        var folded = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            Character shape = SHAPES.get(c);
            if (shape == null) {
                shape = SHAPES.get(Character.toLowerCase(c));
            }
            if (shape != null) {
                folded.append((char) shape);
            } else if (Character.isLetterOrDigit(c)) {
                folded.append(Character.toLowerCase(c));
            }
        }
        String letters = folded.toString();
        for (String[] pair : TOGETHER) {
            letters = letters.replace(pair[0], pair[1]);
        }
        return letters;
    }

    /**
     * {@return the number that a name spells, with letters for digits too; nothing if it is none}
     */
    static String number(String name) {
        var digits = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            switch (c) {
                case 'O', 'o', 'Q' -> digits.append('0');
                case 'l', 'I', 'i', '|' -> digits.append('1');
                case '+', ' ', '-', '.', '(', ')', '/' -> {}
                default -> {
                    if (c < '0' || c > '9') {
                        return "";
                    }
                    digits.append(c);
                }
            }
        }
        return digits.toString();
    }
}
