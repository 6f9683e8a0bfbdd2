// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultipartTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Content-ID           | <a>                            | c0 223c613e00
                    Content-Location     | a.txt                          | 8e 612e74787400
                    Content-Disposition  | attachment; filename=a.jpg     | ae 08 81 86 612e6a706700
                    Content-Disposition  | inline                         | ae 01 82
                    Content-Disposition  | x-own                          | ae 06 782d6f776e00
                    X-Wap-Application-Id | x-wap-application:mms.ua       | af 84
                    X-Wap-Application-Id | x-wap-application:own          | af 782d7761702d6170706c69636174696f6e3a6f776e00
                    X-Wap-Application-Id | 36865                          | af 02 9001
                    Content-Length       | 1000                           | 8d 02 03e8
                    Encoding-Version     | 1.5                            | c3 95
                    Date                 | 2011-04-04T09:41:50Z           | 92 04 4d99925e
                    X-Own                | some text                      | 582d4f776e00 736f6d65207465787400
                    X-Own                | 0x8a                           | 582d4f776e00 8a
                    0x5f                 | 0x0101                         | df 0101
                    2:0x05               | 0x8a                           | 7f02 85 8a
                    Via                  | 0x9e                           | ab 9e
                    Accept               | image/jpeg                     | 80 9e
                    Accept               | image/jpeg; q=0.5              | 80 03 9e8033
                    Accept               | */*                            | 80 80
                    Accept-Charset       | utf-8                          | 81 ea
                    Accept-Charset       | *                              | 81 80
                    Accept-Charset       | utf-8; q=0.333                 | 81 03 ea8331
                    Accept-Charset       | iso-10646-ucs-2                | 81 03 0203e8
                    Accept-Charset       | x-own                          | 81 782d6f776e00
                    Accept-Encoding      | deflate                        | 82 82
                    Accept-Encoding      | *; q=0                         | 82 02 8301
                    Accept-Language      | en                             | 83 99
                    Accept-Language      | tlh                            | 83 746c6800
                    Accept-Language      | de; q=0.8                      | 83 02 9651
                    Accept-Language      | rm                             | 83 02 018c
                    Accept-Language      | 0x020180                       | 83 02 0180
                    Accept-Ranges        | bytes                          | 84 81
                    Accept-Ranges        | 0x82                           | 84 82
                    Age                  | 300                            | 85 02 012c
                    Allow                | POST                           | 86 e0
                    Public               | GET                            | a2 c0
                    Cache-Control        | no-cache                       | 88 80
                    Cache-Control        | proxy-revalidate               | 88 8a
                    Cache-Control        | max-age=60                     | 88 02 82bc
                    Cache-Control        | s-maxage=86400                 | 88 05 8b03015180
                    Cache-Control        | 0x0280bc                       | 88 02 80bc
                    Cache-Control        | x-own                          | 88 782d6f776e00
                    Connection           | close                          | 89 80
                    Content-Encoding     | gzip                           | 8b 80
                    Content-Language     | fr                             | 8c a2
                    Content-Language     | la                             | 8c 01 8b
                    Content-Range        | 0x020081                       | 90 02 0081
                    Pragma               | no-cache                       | 9f 80
                    Transfer-Encoding    | chunked                        | a7 80
                    """)
    void readsAndWritesHeaders(String name, String value, String hex) throws DecodeException {
        Octets octets = Octets.ofHex(hex);
        List<WspHeader> headers = WspHeaders.decode(new OctetReader(octets));
        assertEquals(List.of(new WspHeader(name, value)), headers);
        OctetWriter out = new OctetWriter();
        WspHeaders.encode(out, headers);
        assertEquals(octets, out.toOctets());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a known name as text          | 686f737400 7800       | Host              | x      | 96 7800
                    with its value as a number    | 61676500 f3           | Age               | 115    | 85 f3
                    with its value as text        | 41474500 31313500     | Age               | 115    | 85 f3
                    its value is not of the form  | 61676500 00           | Age               | ''     | 41676500 00
                    nor a text                    | 61676500 0b00000000000000000000ff | Age   | 0x0b00000000000000000000ff | 41676500 0b00000000000000000000ff
                    a date between two seconds    | 4461746500 313937302d30312d30315430303a30303a30302e355a00 | Date | 1970-01-01T00:00:00.5Z | 4461746500 313937302d30312d30315430303a30303a30302e355a00
                    a number as text              | 3078303500 7800       | Age               | x      | 41676500 7800
                    a number without a name       | 3078356600 7800       | 0x5f              | x      | df 7800
                    on a page                     | 323a3078303500 7800   | 2:0x05            | x      | 7f02 85 7800
                    on a page that there is not   | 3235363a3078303500 7800 | 256:0x05        | x      | 3235363a3078303500 7800
                    text that looks like octets   | 96 3078386500         | Host              | 0x3078386500 | 96 3078386500
                    likewise, not of the form     | 61676500 3078386500   | Age               | 0x3078386500 | 41676500 3078386500
                    a charset by another number   | bb ea                 | Accept-Charset    | utf-8  | 81 ea
                    a quality that is not needed  | 83 01 99              | Accept-Language   | en     | 83 99
                    a language as text            | 83 656e00             | Accept-Language   | en     | 83 99
                    seconds in octets to spare    | 88 04 82 02 003c      | Cache-Control     | 0x048202003c | 88 04 82 02 003c
                    a newer number                | c5 01 82              | Content-Disposition | inline | ae 01 82
                    """)
    void readsEachHeaderAsOneRecord(
            String name, String hex, String header, String value, String ours)
            throws DecodeException {
        List<WspHeader> headers = WspHeaders.decode(new OctetReader(Octets.ofHex(hex)));
        assertEquals(List.of(new WspHeader(header, value)), headers, name);
        assertEquals(header, headers.getFirst().name());
        assertEquals(value, headers.getFirst().value());
        OctetWriter out = new OctetWriter();
        WspHeaders.encode(out, headers);
        assertEquals(Octets.ofHex(ours), out.toOctets());
        assertEquals(headers, WspHeaders.decode(new OctetReader(out.toOctets())));
    }

    @ParameterizedTest
    @CsvSource({"content-id, <a>, Content-ID, <a>", "Age, 0xf3, Age, 115", "0x05, 0x6100, Age, a"})
    void isOneRecordHoweverItIsWritten(String name, String value, String one, String text) {
        WspHeader header = new WspHeader(name, value);
        assertEquals(new WspHeader(one, text), header);
        assertEquals(one, header.name());
        assertEquals(text, header.value());
    }

    @Test
    void writesHeadersOfAnyTextAsText() throws DecodeException {
        List<WspHeader> headers =
                List.of(new WspHeader("Content-Length", "many"), new WspHeader("0xff", "text"));
        OctetWriter out = new OctetWriter();
        WspHeaders.encode(out, headers);
        assertEquals(
                Octets.ofHex("436f6e74656e742d4c656e67746800 6d616e7900" + "3078666600 7465787400"),
                out.toOctets());
        assertEquals(headers, WspHeaders.decode(new OctetReader(out.toOctets())));
    }

    @Test
    void readsAndWritesPartsThatShareTheBodysStorage() throws DecodeException {
        Multipart multipart =
                new Multipart(
                        List.of(
                                new Multipart.Part(
                                        ContentType.of("application/smil"),
                                        List.of(new WspHeader("Content-ID", "<s>")),
                                        Octets.ofHex("3c736d696c2f3e")),
                                new Multipart.Part(
                                        ContentType.of("image/jpeg; name=a.jpg"),
                                        List.of(new WspHeader("Content-Location", "a.jpg")),
                                        Octets.ofOwned(new byte[300]))));
        Multipart read = Multipart.decode(multipart.encode());
        assertEquals(multipart, read);
        assertEquals(Optional.of("<s>"), read.parts().get(0).header("content-id"));
        assertEquals(Optional.empty(), read.parts().get(1).header("content-id"));
        assertEquals(new Multipart(List.of()), Multipart.decode(Octets.of(0)));
    }

    @Test
    void holdsAsManyHeadersAsAreReadAndNoMore() throws DecodeException {
        List<WspHeader> most =
                Collections.nCopies(WspHeaders.MAX_HEADERS, new WspHeader("Age", "1"));
        ContentType type = ContentType.of("text/plain");
        Multipart multipart = new Multipart(List.of(new Multipart.Part(type, most, Octets.EMPTY)));
        assertEquals(multipart, Multipart.decode(multipart.encode()));
        List<WspHeader> more = Collections.nCopies(most.size() + 1, most.getFirst());
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new Multipart.Part(type, more, Octets.EMPTY));
        assertEquals("more than 256 headers", e.getMessage());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothing              | ''          | nEntries at octet 0: need 1 octets, have 0
                    fewer than it says   | 02 01 00 83 | at octet 0: 2 parts announced, 1 there
                    more than it says    | 01 01 00 83 00 | at octet 4: 1 octets after the parts announced
                    data cut short       | 01 01 02 83 61 | entry 0.Data at octet 4: need 2 octets, have 1
                    headers cut short    | 01 05 00 83 | entry 0.HeadersLen at octet 1: need 5 octets, have 2
                    no content type      | 01 00 00    | entry 0.Content-Type at octet 3: need 1 octets, have 0
                    """)
    void saysWhereItIsMalformed(String name, String hex, String message) {
        var e =
                assertThrows(
                        DecodeException.class, () -> Multipart.decode(Octets.ofHex(hex)), name);
        assertEquals(message, e.getMessage());
    }

    @Test
    void readsAsManyPartsAsItsLimitAndNoMore() throws DecodeException {
        Multipart.Part part =
                new Multipart.Part(ContentType.of("text/plain"), List.of(), Octets.EMPTY);
        Multipart most = new Multipart(Collections.nCopies(Multipart.MAX_PARTS, part));
        assertEquals(most, Multipart.decode(most.encode()));
        List<Multipart.Part> tooMany = Collections.nCopies(Multipart.MAX_PARTS + 1, part);
        assertThrows(IllegalArgumentException.class, () -> new Multipart(tooMany));
        Octets more = Octets.ofHex("8201" + "010083".repeat(Multipart.MAX_PARTS + 1));
        var e = assertThrows(DecodeException.class, () -> Multipart.decode(more));
        assertEquals("nEntries at octet 0: 257 parts, at most 256", e.getMessage());
    }
}
