// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageLockingShift;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageSingleShift;
import org.heliograph.pdu.sms.NationalLanguage;
import org.heliograph.pdu.sms.Segmentation;
import org.heliograph.pdu.sms.UserData;

/**
 * What a text costs as short messages: each way to carry it, and each character in it.
 *
 * @param chosen the way taken
 * @param others the rest, those with fewer segments first; a table of a language that is not
 *     allowed only where it would save segments
 * @param characters in the order in which they first occur
 */
record TextCost(Way chosen, List<Way> others, List<CharacterCost> characters) {
    TextCost {
        others = List.copyOf(others);
        characters = List.copyOf(characters);
    }

    /**
     * A way to carry the text.
     *
     * @param tables the elements that choose national tables; empty for the default alphabet
     * @param allowed whether the languages it needs are
     * @param segments none if it lacks a character
     */
    record Way(
            Alphabet alphabet,
            List<InformationElement> tables,
            boolean allowed,
            List<UserData> segments) {
        Way {
            tables = List.copyOf(tables);
            segments = List.copyOf(segments);
        }

        /** {@return what 3GPP TS 23.038 calls it} */
        String name() {
            if (alphabet == Alphabet.UCS2) {
                return "UCS-2";
            }
            if (tables.isEmpty()) {
                return "GSM 7-bit default alphabet";
            }
            List<String> shifts = new ArrayList<>();
            String language = "";
            for (InformationElement table : tables) {
                if (table instanceof NationalLanguageLockingShift(NationalLanguage locking)) {
                    language = TextCost.name(locking);
                    shifts.add("locking");
                } else if (table instanceof NationalLanguageSingleShift(NationalLanguage single)) {
                    language = TextCost.name(single);
                    shifts.add("single");
                }
            }
            return "GSM 7-bit, " + language + " " + String.join(" and ", shifts) + " shift";
        }

        /** {@return what the lengths count: septets or octets} */
        String unit() {
            return alphabet == Alphabet.GSM_7BIT ? "septets" : "octets";
        }

        /** {@return septets or octets of all segments, headers not counted} */
        int length() {
            return segments.stream().mapToInt(segment -> segment.payload().length()).sum();
        }

        /** {@return how many septets or octets fit beside the header of {@code segment}} */
        int room(UserData segment) {
            int octets = UserData.MAX_OCTETS - segment.headerOctets().length();
            return alphabet == Alphabet.GSM_7BIT ? octets * 8 / 7 : octets / 2 * 2;
        }

        /** {@return what spells {@code character}, if anything does} */
        Optional<Octets> spelling(String character) {
            if (alphabet == Alphabet.UCS2) {
                return Optional.of(UserData.ofText(character, Alphabet.UCS2).payload());
            }
            OptionalInt septets = UserData.septets(tables, character);
            return septets.isPresent()
                    ? Optional.of(UserData.ofText(tables, character).payload())
                    : Optional.empty();
        }
    }

    /**
     * A character of the text.
     *
     * @param times how often it occurs
     */
    record CharacterCost(int codePoint, int times) {
        String text() {
            return Character.toString(codePoint);
        }

        String name() {
            String name = Character.getName(codePoint);
            return name == null ? "unassigned" : name;
        }
    }

    /**
     * @param allowed the languages whose tables may be used
     * @throws IllegalArgumentException if {@code text} takes more than 255 segments
     */
    static TextCost of(String text, Set<NationalLanguage> allowed) {
        List<UserData> best = Segmentation.ofText(text, allowed, 0).parts();
        List<Way> ways = new ArrayList<>();
        for (Segmentation.Text way :
                Segmentation.ways(text, Set.of(NationalLanguage.values()), 0)) {
            List<InformationElement> tables = tables(way.parts().getFirst());
            ways.add(
                    new Way(
                            way.dataCodingScheme().alphabet(),
                            tables,
                            allowed(tables, allowed),
                            way.parts()));
        }
        Way chosen =
                ways.stream()
                        .filter(way -> way.segments.equals(best))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("the best way is none"));
        List<Way> others = new ArrayList<>();
        for (Way way : ways) {
            boolean saves = way.segments.size() < best.size();
            if (!way.equals(chosen) && (saves || (way.allowed && !redundant(way, chosen)))) {
                others.add(way);
            }
        }
        if (ways.stream().noneMatch(TextCost::isDefault)) {
            others.add(new Way(Alphabet.GSM_7BIT, List.of(), true, List.of()));
        }
        others.sort(
                (one, two) -> {
                    boolean oneFits = !one.segments.isEmpty();
                    boolean twoFits = !two.segments.isEmpty();
                    return oneFits == twoFits
                            ? Integer.compare(one.segments.size(), two.segments.size())
                            : Boolean.compare(twoFits, oneFits);
                });
        return new TextCost(chosen, others, characters(text));
    }

    /** {@return the language as a name, {@code Turkish}} */
    static String name(NationalLanguage language) {
        String name = language.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static boolean isDefault(Way way) {
        return way.alphabet == Alphabet.GSM_7BIT && way.tables.isEmpty();
    }

    /** National tables tell nothing where the default alphabet does as well. */
    private static boolean redundant(Way way, Way chosen) {
        return isDefault(chosen) && !way.tables.isEmpty();
    }

    private static List<InformationElement> tables(UserData part) {
        return part.header().stream()
                .filter(
                        element ->
                                element instanceof NationalLanguageLockingShift
                                        || element instanceof NationalLanguageSingleShift)
                .toList();
    }

    private static boolean allowed(List<InformationElement> tables, Set<NationalLanguage> allowed) {
        return tables.stream()
                .allMatch(
                        table ->
                                switch (table) {
                                    case NationalLanguageLockingShift(var language) ->
                                            allowed.contains(language);
                                    case NationalLanguageSingleShift(var language) ->
                                            allowed.contains(language);
                                    default -> true;
                                });
    }

    private static List<CharacterCost> characters(String text) {
        Map<Integer, Integer> times = new LinkedHashMap<>();
        text.codePoints().forEach(character -> times.merge(character, 1, Integer::sum));
        return times.entrySet().stream()
                .map(entry -> new CharacterCost(entry.getKey(), entry.getValue()))
                .toList();
    }
}
