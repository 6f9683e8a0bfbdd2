// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import org.heliograph.mmsc.content.MediaKind;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PicturesTest {
    private static final int ANY = Integer.MAX_VALUE;

    /** A WebP of one orange pixel, lossless, as libwebp writes it. */
    private static final Octets WEBP =
            Octets.ofHex("524946461a000000574542505650384c0d0000002f00000007d0ff88e8fff8e97f00");

    private final Pictures pictures = new Pictures(1_000_000);

    @ParameterizedTest(name = "{0} of {1} x {2} becomes {4}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    jpeg | 800 | 600 | JPEG PNG | JPEG | 160 | 120
                    jpeg | 600 | 800 | JPEG     | JPEG |  90 | 120
                    png  | 800 | 600 | JPEG PNG | PNG  | 160 | 120
                    png  | 800 | 600 | JPEG     | JPEG | 160 | 120
                    gif  | 800 | 100 | GIF      | GIF  | 160 |  20
                    bmp  | 320 | 240 | JPEG GIF | JPEG | 160 | 120
                    png  | 100 | 100 | GIF      | GIF  | 100 | 100
                    png  | 161 | 100 | WBMP     | WBMP | 160 |  99
                    wbmp | 320 | 240 | JPEG     | JPEG | 160 | 120
                    """)
    void scalesAndConverts(
            String format,
            int width,
            int height,
            String taken,
            MediaKind kind,
            int newWidth,
            int newHeight) {
        int type =
                format.equals("wbmp") ? BufferedImage.TYPE_BYTE_BINARY : BufferedImage.TYPE_INT_RGB;
        Octets body = Drawn.written(Drawn.picture(width, height, type), format);
        Fit fit = new Fit(160, 120, kinds(taken), ANY);
        var made = assertInstanceOf(Picture.Made.class, pictures.fit(body, kind(body), fit));
        assertEquals(kind, made.kind());
        assertEquals(kind, kind(made.octets()));
        BufferedImage image = Drawn.read(made.octets());
        assertEquals(newWidth, image.getWidth());
        assertEquals(newHeight, image.getHeight());
        assertEquals(newWidth, made.width());
        assertEquals(newHeight, made.height());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"jpeg, 160, 120", "png, 10, 10", "gif, 160, 1"})
    void keepsWhatFits(String format, int width, int height) {
        Octets body =
                Drawn.written(Drawn.picture(width, height, BufferedImage.TYPE_INT_RGB), format);
        Fit fit = new Fit(160, 120, List.of(kind(body)), body.length());
        assertEquals(new Picture.Kept(), pictures.fit(body, kind(body), fit));
    }

    @Test
    void readsWebP() {
        Fit fit = new Fit(0, 0, List.of(MediaKind.JPEG), ANY);
        var made = assertInstanceOf(Picture.Made.class, pictures.fit(WEBP, kind(WEBP), fit));
        assertEquals(MediaKind.JPEG, kind(made.octets()));
    }

    @Test
    void paintsWhatIsTransparentWhite() {
        BufferedImage clear = new BufferedImage(20, 20, BufferedImage.TYPE_INT_ARGB);
        Octets body = Drawn.written(clear, "png");
        Fit fit = new Fit(0, 0, List.of(MediaKind.JPEG), ANY);
        var made = assertInstanceOf(Picture.Made.class, pictures.fit(body, MediaKind.PNG, fit));
        assertEquals(0xffffffff, Drawn.read(made.octets()).getRGB(10, 10));
    }

    @Test
    void keepsTransparencyWhereItCan() {
        BufferedImage clear = new BufferedImage(20, 20, BufferedImage.TYPE_INT_ARGB);
        Octets body = Drawn.written(clear, "png");
        Fit fit = new Fit(10, 10, List.of(MediaKind.JPEG, MediaKind.PNG), ANY);
        var made = assertInstanceOf(Picture.Made.class, pictures.fit(body, MediaKind.PNG, fit));
        assertEquals(0, Drawn.read(made.octets()).getRGB(5, 5) >>> 24);
    }

    /** The red quarter of the picture, where it is to be seen for each way of holding a camera. */
    @ParameterizedTest(name = "orientation {0}")
    @CsvSource({
        "1, 160, 80, 40, 10",
        "2, 160, 80, 120, 10",
        "3, 160, 80, 120, 70",
        "4, 160, 80, 40, 70",
        "5, 60, 120, 10, 30",
        "6, 60, 120, 50, 30",
        "7, 60, 120, 50, 90",
        "8, 60, 120, 10, 90"
    })
    void turnsAsTheCameraWasHeld(int orientation, int width, int height, int redX, int redY) {
        BufferedImage image = new BufferedImage(640, 320, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 160; y++) {
            for (int x = 0; x < 320; x++) {
                image.setRGB(x, y, 0xff0000);
            }
        }
        Octets jpeg = Drawn.oriented(Drawn.written(image, "jpeg"), orientation);
        Fit fit = new Fit(160, 120, List.of(MediaKind.JPEG), ANY);
        var made = assertInstanceOf(Picture.Made.class, pictures.fit(jpeg, MediaKind.JPEG, fit));
        BufferedImage upright = Drawn.read(made.octets());
        assertEquals(width, upright.getWidth());
        assertEquals(height, upright.getHeight());
        assertTrue(Drawn.isRed(upright, redX, redY), "red at " + redX + ", " + redY);
    }

    @Test
    void makesPicturesShortEnough() {
        Octets body = Drawn.png(640, 480);
        for (int octets : new int[] {100_000, 30_000, 8_000}) {
            Fit fit = new Fit(640, 480, List.of(MediaKind.JPEG, MediaKind.PNG), octets);
            var made = assertInstanceOf(Picture.Made.class, pictures.fit(body, MediaKind.PNG, fit));
            assertTrue(made.octets().length() <= octets, made.octets().length() + " octets");
            assertEquals(MediaKind.JPEG, made.kind());
        }
        Fit fit = new Fit(640, 480, List.of(MediaKind.JPEG), 500);
        assertInstanceOf(Picture.Refused.class, pictures.fit(body, MediaKind.PNG, fit));
    }

    @ParameterizedTest(name = "{0} x {1}")
    @CsvSource({"60000, 60000", "1001, 1000", "2147483647, 2147483647", "1, 1000001"})
    void refusesBombsByTheirHeader(int width, int height) {
        Octets bomb = Drawn.pngHeader(width, height);
        Fit fit = new Fit(160, 120, List.of(MediaKind.JPEG), ANY);
        var refused =
                assertInstanceOf(Picture.Refused.class, pictures.fit(bomb, MediaKind.PNG, fit));
        assertEquals(
                width + " x " + height + " pixels, at most 1000000 altogether", refused.reason());
    }

    /** A screen of 65535 x 65535 in thirty octets, and a frame as large. */
    @Test
    void refusesAGifThatGrows() {
        Octets bomb =
                Octets.ofHex(
                        "474946383961 ffff ffff 800000 000000ffffff"
                                + "2c 0000 0000 ffff ffff 00 02 02 4c01 00 3b");
        Fit fit = new Fit(160, 120, List.of(MediaKind.GIF), ANY);
        assertInstanceOf(Picture.Refused.class, pictures.fit(bomb, MediaKind.GIF, fit));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"jpeg", "png", "gif", "bmp", "wbmp"})
    void survivesWhatIsCutShortOrSpoilt(String format) {
        int type =
                format.equals("wbmp") ? BufferedImage.TYPE_BYTE_BINARY : BufferedImage.TYPE_INT_RGB;
        Octets body = Drawn.written(Drawn.picture(200, 150, type), format);
        MediaKind kind = kind(body);
        Fit fit = new Fit(100, 100, List.of(MediaKind.JPEG), ANY);
        SplittableRandom random = new SplittableRandom(23_140);
        for (int i = 0; i < 100; i++) {
            byte[] spoilt = body.slice(0, random.nextInt(body.length())).toArray();
            for (int j = 0; j < Math.min(3, spoilt.length); j++) {
                spoilt[random.nextInt(Math.min(300, spoilt.length))] ^=
                        (byte) (1 << random.nextInt(8));
            }
            // any answer will do, but it has to be one
            assertInstanceOf(Picture.class, pictures.fit(Octets.ofOwned(spoilt), kind, fit));
        }
    }

    @Test
    void endsWhenItIsInterrupted() {
        Octets body = Drawn.png(640, 480);
        Thread.currentThread().interrupt();
        try {
            Fit fit = new Fit(160, 120, List.of(MediaKind.JPEG), ANY);
            assertInstanceOf(Picture.Refused.class, pictures.fit(body, MediaKind.PNG, fit));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    private static List<MediaKind> kinds(String names) {
        return java.util.Arrays.stream(names.split(" ")).map(MediaKind::valueOf).toList();
    }

    private static MediaKind kind(Octets body) {
        return MediaKind.of(body).orElseThrow();
    }
}
