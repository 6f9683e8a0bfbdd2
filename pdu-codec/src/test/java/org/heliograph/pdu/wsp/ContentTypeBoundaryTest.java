// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.Recorded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ends of the tables and counts of content types and headers. */
class ContentTypeBoundaryTest {
    /** Q-value (§8.4.2.3): 1 to 100 are hundredths from 0 on, 101 to 1099 thousandths. */
    @ParameterizedTest
    @CsvSource({"0, 01", "0.01, 02", "0.1, 0b", "0.99, 64", "0.001, 65", "0.999, 884b"})
    void readsAndWritesQualityFactors(String quality, String hex) throws DecodeException {
        Octets value = Octets.ofHex(hex);
        Octets octets = Octets.of(2 + value.length(), 0x82, 0x80).plus(value);
        ContentType html = ContentType.of("text/html; q=" + quality);
        assertEquals(html, ContentType.decode(new OctetReader(octets)));
        assertEquals(octets, html.encode());
    }

    @ParameterizedTest
    @CsvSource({"03 828000, 0", "04 8280 884c, 1100"})
    void refusesQualityFactorsBeyond(String hex, int value) {
        var e =
                assertThrows(
                        DecodeException.class,
                        () -> ContentType.decode(new OctetReader(Octets.ofHex(hex))));
        assertEquals("parameter at octet 3: " + value + " is no quality factor", e.getMessage());
    }

    /** What has no Q-value is written by name, and read back. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "1.001", "-0.1", "0.9999", "0.0001", "0.5000", "high", "9"})
    void keepsWhatIsNoQualityFactor(String quality) throws DecodeException {
        ContentType html = ContentType.of("text/html; q=" + quality);
        assertEquals(html, ContentType.decode(new OctetReader(html.encode())));
    }

    @Test
    void readsEveryNumberOfAMediaType() throws DecodeException {
        for (int number = 0; number <= 0x7F; number++) {
            ContentType type = ContentType.decode(new OctetReader(Octets.of(number | 0x80)));
            ContentType again = ContentType.decode(new OctetReader(type.encode()));
            assertEquals(type, again, () -> "number " + type);
            assertEquals(1, type.encode().length(), () -> type.toString());
        }
        assertEquals("*/*", ContentType.decode(new OctetReader(Octets.of(0x80))).mediaType());
        assertEquals(
                "unknown/0x7f", ContentType.decode(new OctetReader(Octets.of(0xFF))).mediaType());
        assertEquals("020180", ContentType.of("unknown/0x80").encode().toHex(), "general form");
    }

    @Test
    void readsUpTo64Parameters() throws DecodeException {
        String parameter = "85 6100"; // name=a
        ContentType most = decode("1f8141 9e" + parameter.repeat(64));
        assertEquals(64, most.parameters().size());
        var e =
                assertThrows(
                        DecodeException.class, () -> decode("1f8144 9e" + parameter.repeat(65)));
        assertEquals("at octet 196: more than 64 parameters", e.getMessage());
    }

    private static ContentType decode(String hex) throws DecodeException {
        return ContentType.decode(new OctetReader(Octets.ofHex(hex)));
    }

    /** The number of q is 0, so its octet 0x80 the first of short integers. */
    @Test
    void keepsTheOctetsOfAWrongParameter() throws DecodeException {
        Reading reading = Reading.kind();
        OctetReader in = new OctetReader(Octets.ofHex("06 82 8000 85 6100"), reading);
        ContentType type = ContentType.decode(in);
        assertEquals(
                List.of("q", "name"),
                type.parameters().stream().map(ContentType.Parameter::name).toList());
        assertEquals(
                "[parameter at octet 3: 0 is no quality factor]", reading.deviations().toString());
    }

    /** §8.4.2.54: a URI or its number in OMNA's registry, which ends at 10 here. */
    @ParameterizedTest
    @CsvSource({
        "af80, x-wap-application:*",
        "af8a, x-wap-application:wv.ua",
        "af8b, 11",
        "af029001, 36865"
    })
    void readsAndWritesPushApplications(String hex, String value) throws DecodeException {
        assertReadsAndWrites(hex, new WspHeader("X-Wap-Application-Id", value));
    }

    /** §8.4.2.70: 0x7f shifts to the page in the next octet, 1 to 31 to that page. */
    @ParameterizedTest
    @CsvSource({"7f00858a, 0:0x05", "7f02858a, 2:0x05", "7f20858a, 32:0x05", "7fffff8a, 255:0x7f"})
    void readsAndWritesHeadersOfOtherPages(String hex, String name) throws DecodeException {
        assertReadsAndWrites(hex, new WspHeader(name, "0x8a"));
    }

    @Test
    void readsShortCutShifts() throws DecodeException {
        assertEquals(
                List.of(new WspHeader("31:0x05", "0x8a"), new WspHeader("2:0x05", "0x8a")),
                WspHeaders.decode(new OctetReader(Octets.ofHex("1f 85 8a 02 85 8a"))));
    }

    @Test
    void writesByNameWhatIsOnNoPage() throws DecodeException {
        List<WspHeader> headers = List.of(new WspHeader("256:0x05", "0x8a"));
        OctetWriter out = new OctetWriter();
        WspHeaders.encode(out, headers);
        assertEquals(
                "256:0x05", out.toOctets().toString(StandardCharsets.US_ASCII).substring(0, 8));
        assertEquals(headers, WspHeaders.decode(new OctetReader(out.toOctets())));
    }

    private static void assertReadsAndWrites(String hex, WspHeader header) throws DecodeException {
        Octets octets = Octets.ofHex(hex);
        assertEquals(List.of(header), WspHeaders.decode(new OctetReader(octets)));
        OctetWriter out = new OctetWriter();
        WspHeaders.encode(out, List.of(header));
        assertEquals(octets, out.toOctets());
    }

    @Test
    void readsEveryNumberOfAHeader() throws DecodeException {
        for (int number = 0; number <= 0x7F; number++) {
            Octets octets = Octets.of(number | 0x80).plus(Octets.ofHex("05 01ffffffff"));
            Reading reading = Reading.kind();
            List<WspHeader> headers = WspHeaders.decode(new OctetReader(octets, reading));
            assertEquals(1, headers.size());
            OctetWriter out = new OctetWriter();
            WspHeaders.encode(out, headers);
            List<WspHeader> again =
                    WspHeaders.decode(new OctetReader(out.toOctets(), Reading.kind()));
            assertEquals(headers, again);
        }
    }

    @Test
    void boundsHeaders() throws DecodeException {
        Octets most = Octets.ofHex("8d 80".repeat(WspHeaders.MAX_HEADERS)); // Content-Length
        assertEquals(256, WspHeaders.decode(new OctetReader(most)).size());
        Octets more = most.plus(Octets.ofHex("8d80"));
        var e = assertThrows(DecodeException.class, () -> WspHeaders.decode(new OctetReader(more)));
        assertEquals("at octet 512: more than 256 headers", e.getMessage());
        Reading reading = Reading.kind();
        assertEquals(256, WspHeaders.decode(new OctetReader(more, reading)).size());
        assertEquals("[at octet 512: more than 256 headers]", reading.deviations().toString());
    }

    @Test
    void recordsTheFieldsOfAMultipart() throws DecodeException {
        assertEquals(
                """
                nEntries 0-1
                entry 0 1-14
                  HeadersLen 1-2
                  DataLen 2-3
                  Content-Type 3-7
                    media type 4-5
                    parameter 5-7
                  Content-ID 7-12
                  Data 12-14
                entry 1 14-18
                  HeadersLen 14-15
                  DataLen 15-16
                  Content-Type 16-17
                    media type 16-17
                  Data 17-18
                """,
                Recorded.strictly(
                        "02 09 02 03 83 81ea c0 223c3e00 cafe 01 01 9e ff", Multipart::decode));
    }

    @Test
    void readsAndWritesAMultipartOfNoParts() throws DecodeException {
        assertTrue(Multipart.decode(Octets.ofHex("00")).parts().isEmpty());
        assertEquals("00", new Multipart(List.of()).encode().toHex());
    }
}
