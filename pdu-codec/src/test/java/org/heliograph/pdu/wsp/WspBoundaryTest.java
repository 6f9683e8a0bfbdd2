// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Locale;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where one kind of WSP value ends and the next begins (WAP-230-WSP §8.4.1.2 and §8.4.2). */
class WspBoundaryTest {
    /** Value-length: 0 to 30 in one octet, else 31 and a uintvar (§8.4.2.2). */
    @ParameterizedTest
    @CsvSource({"0, 00", "30, 1e", "31, 1f1f", "127, 1f7f", "128, 1f8100"})
    void writesAndReadsValueLengths(int length, String hex) throws DecodeException {
        Octets octets = Octets.ofOwned(new byte[length]);
        OctetWriter out = new OctetWriter();
        WspWriter.sized(out, octets);
        assertEquals(Octets.ofHex(hex).plus(octets), out.toOctets());
        assertEquals(length, WspReader.sized(new OctetReader(out.toOctets())).remaining());
    }

    @Test
    void tellsValuesByTheirFirstOctet() throws DecodeException {
        for (int first = 0; first <= 0xFF; first++) {
            boolean text = first == 0 || (first >= 32 && first <= 127);
            assertEquals(text, WspReader.startsText(first), Integer.toHexString(first));
        }
    }

    /** A text ends with its zero, an octet from 0x80 on is whole, others count what follows. */
    @ParameterizedTest
    @ValueSource(strings = {"206100", "7f6100", "80", "ff", "00", "0155", "1f00", "1f0155"})
    void tellsWhereAValueEnds(String hex) throws DecodeException {
        OctetReader in = new OctetReader(Octets.ofHex(hex + "5500"));
        assertEquals(hex, WspReader.value(in).toHex());
        assertEquals(2, in.remaining());
    }

    @Test
    void tellsValueLengthsAndIntegersFromText() {
        assertMalformed(
                "at octet 0: 0x20 is no value length",
                Octets.ofHex("20" + "00".repeat(40)),
                WspReader::sized);
        assertMalformed(
                "at octet 0: 0x1f starts no long integer",
                Octets.ofHex("1f" + "00".repeat(40)),
                WspReader::longInteger);
    }

    private interface Read {
        Object from(OctetReader in) throws DecodeException;
    }

    private static void assertMalformed(String message, Octets octets, Read read) {
        var e = assertThrows(DecodeException.class, () -> read.from(new OctetReader(octets)));
        assertEquals(message, e.getMessage());
    }

    @Test
    void readsIntegersUpToTheirBounds() throws DecodeException {
        assertMalformed(
                "at octet 0: long integer of more than 63 bits",
                Octets.ofHex("1e" + "01".repeat(30)),
                WspReader::longInteger);
        assertMalformed(
                "at octet 0: long integer of more than 63 bits",
                Octets.ofHex("08 8000000000000000"),
                WspReader::longInteger);
        assertMalformed(
                "at octet 0: 0x7f is no short integer",
                Octets.ofHex("7f"),
                WspReader::shortInteger);
        assertEquals(0, WspReader.shortInteger(new OctetReader(Octets.of(0x80))));
        assertEquals(
                Instant.ofEpochSecond(0xFF_FFFF_FFFFL),
                WspReader.date(new OctetReader(Octets.ofHex("05 ffffffffff"))));
    }

    /** Quote stands before 0x80 to 0xff (§8.4.2.1). */
    @Test
    void wantsAQuoteBeforeHighOctets() throws DecodeException {
        assertMalformed(
                "at octet 0: 0x80 starts a text without a Quote",
                Octets.ofHex("804100"),
                WspReader::textOctets);
        Reading reading = Reading.kind();
        OctetReader in = new OctetReader(Octets.ofHex("804100"), reading);
        assertEquals(Octets.of(0x80, 0x41), WspReader.textOctets(in));
        assertEquals(1, reading.deviations().size());
        assertEquals(
                Octets.of(0x80, 0x41),
                WspReader.textOctets(new OctetReader(Octets.ofHex("7f804100"))));
    }

    /** Also before control characters, which start a value length, and before Quote itself. */
    @ParameterizedTest
    @CsvSource({
        "1f, 7f1f00",
        "20, 2000",
        "7e, 7e00",
        "7f, 7f7f00",
        "80, 7f8000",
        "ff, 7fff00",
        "'', 00"
    })
    void quotesTextWhereItMust(String text, String hex) throws DecodeException {
        OctetWriter out = new OctetWriter();
        WspWriter.textOctets(out, Octets.ofHex(text));
        assertEquals(hex, out.toOctets().toHex());
        assertEquals(Octets.ofHex(text), WspReader.textOctets(new OctetReader(out.toOctets())));
    }

    @Test
    void readsOctetsThatAreNoUtf8AsLatin1() {
        assertEquals("\u0080", WspReader.toText(Octets.of(0x80)));
        assertEquals("\u007F", WspReader.toText(Octets.of(0x7F)));
        assertEquals("é", WspReader.toText(Octets.of(0xC3, 0xA9)));
        assertEquals("Ãa", WspReader.toText(Octets.of(0xC3, 0x61)));
    }

    /** RFC 2616 §2.2, which WSP refers to: any character but controls and separators. */
    @Test
    void knowsTheCharactersOfATokenAndTheirBounds() {
        for (int c = 0; c < 0x100; c++) {
            boolean expected = c > 32 && c < 127 && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0;
            assertEquals(expected, HeaderText.isToken("a" + (char) c), "character " + c);
        }
        assertEquals(false, HeaderText.isToken(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            v                   | v
            v;                  | v
            v ; a = b           | v; a=b
            v;a                 | v; a=""
            v;a;b=c             | v; a=""; b=c
            v;a=b;c             | v; a=b; c=""
            v;;b=c              | v; b=c
            v;a="b";c=d         | v; a=b; c=d
            v;a="b;c" ;d=e      | v; a="b;c"; d=e
            v;a=   "b c"        | v; a="b c"
            v;a=                | v; a=""
            v;a=  b  ;c=d       | v; a=b; c=d
            v;a="b\\"c\\\\d"    | v; a="b\\"c\\\\d"
            v;a="\\b"           | v; a=b
            v;a=b=c             | v; a="b=c"
            """)
    void readsParametersInText(String text, String printed) {
        assertEquals(printed, HeaderText.parse(text).print());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v;a=\"", "v;a=\"b", "v;a=\"b\\", "v;a=\"b\\\"", "v;=b", "v;a b=c"})
    void refusesParametersThatAreNone(String text) {
        assertThrows(IllegalArgumentException.class, () -> HeaderText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\uD83D", "\uD83Da", "\uDE31\uD83D", "😱\uDE31"})
    void refusesHalvesOfSurrogatePairs(String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> WspWriter.requireText(text));
        assertEquals("text with an unpaired surrogate", e.getMessage());
    }

    @Test
    void takesWholeSurrogatePairs() {
        assertEquals("😱😱a", WspWriter.requireText("😱😱a"));
        var e = assertThrows(IllegalArgumentException.class, () -> WspWriter.requireText("😱\0"));
        assertEquals("text with a zero character", e.getMessage());
    }

    /** What looks like a number but is none is text. */
    @ParameterizedTest
    @ValueSource(strings = {"unknown/0x", "unknown/0x-1", "unknown/0x+1", "unknown/0xg"})
    void writesMediaTypesWithoutANumberAsText(String type) throws DecodeException {
        Octets octets = ContentType.of(type).encode();
        assertEquals(type, octets.slice(0, octets.length() - 1).toString(US_ASCII));
        assertEquals(type, ContentType.decode(new OctetReader(octets)).mediaType());
    }

    @Test
    void readsAValueOfNothingButParameters() {
        assertEquals("", HeaderText.parse(";a=b").value());
        assertEquals(1, HeaderText.parse(";a=b").parameters().size());
        assertEquals(64, HeaderText.parse("v" + ";a=b".repeat(64)).parameters().size());
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> HeaderText.parse("v" + ";a=b".repeat(65)));
        assertEquals("more than 64 parameters", e.getMessage());
    }

    /** IANA's numbers of character sets; what is in no int is none. */
    @Test
    void knowsNoCharsetBeyondItsNumbers() {
        assertEquals("us-ascii", WspCharset.name(3).orElseThrow());
        assertEquals(true, WspCharset.name(0x1_0000_0003L).isEmpty());
        assertEquals(true, WspCharset.name(Integer.MAX_VALUE).isEmpty());
        assertEquals(true, WspCharset.charset(0).isEmpty(), "any");
        assertEquals("UTF-16BE", WspCharset.charset(1000).orElseThrow().name());
        assertEquals(106, WspCharset.mibEnum("UTF-8".toLowerCase(Locale.ROOT)).orElseThrow());
    }
}
