// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.DeviceProfile;
import org.heliograph.mmsc.content.MediaKind;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.pdu.wsp.Multipart.Part;
import org.heliograph.pdu.wsp.WspHeader;
import org.junit.jupiter.api.Test;

final class FittingTest {
    private static final ContentType RELATED =
            ContentType.of(
                    "application/vnd.wap.multipart.related; type=\"application/smil\"; start=\"<s>\"");

    private static final String REMOVED = "Removed.";

    private static final Octets VIDEO =
            Octets.ofHex("00000018667479703367703500000000").plus(Octets.ofOwned(new byte[5000]));

    private static final DeviceProfile OLD =
            profile(30_000, 160, 120, List.of("image/jpeg", "audio/amr"), List.of("us-ascii"));

    @Test
    void leavesAMessageThatFits() throws Exception {
        Octets body =
                new Multipart(
                                List.of(
                                        part("text/plain", "t", text("hi", "us-ascii")),
                                        part("image/jpeg", "p.jpg", Drawn.jpeg(100, 100))))
                        .encode();
        assertEquals(Optional.empty(), fitting(OLD).fit(RELATED, body));
    }

    @Test
    void keepsPartsAndPresentationInStep() throws Exception {
        String smil =
                "<smil><layout><root-layout width=\"320\" height=\"240\"/></layout>"
                        + "<img src=\"p.png\"/><video src=\"v.3gp\"/><text src=\"t.txt\"/></smil>";
        Octets body =
                new Multipart(
                                List.of(
                                        part("application/smil", "s", text(smil, "us-ascii")),
                                        part("image/png; name=p.png", "p.png", Drawn.png(640, 480)),
                                        part("video/3gpp", "v.3gp", VIDEO),
                                        part(
                                                "text/plain; charset=utf-16",
                                                "t.txt",
                                                text("hello", "utf-16"))))
                        .encode();
        Adapted adapted = fitting(OLD).fit(RELATED, body).orElseThrow();
        assertEquals(RELATED, adapted.contentType());
        List<Part> parts = Multipart.decode(adapted.body()).parts();
        assertEquals(
                "<smil><layout><root-layout width=\"160\" height=\"120\"></root-layout></layout>"
                        + "<img src=\"p.jpg\"></img><text src=\"v.txt\"></text>"
                        + "<text src=\"t.txt\"></text></smil>",
                parts.get(0).body().toString(StandardCharsets.UTF_8));
        assertEquals("image/jpeg; name=p.jpg", parts.get(1).contentType().toString());
        assertEquals(Optional.of("p.jpg"), parts.get(1).header("Content-Location"));
        assertEquals(Optional.of("<p.png>"), parts.get(1).header("Content-ID"));
        assertEquals(160, Drawn.read(parts.get(1).body()).getWidth());
        assertEquals("text/plain; charset=us-ascii", parts.get(2).contentType().toString());
        assertEquals(REMOVED, parts.get(2).body().toString(StandardCharsets.US_ASCII));
        assertEquals("hello", parts.get(3).body().toString(StandardCharsets.US_ASCII));
    }

    @Test
    void bringsALongMessageDown() throws Exception {
        DeviceProfile profile =
                profile(60_000, 0, 0, List.of("image/jpeg", "image/png", "video/3gpp"), List.of());
        Octets body =
                new Multipart(
                                List.of(
                                        part("image/jpeg", "a.jpg", Drawn.jpeg(800, 600)),
                                        part("image/png", "b.png", Drawn.png(400, 300)),
                                        part("video/3gpp", "v.3gp", VIDEO)))
                        .encode();
        Adapted adapted = fitting(profile).fit(RELATED, body).orElseThrow();
        assertTrue(adapted.body().length() <= 59_000, adapted.body().length() + " octets");
        List<Part> parts = Multipart.decode(adapted.body()).parts();
        assertEquals(Optional.of(MediaKind.JPEG), MediaKind.of(parts.get(0).body()));
        assertEquals(Optional.of(MediaKind.JPEG), MediaKind.of(parts.get(1).body()));
        assertEquals(Optional.of("b.jpg"), parts.get(1).header("Content-Location"));
        assertEquals(VIDEO, parts.get(2).body());
    }

    @Test
    void removesTheLongestWherePicturesAreNotEnough() throws Exception {
        DeviceProfile profile = profile(5_500, 0, 0, List.of(), List.of());
        Octets amr = text("#!AMR\n" + "x".repeat(1_000), "us-ascii");
        Octets body =
                new Multipart(
                                List.of(
                                        part("audio/amr", "a.amr", amr),
                                        part("video/3gpp", "v.3gp", VIDEO)))
                        .encode();
        List<Part> parts =
                Multipart.decode(fitting(profile).fit(RELATED, body).orElseThrow().body()).parts();
        assertEquals(amr, parts.get(0).body());
        assertEquals(REMOVED, parts.get(1).body().toString(StandardCharsets.US_ASCII));
        assertEquals(Optional.of("v.txt"), parts.get(1).header("Content-Location"));
    }

    @Test
    void removesBombsAndLeavesProtectedParts() throws Exception {
        Octets rights = Octets.ofHex("00ff00ff");
        Octets body =
                new Multipart(
                                List.of(
                                        part("image/png", "b.png", Drawn.pngHeader(60_000, 60_000)),
                                        part("application/vnd.oma.drm.message", "d.dm", rights)))
                        .encode();
        List<Part> parts =
                Multipart.decode(fitting(OLD).fit(RELATED, body).orElseThrow().body()).parts();
        assertEquals(REMOVED, parts.get(0).body().toString(StandardCharsets.US_ASCII));
        assertEquals(rights, parts.get(1).body());
    }

    @Test
    void givesNoTwoPartsOneName() throws Exception {
        Octets body =
                new Multipart(
                                List.of(
                                        part("image/png", "p.png", Drawn.png(10, 10)),
                                        part("image/jpeg", "p.jpg", Drawn.jpeg(10, 10))))
                        .encode();
        List<Part> parts =
                Multipart.decode(fitting(OLD).fit(RELATED, body).orElseThrow().body()).parts();
        assertEquals(Optional.of("p-0.jpg"), parts.get(0).header("Content-Location"));
        assertEquals(Optional.of("p.jpg"), parts.get(1).header("Content-Location"));
    }

    @Test
    void fitsAMessageOfOnePart() throws Exception {
        ContentType type = ContentType.of("text/plain; charset=iso-8859-1");
        DeviceProfile profile = profile(0, 0, 0, List.of(), List.of("us-ascii", "utf-8"));
        Adapted adapted = fitting(profile).fit(type, text("Grüße", "iso-8859-1")).orElseThrow();
        assertEquals("text/plain; charset=utf-8", adapted.contentType().toString());
        assertEquals(text("Grüße", "utf-8"), adapted.body());
    }

    private static Fitting fitting(DeviceProfile profile) {
        return new Fitting(new Pictures(1_000_000), profile, REMOVED);
    }

    private static DeviceProfile profile(
            int octets, int width, int height, List<String> types, List<String> charsets) {
        return new DeviceProfile(
                "p", List.of(), List.of(), true, octets, width, height, types, charsets);
    }

    private static Octets text(String text, String charset) {
        return Octets.of(text, Charset.forName(charset));
    }

    private static Part part(String type, String name, Octets body) {
        return new Part(
                ContentType.of(type),
                List.of(
                        new WspHeader("Content-ID", "<" + name + ">"),
                        new WspHeader("Content-Location", name)),
                body);
    }
}
