// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WspCharsetTest {
    /** Numbers and names of the IANA registry, and the name of the same charset in Java. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "3, us-ascii, US-ASCII",
        "4, iso-8859-1, ISO-8859-1",
        "5, iso-8859-2, ISO-8859-2",
        "8, iso-8859-5, ISO-8859-5",
        "10, iso-8859-7, ISO-8859-7",
        "12, iso-8859-9, ISO-8859-9",
        "17, shift_jis, Shift_JIS",
        "18, euc-jp, EUC-JP",
        "38, euc-kr, EUC-KR",
        "39, iso-2022-jp, ISO-2022-JP",
        "106, utf-8, UTF-8",
        "111, iso-8859-15, ISO-8859-15",
        "113, gbk, GBK",
        "114, gb18030, GB18030",
        "1013, utf-16be, UTF-16BE",
        "1015, utf-16, UTF-16",
        "2009, ibm850, IBM850",
        "2024, windows-31j, windows-31j",
        "2025, gb2312, GB2312",
        "2026, big5, Big5",
        "2084, koi8-r, KOI8-R",
        "2086, ibm866, IBM866",
        "2251, windows-1251, windows-1251",
        "2259, tis-620, TIS-620"
    })
    void knowsNumbersAndNames(int mibEnum, String name, String java) {
        assertEquals(Optional.of(name), WspCharset.name(mibEnum));
        assertEquals(OptionalInt.of(mibEnum), WspCharset.mibEnum(name));
        assertEquals(Optional.of(Charset.forName(java)), WspCharset.charset(mibEnum));
    }

    @Test
    void readsUcs2AsUtf16AndKeepsWhatNoCharsetHas() {
        assertEquals(Optional.of(StandardCharsets.UTF_16BE), WspCharset.charset(1000));
        assertEquals(OptionalInt.of(1000), WspCharset.mibEnum("ISO-10646-UCS-2"));
        assertEquals(Optional.of("*"), WspCharset.name(0));
        assertEquals(Optional.empty(), WspCharset.charset(0));
        assertEquals(Optional.empty(), WspCharset.name(9999));
        assertEquals(Optional.empty(), WspCharset.charset(1L << 32 | 106));
        assertEquals(OptionalInt.empty(), WspCharset.mibEnum("ebcdic"));
    }
}
