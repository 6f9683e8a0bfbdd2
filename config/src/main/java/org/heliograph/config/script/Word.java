// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import java.util.ArrayList;
import java.util.List;

/** What scripts say that stands in the log: causes and tags. */
public final class Word {
    private static final int LONGEST = 40;
    private static final int MOST_TAGS = 10;

    private Word() {}

    /**
     * {@return the word}
     *
     * @throws IllegalArgumentException if it is not 1 to 40 letters, digits, dots and dashes
     */
    public static String of(String what, String word) {
        boolean fits = !word.isEmpty() && word.length() <= LONGEST;
        for (int i = 0; fits && i < word.length(); i++) {
            char c = word.charAt(i);
            fits =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "._:-".indexOf(c) >= 0;
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    what + " is 1 to " + LONGEST + " letters, digits, dots and dashes");
        }
        return word;
    }

    /** {@return the tags with one more} */
    public static List<String> tagged(List<String> tags, String tag) {
        if (tags.size() == MOST_TAGS) {
            throw new IllegalArgumentException("at most " + MOST_TAGS + " tags");
        }
        List<String> more = new ArrayList<>(tags);
        more.add(of("a tag", tag));
        return List.copyOf(more);
    }
}
