// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.heliograph.pdu.Octets;

/** Pictures that the tests make, and look at. */
public final class Drawn {
    private Drawn() {}

    /** A red upper left quarter on blue, and noise in the lower half that no format makes short. */
    public static BufferedImage picture(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.BLUE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height / 2);
        graphics.dispose();
        SplittableRandom random = new SplittableRandom(width * 31L + height);
        for (int y = height / 2; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, 0xff000000 | random.nextInt(1 << 24));
            }
        }
        return image;
    }

    public static Octets written(BufferedImage image, String format) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, octets)) {
                throw new AssertionError("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Octets.ofOwned(octets.toByteArray());
    }

    public static Octets jpeg(int width, int height) {
        return written(picture(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
    }

    public static Octets png(int width, int height) {
        return written(picture(width, height, BufferedImage.TYPE_INT_RGB), "png");
    }

    public static BufferedImage read(Octets octets) {
        try {
            BufferedImage image = ImageIO.read(octets.asInputStream());
            if (image == null) {
                throw new AssertionError("no picture: " + octets);
            }
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts Exif with nothing but an orientation behind the start of a JPEG. */
    static Octets oriented(Octets jpeg, int orientation) {
        Octets exif =
                Octets.ofHex(
                        "ffe1 0022 457869660000 4d4d002a00000008"
                                + "0001 0112 0003 00000001 %04x0000 00000000"
                                        .formatted(orientation));
        return jpeg.slice(0, 2).plus(exif).plus(jpeg.from(2));
    }

    /** {@return a PNG that says so in its header, and has an empty IDAT} */
    static Octets pngHeader(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put(new byte[] {8, 2, 0, 0, 0});
        return Octets.ofHex("89504e470d0a1a0a")
                .plus(chunk("IHDR", header.array()))
                .plus(chunk("IDAT", new byte[0]))
                .plus(chunk("IEND", new byte[0]));
    }

    private static Octets chunk(String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return Octets.ofOwned(chunk.put(name).put(data).putInt((int) crc.getValue()).array());
    }

    /** {@return whether the pixel there is closer to red than to blue} */
    static boolean isRed(BufferedImage image, int x, int y) {
        Color color = new Color(image.getRGB(x, y));
        return color.getRed() > 150 && color.getBlue() < 100;
    }
}
