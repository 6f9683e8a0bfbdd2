// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.heliograph.pdu.Octets;

/**
 * How a camera was held (Exif 2.3 §4.6.4, tag Orientation). Pictures written anew lose their Exif,
 * and with it where they were taken; so they are turned.
 *
 * @param value 1 upright, 2 to 8 as the standard's table
 */
record Orientation(int value) {
    static final Orientation UPRIGHT = new Orientation(1);

    /** {@return that of a JPEG; upright where nothing readable says otherwise} */
    static Orientation of(Octets jpeg) {
        try (MemoryCacheImageInputStream in =
                new MemoryCacheImageInputStream(jpeg.asInputStream())) {
            List<JPEGSegment> segments = JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif");
            if (segments.isEmpty()) {
                return UPRIGHT;
            }
            try (InputStream exif = segments.getFirst().segmentData()) {
                exif.skipNBytes("Exif\0\0".length());
                return of(new TIFFReader().read(new MemoryCacheImageInputStream(exif)));
            }
        } catch (IOException | RuntimeException e) {
            return UPRIGHT; // what cannot be read turns nothing
        }
    }

    private static Orientation of(Directory directory) {
        Entry entry = directory.getEntryById(TIFF.TAG_ORIENTATION);
        return entry != null
                        && entry.getValue() instanceof Number number
                        && number.intValue() >= 1
                        && number.intValue() <= 8
                ? new Orientation(number.intValue())
                : UPRIGHT;
    }

    /** {@return whether upright it is as wide as it lies high} */
    boolean isSideways() {
        return value >= 5;
    }

    BufferedImage upright(BufferedImage image) {
        if (value == 1) {
            return image;
        }
        int width = isSideways() ? image.getHeight() : image.getWidth();
        int height = isSideways() ? image.getWidth() : image.getHeight();
        BufferedImage upright = new BufferedImage(width, height, image.getType());
        return new AffineTransformOp(
                        turn(image.getWidth(), image.getHeight()),
                        AffineTransformOp.TYPE_NEAREST_NEIGHBOR)
                .filter(image, upright);
    }

    /** From where a pixel lies to where it belongs: x' = ax + cy + e, y' = bx + dy + f. */
    private AffineTransform turn(int width, int height) {
        return switch (value) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0); // mirrored
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height); // upside down
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0); // its left side down
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width); // its right side down
            default -> new AffineTransform();
        };
    }
}
