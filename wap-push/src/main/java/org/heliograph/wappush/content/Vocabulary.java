// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The words of one document type and their WBXML tokens, code page 0.
 *
 * @param name for people, where a field is named
 * @param publicId number of the formal public identifier (OMNA registry)
 * @param tags from token 5 on
 * @param starts attribute start tokens, from token 5 on
 * @param dates attributes whose values are dates
 */
record Vocabulary(
        String name,
        int publicId,
        String formalId,
        String systemId,
        List<String> tags,
        List<Start> starts,
        Set<String> dates) {
    private static final int FIRST_TOKEN = 5;
    private static final int FIRST_VALUE = 0x85;

    /**
     * From token 0x85 on; the same in all three (WAP-167 §8.3.3, WAP-168 §8.3.3, WAP-175 §7.3.3).
     */
    private static final List<String> VALUES = List.of(".com/", ".edu/", ".net/", ".org/");

    static final Vocabulary SI =
            new Vocabulary(
                    "SI",
                    0x05,
                    "-//WAPFORUM//DTD SI 1.0//EN",
                    "http://www.wapforum.org/DTD/si.dtd",
                    List.of("si", "indication", "info", "item"),
                    List.of(
                            new Start("action", "signal-none"),
                            new Start("action", "signal-low"),
                            new Start("action", "signal-medium"),
                            new Start("action", "signal-high"),
                            new Start("action", "delete"),
                            new Start("created", ""),
                            new Start("href", ""),
                            new Start("href", "http://"),
                            new Start("href", "http://www."),
                            new Start("href", "https://"),
                            new Start("href", "https://www."),
                            new Start("si-expires", ""),
                            new Start("si-id", ""),
                            new Start("class", "")),
                    Set.of("created", "si-expires"));

    static final Vocabulary SL =
            new Vocabulary(
                    "SL",
                    0x06,
                    "-//WAPFORUM//DTD SL 1.0//EN",
                    "http://www.wapforum.org/DTD/sl.dtd",
                    List.of("sl"),
                    List.of(
                            new Start("action", "execute-low"),
                            new Start("action", "execute-high"),
                            new Start("action", "cache"),
                            new Start("href", ""),
                            new Start("href", "http://"),
                            new Start("href", "http://www."),
                            new Start("href", "https://"),
                            new Start("href", "https://www.")),
                    Set.of());

    static final Vocabulary CO =
            new Vocabulary(
                    "CO",
                    0x07,
                    "-//WAPFORUM//DTD CO 1.0//EN",
                    "http://www.wapforum.org/DTD/co_1.0.dtd",
                    List.of("co", "invalidate-object", "invalidate-service"),
                    List.of(
                            new Start("uri", ""),
                            new Start("uri", "http://"),
                            new Start("uri", "http://www."),
                            new Start("uri", "https://"),
                            new Start("uri", "https://www.")),
                    Set.of());

    /** The name of an attribute with the beginning of its value. */
    record Start(String attribute, String prefix) {}

    /** A token with the text it stands for. */
    record Value(int token, String text) {}

    Optional<String> tag(int token) {
        return at(tags, token - FIRST_TOKEN);
    }

    Optional<Start> start(int token) {
        return at(starts, token - FIRST_TOKEN);
    }

    Optional<String> value(int token) {
        return at(VALUES, token - FIRST_VALUE);
    }

    private static <T> Optional<T> at(List<T> list, int index) {
        return index < 0 || index >= list.size() ? Optional.empty() : Optional.of(list.get(index));
    }

    /** {@return the token of a tag, which is one of this vocabulary} */
    int tagToken(String tag) {
        return FIRST_TOKEN + tags.indexOf(tag);
    }

    /** {@return the token that says most of an attribute} */
    Value longestStart(XmlAttribute attribute) {
        int best = -1;
        for (int i = 0; i < starts.size(); i++) {
            Start start = starts.get(i);
            if (start.attribute.equals(attribute.name())
                    && attribute.value().startsWith(start.prefix)
                    && (best < 0 || start.prefix.length() > starts.get(best).prefix.length())) {
                best = i;
            }
        }
        return new Value(FIRST_TOKEN + best, starts.get(best).prefix);
    }

    /** {@return the token for the text at this place of {@code value}, if there is one} */
    static Optional<Value> valueAt(String value, int index) {
        for (int i = 0; i < VALUES.size(); i++) {
            if (value.startsWith(VALUES.get(i), index)) {
                return Optional.of(new Value(FIRST_VALUE + i, VALUES.get(i)));
            }
        }
        return Optional.empty();
    }
}
