// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import com.twelvemonkeys.image.ResampleOp;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.heliograph.mmsc.content.MediaKind;
import org.heliograph.pdu.Octets;

/**
 * Makes pictures fit: scales, turns, and writes them anew. Width and height are read from the
 * header before anything else, and what has too many pixels is not decoded; what is scaled down is
 * decoded in a raster that was thinned out already.
 */
final class Pictures {
    /** Each time a picture is still too long in octets, it is made this much smaller. */
    private static final double SMALLER = 0.75;

    /** The last attempt has a fortieth of the pixels. */
    private static final int ATTEMPTS = 7;

    /** The quality at first, where nobody sees a difference on a small screen. */
    private static final float QUALITY = 0.85f;

    /** The quality once length matters. */
    private static final float LOWER_QUALITY = 0.65f;

    private final long maxPixels;

    /**
     * @param maxPixels most of a picture that is decoded; each may cost four octets of memory,
     *     twice
     */
    Pictures(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /** Ends early, refusing, when its thread is interrupted. */
    Picture fit(Octets body, MediaKind kind, Fit fit) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(body.asInputStream())) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(kind.name());
            if (!readers.hasNext()) {
                return new Picture.Refused("no reader for " + kind);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return fit(reader, body, kind, fit);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // readers answer broken pictures with whatever exception their loops run into
            return new Picture.Refused("unreadable: " + e.getMessage());
        }
    }

    private Picture fit(ImageReader reader, Octets body, MediaKind kind, Fit fit)
            throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > maxPixels) {
            return new Picture.Refused(
                    width + " x " + height + " pixels, at most " + maxPixels + " altogether");
        }
        Orientation orientation =
                kind == MediaKind.JPEG ? Orientation.of(body) : Orientation.UPRIGHT;
        double scale =
                orientation.isSideways() ? fit.scale(height, width) : fit.scale(width, height);
        if (scale == 1 && fit.takes(kind) && body.length() <= fit.maxOctets()) {
            return new Picture.Kept();
        }
        BufferedImage image = orientation.upright(scaled(decoded(reader, scale), width, scale));
        return written(image, fit, fit.instead(kind, isTransparent(image)));
    }

    /** Thins out to no less than twice the size that is wanted, so that scaling still smooths. */
    private static BufferedImage decoded(ImageReader reader, double scale) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        int step = Math.max(1, (int) Math.floor(1 / (2 * scale)));
        param.setSourceSubsampling(step, step, 0, 0);
        reader.addIIOReadProgressListener(new Interruption());
        BufferedImage read = reader.read(0, param);
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("interrupted");
        }
        // one layout for all that follows; palettes and other colour spaces end here
        boolean transparent = isTransparent(read);
        int type = transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(read.getWidth(), read.getHeight(), type);
        draw(read, image);
        return image;
    }

    /**
     * @param width of the whole picture, of which {@code image} may be a thinned out copy
     */
    private static BufferedImage scaled(BufferedImage image, int width, double scale) {
        double left = scale * width / image.getWidth();
        return left < 1 ? resampled(image, left) : image;
    }

    private static BufferedImage resampled(BufferedImage image, double scale) {
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        BufferedImage resampled = new BufferedImage(width, height, image.getType());
        return new ResampleOp(width, height, ResampleOp.FILTER_TRIANGLE).filter(image, resampled);
    }

    private static Picture written(BufferedImage image, Fit fit, List<MediaKind> kinds)
            throws IOException {
        if (kinds.isEmpty()) {
            return new Picture.Refused("no format that can be written is taken");
        }
        MediaKind kind = kinds.getFirst();
        BufferedImage smaller = image;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Octets octets = written(smaller, kind, attempt == 0 ? QUALITY : LOWER_QUALITY);
            if (octets.length() <= fit.maxOctets()) {
                return new Picture.Made(kind, octets, smaller.getWidth(), smaller.getHeight());
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("interrupted");
            }
            // a photograph as JPEG is a tenth of one as PNG
            kind = kinds.contains(MediaKind.JPEG) ? MediaKind.JPEG : kind;
            smaller = attempt == 0 ? image : resampled(image, Math.pow(SMALLER, attempt));
        }
        return new Picture.Refused("cannot be made as small as " + fit.maxOctets() + " octets");
    }

    private static Octets written(BufferedImage image, MediaKind kind, float quality)
            throws IOException {
        BufferedImage spelled =
                switch (kind) {
                    case JPEG -> opaque(image, BufferedImage.TYPE_INT_RGB);
                    case WBMP -> opaque(image, BufferedImage.TYPE_BYTE_BINARY);
                    default -> image;
                };
        ImageWriter writer = ImageIO.getImageWritersByFormatName(kind.name()).next();
        ByteArrayOutputStream octets = new ByteArrayOutputStream(64 * 1024);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(octets)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (kind == MediaKind.JPEG) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(quality);
            }
            writer.write(null, new IIOImage(spelled, null, null), param);
        } finally {
            writer.dispose();
        }
        return Octets.ofOwned(octets.toByteArray());
    }

    private static BufferedImage opaque(BufferedImage image, int type) {
        if (image.getType() == type) {
            return image;
        }
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), type);
        draw(image, opaque);
        return opaque;
    }

    /** What is transparent becomes white where the other has no such thing. */
    private static void draw(BufferedImage from, BufferedImage to) {
        Graphics2D graphics = to.createGraphics();
        try {
            if (isTransparent(to)) {
                graphics.drawImage(from, 0, 0, null);
            } else {
                graphics.drawImage(from, 0, 0, Color.WHITE, null);
            }
        } finally {
            graphics.dispose();
        }
    }

    private static boolean isTransparent(BufferedImage image) {
        return image.getTransparency() != Transparency.OPAQUE;
    }

    /** Aborts the reading of a picture whose time is over. */
    private static final class Interruption implements IIOReadProgressListener {
        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            if (Thread.currentThread().isInterrupted()) {
                source.abort();
            }
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
