// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WspReaderTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 8100",
        "8192, c000", // WAP-230-WSP §8.1.2 has the like
        "2097151, ffff7f",
        "2097152, 81808000",
        "4294967295, 8fffffff7f"
    })
    void readsAndWritesUintvars(long value, String hex) throws DecodeException {
        OctetWriter out = new OctetWriter();
        WspWriter.uintvar(out, value);
        assertEquals(hex, out.toOctets().toHex());
        assertEquals(value, WspReader.uintvar(in(hex)));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0, 80",
        "127, ff",
        "128, 0180",
        "65535, 02ffff",
        "16909060, 0401020304",
        "9223372036854775807, 087fffffffffffffff"
    })
    void readsAndWritesIntegers(long value, String hex) throws DecodeException {
        OctetWriter out = new OctetWriter();
        WspWriter.integer(out, value);
        assertEquals(hex, out.toOctets().toHex());
        assertEquals(value, WspReader.integer(in(hex)));
    }

    @ParameterizedTest(name = "<{0}> is {1}")
    @CsvSource({
        "'', 00",
        "abc, 61626300",
        "'\"abc', 2261626300",
        "é, 7fc3a900", // Quote, for the first octet is above 127
        "aé, 61c3a900",
        "'\n', 7f0a00"
    })
    void readsAndWritesText(String text, String hex) throws DecodeException {
        OctetWriter out = new OctetWriter();
        WspWriter.text(out, text);
        assertEquals(hex, out.toOctets().toHex());
        assertEquals(text, WspReader.text(in(hex)));
    }

    @Test
    void readsTextThatIsNotUtf8AsLatin1() throws DecodeException {
        assertEquals("blå", WspReader.text(in("626ce500")));
    }

    @Test
    void readsDatesAndLongIntegers() throws DecodeException {
        assertEquals(Instant.parse("2011-04-04T09:41:50Z"), WspReader.date(in("044d99925e")));
        assertEquals(130, WspReader.integer(in("0182")));
        assertEquals(0, WspReader.longInteger(in("0100")));
        assertEquals(Long.MAX_VALUE, WspReader.longInteger(in("087fffffffffffffff")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    uintvar without end       | 80                     | uintvar | at octet 1: need 1 octets, have 0
                    uintvar of six octets     | 808080808001           | uintvar | at octet 0: uintvar of more than 32 bits
                    uintvar of 33 bits        | 9080808000             | uintvar | at octet 0: uintvar of more than 32 bits
                    integer with a zero first | 020001                 | integer | at octet 0: long integer of more octets than it needs
                    integer of 64 bits        | 08ffffffffffffffff     | integer | at octet 0: long integer of more than 63 bits
                    integer of no octets      | 00                     | integer | at octet 0: 0x00 starts no long integer
                    integer cut short         | 0401                   | integer | at octet 1: need 4 octets, have 1
                    text without end          | 6162                   | text    | at octet 0: text without its terminating zero
                    value longer than the PDU | 05 61                  | value   | at octet 1: need 5 octets, have 1
                    long value too long       | 1f 8100 61             | value   | at octet 3: need 128 octets, have 1
                    date beyond all calendars | 06 010000000000        | date    | at octet 0: date of 1099511627776 s
                    """)
    void saysWhereAValueIsMalformed(String name, String hex, String type, String message) {
        OctetReader in = in(hex);
        var e =
                assertThrows(
                        DecodeException.class,
                        () -> {
                            switch (type) {
                                case "uintvar" -> WspReader.uintvar(in);
                                case "integer" -> WspReader.integer(in);
                                case "text" -> WspReader.text(in);
                                case "date" -> WspReader.date(in);
                                default -> WspReader.value(in);
                            }
                        },
                        name);
        assertEquals(message, e.getMessage());
    }

    @Test
    void refusesToWriteWhatWouldBreakTheFraming() {
        OctetWriter out = new OctetWriter();
        assertThrows(IllegalArgumentException.class, () -> WspWriter.text(out, "a\0b"));
        assertThrows(IllegalArgumentException.class, () -> WspWriter.text(out, "a\ud83d"));
        assertThrows(IllegalArgumentException.class, () -> WspWriter.quoted(out, "\ude00a"));
        Octets two = Octets.of(0x80, 0x80);
        assertThrows(IllegalArgumentException.class, () -> WspWriter.value(out, two));
        assertThrows(IllegalArgumentException.class, () -> WspWriter.longInteger(out, -1));
        assertThrows(IllegalArgumentException.class, () -> WspWriter.shortInteger(out, 128));
        assertThrows(IllegalArgumentException.class, () -> WspWriter.uintvar(out, 1L << 32));
    }

    private static OctetReader in(String hex) {
        return new OctetReader(Octets.ofHex(hex));
    }
}
