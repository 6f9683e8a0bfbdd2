// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.heliograph.config.ContentClass;
import org.heliograph.mmsc.content.ContentRules.Verdict;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContentRulesTest {
    private static final String JPEG = "ffd8ffe000104a464946";
    private static final String PNG = "89504e470d0a1a0a0000000d";

    private static final ContentClass BASIC =
            new ContentClass(
                    "image-basic",
                    100,
                    3,
                    List.of(
                            "text/plain",
                            "application/smil",
                            "image/jpeg",
                            "video/3gpp",
                            "application/pdf",
                            "text/html"));

    private static final ContentClass TEXT = new ContentClass("text", 64, 1, List.of("text/plain"));

    private static final Msisdn A = new Msisdn("447700900001");

    private Set<String> services = Set.of("mms", "image-basic");
    private final ContentRules rules =
            new ContentRules(List.of(TEXT, BASIC), "text", sender -> services);

    private String check(ContentType type, Octets body) throws IOException {
        InputStream in = body.asInputStream();
        return switch (rules.check(A, type, body.length(), in)) {
            case Verdict.Accepted() -> {
                assertEquals(-1, in.read(), "read to its end");
                yield "accepted";
            }
            case Verdict.Refused(String code, String reason) -> code + " " + reason;
        };
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    image/jpeg                       | ffd8ffe000104a464946 | accepted
                    image/jpg                        | ffd8ffe000104a464946 | accepted
                    application/octet-stream         | ffd8ffe000104a464946 | accepted
                    image/png                        | ffd8ffe000104a464946 | content-mismatch called image/png, but is image/jpeg
                    text/plain                       | ffd8ffe000104a464946 | content-mismatch called text/plain, but is image/jpeg
                    application/pdf                  | ffd8ffe000104a464946 | content-mismatch called application/pdf, but is image/jpeg
                    application/x-unknown            | ffd8ffe000104a464946 | content-mismatch called application/x-unknown, but is image/jpeg
                    image/png                        | 89504e470d0a1a0a     | content-type image/png is not allowed in class image-basic
                    application/octet-stream         | 89504e470d0a1a0a     | content-type image/png is not allowed in class image-basic
                    application/octet-stream         | 7f454c46020101       | content-type application/octet-stream is not allowed in class image-basic
                    image/jpeg                       | 4d5a90000300         | content-mismatch called image/jpeg, but is something else
                    image/jpeg                       | 6869                 | content-mismatch called image/jpeg, but is text/plain
                    video/mp4                        | 00000018667479706d703432 | accepted
                    audio/3gpp                       | 2321414d520a         | content-type audio/amr is not allowed in class image-basic
                    text/plain                       | 6869                 | accepted
                    text/plain                       | 3c736d696c3e         | accepted
                    text/plain; charset=utf-16       | 4e2d06050001         | accepted
                    text/plain                       | 7f454c46020101       | content-mismatch called text/plain, but is something else
                    application/smil                 | 3c736d696c3e         | accepted
                    application/smil                 | 6869                 | content-mismatch called application/smil, but is text/plain
                    application/pdf                  | 255044462d312e34     | accepted
                    application/zip                  | 504b0304             | content-type application/zip is not allowed in class image-basic
                    text/html                        | 3c68746d6c3e         | accepted
                    text/css                         | 626f64797b7d         | content-type text/css is not allowed in class image-basic
                    application/vnd.oma.drm.message  | 2d2d61               | content-type application/vnd.oma.drm.message is not allowed in class image-basic
                    """)
    void judgesAPartByItsOctets(String type, String hex, String verdict) throws Exception {
        assertEquals(verdict, check(ContentType.of(type), Octets.ofHex(hex)));
    }

    @Test
    void looksIntoNestedMultiparts() throws Exception {
        Multipart inner = new Multipart(List.of(part("image/jpeg", JPEG), part("image/png", PNG)));
        Multipart outer =
                new Multipart(
                        List.of(
                                new Multipart.Part(
                                        ContentType.of("application/vnd.wap.multipart.alternative"),
                                        List.of(),
                                        inner.encode())));
        assertEquals(
                "content-type image/png is not allowed in class image-basic",
                check(mixed(), outer.encode()));
    }

    @Test
    void boundsPartsAndOctets() throws Exception {
        List<Multipart.Part> parts =
                new ArrayList<>(Collections.nCopies(3, part("text/plain", "61")));
        assertEquals("accepted", check(mixed(), new Multipart(parts).encode()));
        parts.add(part("text/plain", "61"));
        assertEquals(
                "content-parts more than 3 parts in class image-basic",
                check(mixed(), new Multipart(parts).encode()));
        Octets text = Octets.of("a".repeat(101), StandardCharsets.US_ASCII);
        assertEquals("accepted", check(plain(), text.from(1)));
        assertEquals(
                "content-size 101 octets, at most 100 in class image-basic", check(plain(), text));
    }

    @Test
    void goesByTheClassAmongTheServicesOfTheSender() throws Exception {
        assertEquals("accepted", check(ContentType.of("image/jpeg"), Octets.ofHex(JPEG)));
        services = Set.of("mms");
        assertEquals(
                "content-type image/jpeg is not allowed in class text",
                check(ContentType.of("image/jpeg"), Octets.ofHex(JPEG)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ContentRules(List.of(BASIC), "text", sender -> services));
    }

    /** What a kind reading finds after the announced parts is looked at too. */
    @Test
    void findsPartsThatAreNotAnnounced() throws Exception {
        Octets two =
                new Multipart(List.of(part("text/plain", "6869"), part("image/png", PNG))).encode();
        Octets one = Octets.of(1).plus(two.from(1));
        assertEquals(
                "content-type image/png is not allowed in class image-basic", check(mixed(), one));
        assertEquals("accepted", check(mixed(), two.slice(0, 6)));
    }

    @Test
    void boundsNesting() throws Exception {
        Multipart nested = new Multipart(List.of(part("text/plain", "61")));
        for (int i = 0; i < Multipart.MAX_DEPTH; i++) {
            nested =
                    new Multipart(List.of(new Multipart.Part(mixed(), List.of(), nested.encode())));
        }
        assertEquals(
                "content-nesting multiparts inside multiparts", check(mixed(), nested.encode()));
    }

    @Test
    void answersAnyOctets() throws Exception {
        SplittableRandom random = new SplittableRandom(23_140);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextInt(60)];
            random.nextBytes(octets);
            check(mixed(), Octets.ofOwned(octets));
        }
    }

    private static ContentType mixed() {
        return ContentType.of("application/vnd.wap.multipart.mixed");
    }

    private static ContentType plain() {
        return ContentType.of("text/plain");
    }

    private static Multipart.Part part(String type, String hex) {
        return new Multipart.Part(ContentType.of(type), List.of(), Octets.ofHex(hex));
    }
}
