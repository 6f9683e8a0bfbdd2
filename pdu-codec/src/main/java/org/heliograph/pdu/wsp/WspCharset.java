// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Character sets by their number in the IANA registry, MIBEnum (WAP-230-WSP §8.4.2.8 and table 42).
 * Numbers that are not here, or that this Java cannot read, are kept as numbers.
 */
public final class WspCharset {
    public static final int US_ASCII = 3;
    public static final int UTF_8 = 106;
    public static final int ISO_10646_UCS_2 = 1000;
    public static final int UTF_16BE = 1013;
    public static final int UTF_16LE = 1014;
    public static final int UTF_16 = 1015;

    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(0, "*"), // Any-charset
                    Map.entry(US_ASCII, "us-ascii"),
                    Map.entry(4, "iso-8859-1"),
                    Map.entry(5, "iso-8859-2"),
                    Map.entry(6, "iso-8859-3"),
                    Map.entry(7, "iso-8859-4"),
                    Map.entry(8, "iso-8859-5"),
                    Map.entry(9, "iso-8859-6"),
                    Map.entry(10, "iso-8859-7"),
                    Map.entry(11, "iso-8859-8"),
                    Map.entry(12, "iso-8859-9"),
                    Map.entry(13, "iso-8859-10"),
                    Map.entry(17, "shift_jis"),
                    Map.entry(18, "euc-jp"),
                    Map.entry(36, "ks_c_5601-1987"),
                    Map.entry(37, "iso-2022-kr"),
                    Map.entry(38, "euc-kr"),
                    Map.entry(39, "iso-2022-jp"),
                    Map.entry(UTF_8, "utf-8"),
                    Map.entry(109, "iso-8859-13"),
                    Map.entry(110, "iso-8859-14"),
                    Map.entry(111, "iso-8859-15"),
                    Map.entry(112, "iso-8859-16"),
                    Map.entry(113, "gbk"),
                    Map.entry(114, "gb18030"),
                    Map.entry(ISO_10646_UCS_2, "iso-10646-ucs-2"),
                    Map.entry(1012, "utf-7"),
                    Map.entry(UTF_16BE, "utf-16be"),
                    Map.entry(UTF_16LE, "utf-16le"),
                    Map.entry(UTF_16, "utf-16"),
                    Map.entry(1017, "utf-32"),
                    Map.entry(2025, "gb2312"),
                    Map.entry(2026, "big5"),
                    Map.entry(2084, "koi8-r"),
                    Map.entry(2088, "koi8-u"),
                    Map.entry(2101, "big5-hkscs"),
                    Map.entry(104, "iso-2022-cn"),
                    Map.entry(2009, "ibm850"),
                    Map.entry(2010, "ibm852"),
                    Map.entry(2011, "ibm437"),
                    Map.entry(2024, "windows-31j"),
                    Map.entry(2027, "macintosh"),
                    Map.entry(2086, "ibm866"),
                    Map.entry(2109, "windows-874"),
                    Map.entry(2250, "windows-1250"),
                    Map.entry(2251, "windows-1251"),
                    Map.entry(2252, "windows-1252"),
                    Map.entry(2253, "windows-1253"),
                    Map.entry(2254, "windows-1254"),
                    Map.entry(2255, "windows-1255"),
                    Map.entry(2256, "windows-1256"),
                    Map.entry(2257, "windows-1257"),
                    Map.entry(2258, "windows-1258"),
                    Map.entry(2259, "tis-620"));

    private static final Map<String, Integer> NUMBERS = numbers();

    private WspCharset() {}

    /** {@return the registered name, lower case} */
    public static Optional<String> name(long mibEnum) {
        return mibEnum > Integer.MAX_VALUE
                ? Optional.empty()
                : Optional.ofNullable(NAMES.get((int) mibEnum));
    }

    /** {@return the number of a name, in any case} */
    public static OptionalInt mibEnum(String name) {
        Integer number = NUMBERS.get(name.toLowerCase(Locale.ROOT));
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** {@return the charset, where this Java has it} */
    public static Optional<Charset> charset(long mibEnum) {
        if (mibEnum == ISO_10646_UCS_2) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        return name(mibEnum)
                .filter(name -> !name.equals("*"))
                .filter(Charset::isSupported)
                .map(Charset::forName);
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        NAMES.forEach((number, name) -> numbers.put(name, number));
        return Map.copyOf(numbers);
    }
}
