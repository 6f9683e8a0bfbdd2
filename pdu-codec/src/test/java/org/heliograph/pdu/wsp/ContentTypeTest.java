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
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.wsp.ContentType.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypeTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application/vnd.wap.mms-message          | be
                    image/jpeg                               | 9e
                    application/smil                         | 6170706c69636174696f6e2f736d696c00
                    application/vnd.wv.csp+wbxml             | cd
                    unknown/0x77                             | f7
                    unknown/0x305                            | 03 02 0305
                    text/plain; charset=utf-8                | 03 83 81 ea
                    text/plain; charset=shift_jis            | 03 83 81 91
                    text/plain; charset=utf-16               | 05 83 81 02 03f7
                    text/plain; charset=9999                 | 05 83 81 02 270f
                    image/jpeg; name=a.jpg                   | 08 9e 85 612e6a706700
                    image/jpeg; name="a b.jpg"               | 0a 9e 85 6120622e6a706700
                    image/jpeg; filename=a.jpg               | 08 9e 86 612e6a706700
                    application/vnd.wap.multipart.related; start="<s>"; type="application/smil" | 18 b3 8a 3c733e00 89 6170706c69636174696f6e2f736d696c00
                    application/vnd.wap.multipart.related; type="text/plain" | 03 b3 89 83
                    text/html; level=1.2                     | 03 82 82 92
                    text/html; q=0.5                         | 03 82 80 33
                    text/html; q=0.333                       | 04 82 80 8331
                    text/plain; 0x1f=0x8a                    | 03 83 9f 8a
                    multipart/mixed; boundary=xyz            | 0e 8c 626f756e6461727900 78797a00
                    multipart/mixed; boundary="x y"          | 0f 8c 626f756e6461727900 22782079 00
                    text/plain; x-depth=7                    | 0a 83 782d646570746800 87
                    text/plain; size=5000                    | 05 83 96 02 1388
                    text/plain; read-date="2011-04-04T09:41:50Z" | 07 83 95 044d99925e
                    """)
    void readsAndWrites(String text, String hex) throws DecodeException {
        Octets octets = Octets.ofHex(hex);
        ContentType type = ContentType.decode(new OctetReader(octets));
        assertEquals(text, type.toString());
        assertEquals(type, ContentType.of(text));
        assertEquals(octets, type.encode());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name of WSP 1.4, quoted      | 09 9e 97 22612e6a706700          | image/jpeg; name=a.jpg
                    name of WSP 1.4, token       | 08 9e 97 612e6a706700            | image/jpeg; name=a.jpg
                    start of WSP 1.4             | 07 b3 99 223c733e00              | application/vnd.wap.multipart.related; start="<s>"
                    general form, no parameters  | 01 9e                            | image/jpeg
                    long value length            | 1f 03 83 81 ea                   | text/plain; charset=utf-8
                    the number of a type as text | 756e6b6e6f776e2f30784500         | multipart/byteranges
                    type as text in upper case   | 496d6167652f4a50454700           | image/jpeg
                    charset by name              | 0f 83 6368617273657400 7574662d3800 | text/plain; charset=utf-8
                    """)
    void readsWhatOthersWrite(String name, String hex, String text) throws DecodeException {
        Octets octets = Octets.ofHex(hex.strip());
        assertEquals(text, ContentType.decode(new OctetReader(octets)).toString(), name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    type by the number of an integer | 03 81 83 8a                     | type=10
                    a text under that number         | 06 81 83 23 9d ff 00            | type="#\u009d\u00ff"
                    text that looks like octets      | 07 9e 85 3078386100             | name=0x3078386100
                    likewise, in quotation marks     | 08 9e 97 223078386100           | name="\\\\"0x8a"
                    a known name as text             | 0a 9e 6e616d6500 612e6200       | name=a.b
                    of which the value is a number   | 07 9e 6e616d6500 85             | name=5
                    a number as text                 | 0a 9e 3078313700 612e6200       | name=a.b
                    a value of another type          | 03 9e 85 8a                     | name=10
                    an integer of 81 bits as a text  | 0e 9e 85 0b0100000000000000000000   | name=0x0b0100000000000000000000
                    an integer of 81 bits            | 11 9e 782d6100 0b0100000000000000000000 | x-a=0x0b0100000000000000000000
                    an integer with a zero first     | 08 9e 782d6100 020001           | x-a=0x020001
                    a number of two octets           | 05 9e 02 0102 cb                | 0x102=0xcb
                    a quality of one                 | 05 9e 7100 3100                 | q=1
                    a quality below none             | 03 9e 80 00                     | q=""
                    a quality like no number         | 08 9e 7100 3965393900           | q=9e99
                    a quality as text                | 07 9e 7100 302e3000             | q=0.0
                    """)
    void readsEachParameterAsOneRecord(String name, String hex, String text)
            throws DecodeException {
        OctetReader in = new OctetReader(Octets.ofHex(hex), Reading.kind());
        ContentType type = ContentType.decode(in);
        assertEquals(
                text.translateEscapes(),
                type.toString().substring(type.mediaType().length() + 2),
                name);
        assertEquals(type, ContentType.decode(new OctetReader(type.encode())));
        assertEquals(type, ContentType.of(type.toString()));
    }

    @Test
    void boundsTheParameters() throws DecodeException {
        List<Parameter> most = Collections.nCopies(64, new Parameter("size", "1"));
        ContentType type = new ContentType("a/b", most);
        assertEquals(type, ContentType.decode(new OctetReader(type.encode())));
        List<Parameter> more = Collections.nCopies(65, most.getFirst());
        var e = assertThrows(IllegalArgumentException.class, () -> new ContentType("a/b", more));
        assertEquals("more than 64 parameters", e.getMessage());
        OctetWriter both = new OctetWriter();
        WspWriter.text(both, "a/b" + ";c=d".repeat(64));
        both.octet(0x96).octet(0x81);
        OctetWriter sized = new OctetWriter();
        WspWriter.sized(sized, both.toOctets());
        OctetReader in = new OctetReader(sized.toOctets(), Reading.kind());
        assertThrows(DecodeException.class, () -> ContentType.decode(in));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothing               | ''             | at octet 0: need 1 octets, have 0
                    empty general form    | 00             | media type at octet 1: need 1 octets, have 0
                    runs past the end     | 05 83 81       | at octet 1: need 5 octets, have 2
                    no media type         | 20200020       | media type at octet 0: not a media type
                    line break in it      | 612f620d0a6300 | media type at octet 0: not a media type
                    parameter cut short   | 02 83 81       | parameter at octet 3: need 1 octets, have 0
                    parameter in the text | 696d6167652f676966 3b206e616d653d6100 | media type at octet 0: parameters in the text of the media type
                    charset as text       | 08 83 81 7574662d3800 | parameter at octet 3: the name of a character set, not its number
                    value of a wrong type | 03 9e 85 8a    | parameter at octet 3: 0x8a starts no text
                    """)
    void saysWhereItIsMalformed(String name, String hex, String message) {
        OctetReader in = new OctetReader(Octets.ofHex(hex));
        var e = assertThrows(DecodeException.class, () -> ContentType.decode(in), name);
        assertEquals(message, e.getMessage());
    }

    @Test
    void findsParametersWhateverTheCase() {
        ContentType type = ContentType.of("Text/Plain; Charset=\"UTF-8\"; name=\"a\\\"b;c\"");
        assertEquals("text/plain", type.mediaType());
        assertEquals(Optional.of("UTF-8"), type.parameter("CHARSET"));
        assertEquals(Optional.of("a\"b;c"), type.parameter("name"));
        assertEquals(Optional.empty(), type.parameter("start"));
    }

    @Test
    void refusesTextThatIsNoContentType() {
        for (String text : new String[] {"", "text", "a/b/c", "a/b; =c", "a/b; c=\"d", "a /b"}) {
            assertThrows(IllegalArgumentException.class, () -> ContentType.of(text), text);
        }
    }

    @Test
    void boundsTheParametersOfAText() {
        assertThrows(
                IllegalArgumentException.class, () -> ContentType.of("a/b" + ";c=d".repeat(65)));
    }
}
