// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.util.List;
import java.util.Locale;

/**
 * Some makes of devices, by what their User-Agent begins with. Not a regular expression: what
 * strangers write is read in a time that does not grow with it.
 */
final class UserAgents {
    /** What stands between the asterisks, in order. */
    private final List<String> pieces;

    /**
     * @param pattern the beginning, in either case; {@code *} is anything; empty: none
     */
    UserAgents(String pattern) {
        pieces = List.of(pattern.toLowerCase(Locale.ROOT).split("\\*", -1));
    }

    boolean include(String userAgent) {
        String text = userAgent.toLowerCase(Locale.ROOT);
        boolean none = pieces.size() == 1 && pieces.getFirst().isEmpty();
        if (none || !text.startsWith(pieces.getFirst())) {
            return false;
        }
        int from = pieces.getFirst().length();
        for (String piece : pieces.subList(1, pieces.size())) {
            int at = text.indexOf(piece, from);
            if (at < 0) {
                return false;
            }
            from = at + piece.length();
        }
        return true;
    }
}
