// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.wappush.WapPush;
import org.heliograph.wappush.WspPush;
import org.heliograph.wappush.content.PushContent.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushContentCodecTest {
    private static final ContentType SIC = ContentType.of("application/vnd.wap.sic");
    private static final ContentType SLC = ContentType.of("application/vnd.wap.slc");
    private static final ContentType COC = ContentType.of("application/vnd.wap.coc");
    private static final ContentType SI = ContentType.of("text/vnd.wap.si");
    private static final List<ContentType> TYPES =
            List.of(
                    SIC,
                    SLC,
                    COC,
                    SI,
                    ContentType.of("text/vnd.wap.sl"),
                    ContentType.of("text/vnd.wap.co"));

    private static final String EVERY_SPACE_AND_SIGN = "ab <>&\"'\t\n\r;#]üЖ猫\uD83D\uDE00";

    @Test
    void writesTheTokensOfTheStandard() throws DecodeException {
        // the example of WAP-167 §8.4, with a host reserved for examples
        ServiceIndication mail =
                new ServiceIndication(
                        List.of(
                                new ServiceIndication.Href("http://www.xyz.com/email/123/abc.wml"),
                                new ServiceIndication.Created(
                                        Instant.parse("1999-06-25T15:23:15Z")),
                                new ServiceIndication.Expires(
                                        Instant.parse("1999-06-30T00:00:00Z"))),
                        "You have 4 new emails",
                        List.of());
        Octets wbxml =
                Octets.ofHex(
                        "02056a00 45 c6 0d 0378797a00 85 03656d61696c2f3132332f6162632e776d6c00"
                                + "0a c307 19990625152315 10 c304 19990630 01"
                                + "03596f7520686176652034206e657720656d61696c7300 01 01");
        assertEquals(wbxml, PushContentCodec.encode(mail, Form.WBXML));
        assertEquals(mail, PushContentCodec.decode(SIC, wbxml));
        assertEquals(
                """
                <?xml version="1.0"?>
                <!DOCTYPE si PUBLIC "-//WAPFORUM//DTD SI 1.0//EN" "http://www.wapforum.org/DTD/si.dtd">
                <si><indication href="http://www.xyz.com/email/123/abc.wml" created="1999-06-25T15:23:15Z"\
                 si-expires="1999-06-30T00:00:00Z">You have 4 new emails</indication></si>
                """,
                PushContentCodec.encode(mail, Form.TEXT).toString(StandardCharsets.UTF_8));
        assertEquals(ServiceIndication.Action.SIGNAL_MEDIUM, mail.action());
        assertEquals(Optional.of("http://www.xyz.com/email/123/abc.wml"), mail.href());
        assertEquals(Optional.empty(), mail.id());
        assertEquals(Optional.of(Instant.parse("1999-06-30T00:00:00Z")), mail.expires());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    every action           | sic | 02056a00 45 86 05 01 01
                    deletion by id         | sic | 02056a00 45 86 11 03693100 09 01 01
                    text only              | sic | 02056a00 45 46 0361 00 01 01
                    with info              | sic | 02056a00 45 06 47 c8 12 036300 01 036900 01 01 01
                    secure                 | sic | 02056a00 45 86 0f 0361 00 86 0362 00 01 01
                    loading                | slc | 02066a00 85 09 0361 00 85 01
                    loading at once        | slc | 02066a00 85 0c 0361 00 06 01
                    loading into the cache | slc | 02066a00 85 08 0361 00 07 01
                    one object             | coc | 02076a00 45 86 06 0361 00 01 01
                    objects and services   | coc | 02076a00 45 87 07 0361 00 88 01 86 05 0362 00 01 01
                    """)
    void readsWbxmlAndWritesItBack(String name, String type, String hex) throws DecodeException {
        Octets octets = Octets.ofHex(hex);
        ContentType contentType = ContentType.of("application/vnd.wap." + type);
        PushContent content = PushContentCodec.decode(contentType, octets);
        assertEquals(octets, PushContentCodec.encode(content, Form.WBXML), name);
        ContentType text = PushContentCodec.contentType(content, Form.TEXT);
        assertEquals(
                content,
                PushContentCodec.decode(text, PushContentCodec.encode(content, Form.TEXT)));
    }

    /** Each says what the shortest form says with an href of http://a.com/ and the text hi. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    the shortest           | 02056a00 45 c6 0c 036100 85 01 03686900 01 01
                    WBXML 1.0, no charset  | 000500 45 c6 0c 036100 85 01 03686900 01 01
                    WBXML 1.3, Latin-1     | 03050400 45 c6 0c 036100 85 01 03686900 01 01
                    unknown identifier     | 02016a00 45 c6 0c 036100 85 01 03686900 01 01
                    identifier as text     | 0200006a1c 2d2f2f574150464f52554d2f2f44544420534920312e302f2f454e00 45 c6 0c 036100 85 01 03686900 01 01
                    no charset said        | 02050000 45 c6 0c 036100 85 01 03686900 01 01
                    UTF-16                 | 0205 8775 00 45 c6 0c 0300610000 85 01 03006800690000 01 01
                    string table           | 02056a05 6869006100 45 c6 0c 8303 85 01 8300 01 01
                    into a string          | 02056a04 78686900 45 c6 0c 036100 85 01 8301 01 01
                    literal tag and name   | 02056a10 696e6469636174696f6e00 6872656600 45 c4 00 04 0b 03687474703a2f2f6100 85 01 03686900 01 01
                    entities               | 02056a00 45 c6 0c 0261 85 01 0268 0269 01 01
                    split text             | 02056a00 45 c6 0b 03687474703a2f2f00 036100 032e636f6d2f00 01 036800 036900 01 01
                    page named             | 02056a00 000045 0000c6 00000c 036100 85 01 0000 03686900 01 01
                    """)
    void readsEveryWayToSayTheSame(String name, String hex) throws DecodeException {
        PushContent content = PushContentCodec.decode(SIC, Octets.ofHex(hex));
        assertEquals(ServiceIndication.of("http://a.com/", "hi"), content, name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    plainest        | <si><indication href="http://a.com/">hi</indication></si>
                    with prologue   | <?xml version='1.0' encoding='iso-8859-1'?><!-- - --> <!DOCTYPE si SYSTEM "x>"> <si> <indication href = 'http://a.com/' >hi</indication > </si> <?end?>
                    white space     | <si><indication href="http://a.com/"><!-- c -->   h<![CDATA[i]]>   </indication></si>
                    references      | <si><indication href="http&#58;&#x2F;/a.com/">&#104;i</indication></si>
                    """)
    void readsTextAsWell(String name, String xml) throws DecodeException {
        PushContent content =
                PushContentCodec.decode(SI, Octets.of(xml, StandardCharsets.ISO_8859_1));
        assertEquals(ServiceIndication.of("http://a.com/", "hi"), content, name);
    }

    @Test
    void readsTextInTheCharsetThatIsSaid() throws DecodeException {
        String xml = "<si><indication>ü</indication></si>";
        ServiceIndication expected = new ServiceIndication(List.of(), "ü", List.of());
        String declared = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + xml;
        for (Octets body :
                List.of(
                        Octets.of(xml, StandardCharsets.UTF_8),
                        Octets.of("\uFEFF" + xml, StandardCharsets.UTF_8),
                        Octets.of(xml, StandardCharsets.UTF_16),
                        Octets.of(declared, StandardCharsets.ISO_8859_1))) {
            assertEquals(expected, PushContentCodec.decode(SI, body));
        }
        ContentType latin1 = ContentType.of("text/vnd.wap.si; charset=iso-8859-1");
        assertEquals(
                expected,
                PushContentCodec.decode(latin1, Octets.of(xml, StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothing                | sic | ''                             | SI.version at octet 0: need 1 octets, have 0
                    a later version        | sic | 04                             | SI.version at octet 0: version 0x04
                    another document       | sic | 02066a00 85 08 01              | SI.public id at octet 1: document of another type
                    an unknown charset     | sic | 02058f4000                     | SI.charset at octet 2: charset 1984
                    string table cut short | sic | 02056a05 61                    | SI.string table at octet 3: need 5 octets, have 1
                    no such tag            | sic | 02056a00 49 01                 | SI.body at octet 4: 0x09 is no tag
                    no such attribute      | sic | 02056a00 45 86 13 01 01        | SI.body.si.indication at octet 6: 0x13 is no attribute
                    no such value          | sic | 02056a00 45 86 0b 89 01 01     | SI.body.si.indication.href at octet 7: 0x89 is no text
                    an extension           | sic | 02056a00 45 46 c0 01 01        | SI.body.si.indication at octet 6: 0xc0 is no text
                    text without end       | sic | 02056a00 45 46 0361            | SI.body.si.indication at octet 8: need 1 octets, have 0
                    text of another kind   | sic | 02056a00 45 46 03ff00 01 01    | SI.body.si.indication at octet 6: text that is not UTF-8
                    outside the table      | sic | 02056a0161 45 46 8301          | SI.body.si.indication at octet 7: index 1 outside the string table
                    a table without end    | sic | 02056a0161 45 46 8300          | SI.body.si.indication at octet 8: need 1 octets, have 0
                    an impossible entity   | sic | 02056a00 45 46 0200 01 01      | SI.body.si.indication at octet 7: entity 0
                    another code page      | sic | 02056a00 0001 45               | SI.body at octet 5: code page 1
                    a date of three octets | sic | 02056a00 45 86 0a c303 199906 01 01 | SI.body.si.indication.created at octet 7: date of 3 octets
                    no date                | sic | 02056a00 45 86 0a c304 19991332 01 01 | SI at octet 0: not a date and time
                    two of one             | sic | 02056a00 45 86 05 06 01 01     | SI at octet 0: two of action
                    an action of one's own | sic | 02056a00 45 86 05 036100 01 01 | SI at octet 0: value of action
                    a control character    | sic | 02056a00 45 46 030700 01 01    | SI at octet 0: character 0x7
                    no indication          | sic | 02056a00 05                    | SI at octet 0: si of 0 elements
                    item for indication    | sic | 02056a00 45 08 01              | SI at octet 0: item where indication is due
                    item without class     | sic | 02056a00 45 06 47 08 01 01     | SI at octet 0: item without class
                    more behind it         | sic | 02056a00 45 06 01 00           | SI at octet 7: 1 octets left over
                    loading of nothing     | slc | 02066a00 05                    | SL at octet 0: sl without href
                    loading with text      | slc | 02066a00 c5 08 01 036100 01    | SL at octet 0: text inside sl
                    no invalidation        | coc | 02076a00 05                    | CO at octet 0: co of 0 elements
                    """)
    void saysWhereWbxmlIsMalformed(String name, String type, String hex, String message) {
        ContentType contentType = ContentType.of("application/vnd.wap." + type);
        var e =
                assertThrows(
                        DecodeException.class,
                        () -> PushContentCodec.decode(contentType, Octets.ofHex(hex)),
                        name);
        assertEquals(message, e.getMessage());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    an entity of its own   | <!DOCTYPE si [<!ENTITY a "b">]><si/>          | SI at octet 14: declarations of its own
                    a fetched entity       | <!DOCTYPE si SYSTEM "f" [ ]><si/>             | SI at octet 25: declarations of its own
                    an unknown entity      | <si><indication>&nbsp;</indication></si>      | SI at octet 17: unknown entity
                    a zero character       | <si><indication>&#0;</indication></si>        | SI at octet 17: character 0x0
                    a bare ampersand       | <si><indication>a & b</indication></si>       | SI at octet 19: reference without end
                    the wrong end          | <si><indication></si></si>                    | SI at octet 20: end of another element than indication
                    no end                 | <si><indication>                              | SI at octet 16: document cut short
                    a comment without end  | <si><!-- </si>                                | SI at octet 8: --> is missing
                    two of one             | <si><indication href="a" href="b"/></si>      | SI at octet 30: two of href
                    a foreign attribute    | <si><indication style="a"/></si>              | SI at octet 0: attribute style
                    no quotation mark      | <si><indication href=a/></si>                 | SI at octet 22: value without quotation mark
                    a second document      | <si><indication/></si><si/>                   | SI at octet 22: more after the document
                    too deep               | <si><a><b><c/></b></a></si>                   | SI at octet 11: too many elements
                    no document            | `hello`                                       | SI at octet 0: < is missing
                    """)
    void saysWhereTextIsMalformed(String name, String xml, String message) {
        Octets body = Octets.of(xml, StandardCharsets.UTF_8);
        var e = assertThrows(DecodeException.class, () -> PushContentCodec.decode(SI, body), name);
        assertEquals(message, e.getMessage());
    }

    @Test
    void readsBackWhateverCanBeWritten() throws DecodeException {
        Drawn drawn = new Drawn(167, EVERY_SPACE_AND_SIGN);
        for (int i = 0; i < 5_000; i++) {
            PushContent content = drawn.content();
            for (Form form : Form.values()) {
                Octets octets = PushContentCodec.encode(content, form);
                ContentType type = PushContentCodec.contentType(content, form);
                PushContent read = PushContentCodec.decode(type, octets);
                assertEquals(content, read);
                assertEquals(octets, PushContentCodec.encode(read, form));
            }
        }
    }

    @Test
    void refusesWhatCannotBeWritten() {
        assertThrows(IllegalArgumentException.class, () -> ServiceIndication.of("a\0", ""));
        assertThrows(IllegalArgumentException.class, () -> ServiceIndication.of("a", "\uD800"));
        assertThrows(IllegalArgumentException.class, () -> new CacheOperation(List.of()));
        assertThrows(
                IllegalArgumentException.class, () -> new ServiceIndication.Item("two words", ""));
        assertThrows(
                IllegalArgumentException.class, () -> new ServiceIndication.Created(Instant.MAX));
        assertThrows(
                DecodeException.class,
                () -> PushContentCodec.decode(ContentType.of("text/plain"), Octets.EMPTY));
    }

    @Test
    void travelsInShortMessages() throws DecodeException {
        ServiceIndication news =
                ServiceIndication.of("http://www.example.com/news", "n".repeat(200));
        List<UserData> segments = WapPush.segments(news, Form.WBXML, 0x101, 7);
        assertEquals(2, segments.size());
        Octets payload = segments.get(0).payload().plus(segments.get(1).payload());
        assertEquals("010601ae", payload.slice(0, 4).toHex());
        WspPush push = WapPush.decode(payload);
        assertEquals(Optional.of(news), WapPush.content(push));
        WspPush text = WapPush.push(news, Form.TEXT, 0);
        assertEquals("00060403ad81ea", text.encode().slice(0, 7).toHex());
        assertEquals(Optional.of(news), WapPush.content(text));
        var other = new WspPush(0, ContentType.of("text/plain"), List.of(), Octets.EMPTY);
        assertEquals(Optional.empty(), WapPush.content(other));
    }

    @Test
    void answersBrokenContentsWithContentOrDecodeException() {
        SplittableRandom random = new SplittableRandom(192);
        Drawn drawn = new Drawn(168, EVERY_SPACE_AND_SIGN);
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            PushContent content = drawn.content();
            Form form = random.nextBoolean() ? Form.WBXML : Form.TEXT;
            byte[] bytes = PushContentCodec.encode(content, form).toArray();
            if (random.nextInt(5) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            read += decodes(PushContentCodec.contentType(content, form), Octets.of(bytes)) ? 1 : 0;
        }
        assertTrue(read > 5_000, read + " of them can be read: the test says little");
    }

    @Test
    void answersAnyOctetsWithContentOrDecodeException() {
        SplittableRandom random = new SplittableRandom(175);
        byte[] start = {2, 5, 0x6a, 0, 0x45, (byte) 0xc6};
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            ContentType type = TYPES.get(random.nextInt(TYPES.size()));
            if (bytes.length > start.length && random.nextInt(4) != 0) {
                System.arraycopy(start, 0, bytes, 0, 4 + random.nextInt(3));
                type = SIC;
            }
            decodes(type, Octets.of(bytes));
        }
    }

    private static boolean decodes(ContentType type, Octets octets) {
        try {
            PushContent content = PushContentCodec.decode(type, octets);
            for (Form form : Form.values()) {
                ContentType again = PushContentCodec.contentType(content, form);
                assertEquals(
                        content,
                        PushContentCodec.decode(again, PushContentCodec.encode(content, form)));
            }
            return true;
        } catch (DecodeException _) {
            return false;
        }
    }

    @ParameterizedTest(name = "64 KiB of {0}")
    @ValueSource(
            strings = {
                "00", "01", "0361", "45", "8300", "83", "c6", "80", "ff", "3c61", "263b", "20"
            })
    void endsSoonOnLargeInput(String filling) {
        byte[] fill = Octets.ofHex(filling).toArray();
        byte[] bytes = new byte[Element.MAX_OCTETS - 16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = fill[i % fill.length];
        }
        Octets body = Octets.of(bytes);
        Octets inText = Octets.ofHex("02056a00 45 46").plus(body);
        // a table of half the document without an end, then references to it
        byte[] tabled = bytes.clone();
        System.arraycopy(Octets.ofHex("02056a81ff00").toArray(), 0, tabled, 0, 6);
        Arrays.fill(tabled, 6, 32_000, (byte) 'a');
        // generous for a machine under load; each takes some milliseconds
        assertTimeout(
                Duration.ofSeconds(2),
                () -> {
                    for (ContentType type : TYPES) {
                        decodes(type, body);
                        decodes(type, inText);
                        decodes(type, Octets.of(tabled));
                    }
                    Octets open = Octets.of("<si><indication>", StandardCharsets.UTF_8);
                    decodes(SI, open.plus(body));
                });
        Octets tooLarge = body.plus(body);
        var e = assertThrows(DecodeException.class, () -> PushContentCodec.decode(SIC, tooLarge));
        assertEquals("SI at octet 0: document of 131040 octets", e.getMessage());
    }

    @Test
    void boundsWhatReferencesToTheStringTableMultiply() {
        Octets table = Octets.of("a".repeat(1_000) + "\0", StandardCharsets.US_ASCII);
        Octets references = Octets.ofHex("8300".repeat(70) + "0101");
        Octets document = Octets.ofHex("02056a8769").plus(table).plus(Octets.ofHex("4546"));
        var e =
                assertThrows(
                        DecodeException.class,
                        () -> PushContentCodec.decode(SIC, document.plus(references)));
        assertEquals("more than 65536 octets of text", e.reason());
    }
}
