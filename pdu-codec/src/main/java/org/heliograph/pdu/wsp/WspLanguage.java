// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Languages by their number (WAP-230-WSP §8.4.2.10 and table 41). */
final class WspLanguage {
    /** From 0x00 on; number 0 is Any-language, 0x80 is none's. */
    private static final String TAGS =
            "* aa ab af am ar as ay az ba be bg bh bi bn bo br ca co cs cy da "
                    + "de dz el en eo es et eu fa fi fj ur fr uz ga gd gl gn gu ha he hi "
                    + "hr hu hy vi id wo xh is it yo ja jw ka kk za km kn ko ks ku ky zh "
                    + "ln lo lt lv mg mi mk ml mn mo mr ms mt my uk ne nl no oc om or pa "
                    + "pl ps pt qu zu rn ro ru rw sa sd sg sh si sk sl sm sn so sq sr ss "
                    + "st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ug"
                    + " - na fo fy ia vo ie ik yi iu kl la rm";

    private static final Map<Integer, String> NAMES = new HashMap<>();
    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        int number = 0;
        for (String tag : TAGS.split(" ", -1)) {
            NAMES.put(number, tag);
            NUMBERS.put(tag, number);
            number++;
        }
        NAMES.remove(0x80);
        NUMBERS.remove("-");
    }

    private WspLanguage() {}

    /** {@return the tag of RFC 5646, lower case} */
    static Optional<String> tag(long number) {
        return number > Integer.MAX_VALUE
                ? Optional.empty()
                : Optional.ofNullable(NAMES.get((int) number));
    }

    /** {@return the number of a tag, in any case} */
    static OptionalInt number(String tag) {
        Integer number = NUMBERS.get(tag.toLowerCase(Locale.ROOT));
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
