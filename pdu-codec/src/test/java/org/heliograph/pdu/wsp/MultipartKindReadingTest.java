// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that break the standard, bodies in bodies, and where one starts to read them. */
class MultipartKindReadingTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    fewer than announced  | 02 010083       | text/plain [] | at octet 0: 2 parts announced, 1 there
                    more than announced   | 00 01018361 01009e | text/plain [] a, image/jpeg [] | at octet 1: 7 octets after the parts announced
                    and then something    | 01 010083 7f    | text/plain [] | at octet 4: 1 octets after the parts announced
                    and then no headers   | 01 010083 000161 | text/plain [] | at octet 4: 3 octets after the parts announced
                    data cut short        | 01 010a8361     | text/plain [] a | entry 0.DataLen at octet 2: need 10 octets, have 2; entry 0.Data at octet 4: need 2 octets, have 1
                    headers past the end  | 01 090083       | text/plain [] | entry 0.HeadersLen at octet 1: need 9 octets, have 2
                    no content type       | 01 000161       | application/octet-stream [] a | entry 0.Content-Type at octet 3: need 1 octets, have 0
                    a type that is none   | 01 05016162630065 61 | application/octet-stream [] a | entry 0.Content-Type.media type at octet 3: not a media type; entry 0.header at octet 7: text without its terminating zero; entry 0.header at octet 8: need 1 octets, have 0
                    a header cut short    | 01 0301838e61 62 | text/plain [Content-Location a] b | entry 0.Content-Location at octet 5: text without its terminating zero
                    a header without end  | 01 020183ae 62  | text/plain [] b | entry 0.Content-Disposition at octet 5: need 1 octets, have 0
                    Content-ID bare       | 01 050183c03c6100 62 | text/plain [Content-ID <a] b | entry 0.Content-ID at octet 5: quoted string without its quotation mark
                    value of a wrong type | 01 0300838e8a   | text/plain [Content-Location 0x8a] | entry 0.Content-Location at octet 5: 0x8a starts no text
                    charset by its name   | 01 0600 0483817800 8e | text/plain; charset=x [] | entry 0.Content-Type.parameter at octet 6: the name of a character set, not its number; entry 0.Content-Location at octet 9: need 1 octets, have 0
                    parameter cut short   | 01 0300 028381  | text/plain [] | entry 0.Content-Type.parameter at octet 6: need 1 octets, have 0
                    parameter of a date   | 01 0400 039e85 8a | image/jpeg; name=10 [] | entry 0.Content-Type.parameter at octet 6: 0x8a starts no text
                    type with parameters  | 01 0800 612f623b633d6400 | a/b; c=d [] | entry 0.Content-Type.media type at octet 3: parameters in the text of the media type
                    """)
    void takesThePartsThatAreThere(String name, String hex, String parts, String deviations)
            throws DecodeException {
        Octets body = Octets.ofHex(hex);
        Reading reading = Reading.kind();
        Multipart read = Multipart.decode(new OctetReader(body, reading));
        assertEquals(
                parts,
                read.parts().stream()
                        .map(MultipartKindReadingTest::shown)
                        .collect(Collectors.joining(", ")));
        assertEquals(
                deviations,
                reading.deviations().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining("; ")));
        assertThrows(DecodeException.class, () -> Multipart.decode(body), name);
    }

    private static String shown(Multipart.Part part) {
        String headers =
                part.headers().stream()
                        .map(header -> header.name() + " " + header.value())
                        .collect(Collectors.joining(", ", "[", "]"));
        return (part.contentType()
                        + " "
                        + headers
                        + " "
                        + part.body().toString(StandardCharsets.US_ASCII))
                .strip();
    }

    @Test
    void stopsAtItsLimitOfPartsEvenIfKind() throws DecodeException {
        Reading reading = Reading.kind();
        Octets body = Octets.ofHex("8201" + "010083".repeat(Multipart.MAX_PARTS + 1));
        Multipart read = Multipart.decode(new OctetReader(body, reading));
        assertEquals(Multipart.MAX_PARTS, read.parts().size());
        assertEquals(
                "nEntries at octet 0: 257 parts, at most 256",
                reading.deviations().getFirst().toString());
    }

    @Test
    void indexesPartsWithoutReadingThem() throws DecodeException {
        Octets body = Octets.ofHex("02 0101ff61 0201 9e8e 62");
        List<Multipart.Entry> entries = Multipart.entries(body);
        assertEquals(2, entries.size());
        assertEquals(Octets.ofHex("61"), entries.get(0).data());
        assertEquals(7, entries.get(1).headersOffset());
        assertEquals("image/jpeg", entries.get(1).contentType().toString());
        var e = assertThrows(DecodeException.class, () -> entries.get(1).part());
        assertEquals("Content-Location at octet 9: need 1 octets, have 0", e.getMessage());
        assertEquals("unknown/0x7f", entries.get(0).part().contentType().toString());
        assertThrows(DecodeException.class, () -> Multipart.entries(body.slice(0, 8)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    named with brackets | application/vnd.wap.multipart.related; start="<b>" | b
                    named without       | application/vnd.wap.multipart.related; start=b     | b
                    by its location     | application/vnd.wap.multipart.related; start=c.txt | c
                    named wrongly       | application/vnd.wap.multipart.related; start=x     | a
                    not named           | application/vnd.wap.multipart.mixed                | a
                    """)
    void startsWithTheRoot(String name, String type, String id) {
        Multipart.Part located =
                new Multipart.Part(
                        ContentType.of("text/plain"),
                        List.of(new WspHeader("Content-Location", "c.txt")),
                        Octets.of('c'));
        Multipart body =
                new Multipart(
                        List.of(
                                part("text/plain", "<a>", Octets.of('a')),
                                part("text/plain", "<b>", Octets.of('b')),
                                located));
        Octets root = body.root(ContentType.of(type)).orElseThrow().body();
        assertEquals(Octets.of(id.charAt(0)), root, name);
        assertEquals(Optional.empty(), new Multipart(List.of()).root(ContentType.of(type)));
    }

    @Test
    void findsTheLeavesOfNestedMultipartsToItsDepth() throws DecodeException {
        Multipart.Part leaf = part("text/plain", "<l>", Octets.of('l'));
        Multipart.Part nested = leaf;
        for (int depth = 1; depth < Multipart.MAX_DEPTH; depth++) {
            nested = nest(List.of(leaf, nested));
        }
        assertEquals(
                Collections.nCopies(Multipart.MAX_DEPTH, leaf),
                new Multipart(List.of(nested)).leaves());
        List<Multipart.Part> deeper = new Multipart(List.of(nest(List.of(nested)))).leaves();
        assertTrue(Multipart.is(deeper.getLast().contentType()));
        assertEquals(Optional.empty(), Multipart.nested(leaf));
        assertFalse(Multipart.is(leaf.contentType()));
    }

    @Test
    void refusesMoreLeavesThanItsLimit() {
        Multipart.Part leaf = part("text/plain", "<l>", Octets.EMPTY);
        List<Multipart.Part> half = Collections.nCopies(Multipart.MAX_PARTS / 2, leaf);
        List<Multipart.Part> parts = new ArrayList<>(List.of(nest(half), nest(half)));
        assertEquals(Multipart.MAX_PARTS, leaves(parts));
        parts.add(leaf);
        var e = assertThrows(DecodeException.class, () -> new Multipart(parts).leaves());
        assertEquals("at octet 0: more than 256 parts altogether", e.getMessage());
    }

    private static int leaves(List<Multipart.Part> parts) {
        try {
            return new Multipart(parts).leaves().size();
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
    }

    private static Multipart.Part nest(List<Multipart.Part> parts) {
        return part(
                "application/vnd.wap.multipart.alternative", "<n>", new Multipart(parts).encode());
    }

    private static Multipart.Part part(String type, String id, Octets body) {
        return new Multipart.Part(
                ContentType.of(type), List.of(new WspHeader("Content-ID", id)), body);
    }
}
