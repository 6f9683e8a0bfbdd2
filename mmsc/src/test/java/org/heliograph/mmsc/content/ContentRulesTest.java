// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.heliograph.config.ContentClass;
import org.heliograph.mmsc.content.ContentRules.Verdict;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
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

    private final ContentRules rules = new ContentRules(List.of(TEXT, BASIC), "text");

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
    void judgesAPartByItsOctets(String type, String hex, String verdict) {
        assertEquals(verdict, said(rules.check(BASIC, ContentType.of(type), Octets.ofHex(hex))));
    }

    @Test
    void looksIntoNestedMultiparts() {
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
                said(rules.check(BASIC, mixed(), outer.encode())));
    }

    @Test
    void boundsPartsAndOctets() {
        List<Multipart.Part> parts =
                new ArrayList<>(Collections.nCopies(3, part("text/plain", "61")));
        assertEquals("accepted", said(rules.check(BASIC, mixed(), new Multipart(parts).encode())));
        parts.add(part("text/plain", "61"));
        assertEquals(
                "content-parts 4 parts, at most 3 in class image-basic",
                said(rules.check(BASIC, mixed(), new Multipart(parts).encode())));
        Octets text = Octets.of("a".repeat(101), StandardCharsets.US_ASCII);
        assertEquals("accepted", said(rules.check(BASIC, plain(), text.from(1))));
        assertEquals(
                "content-size 101 octets, at most 100 in class image-basic",
                said(rules.check(BASIC, plain(), text)));
    }

    @Test
    void knowsClassesByName() {
        assertEquals(BASIC, rules.among(Set.of("mms", "image-basic")));
        assertEquals(TEXT, rules.among(Set.of("mms")));
        assertEquals(TEXT, rules.among(Set.of()));
        assertThrows(
                IllegalArgumentException.class, () -> new ContentRules(List.of(BASIC), "text"));
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

    private static String said(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted() -> "accepted";
            case Verdict.Refused(String code, String reason) -> code + " " + reason;
        };
    }
}
