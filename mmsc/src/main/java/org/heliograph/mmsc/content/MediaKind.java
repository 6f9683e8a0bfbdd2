// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.content;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.pdu.Octets;

/**
 * Media that messages carry, each known by its first octets. The media types beside it are those
 * that handsets give it, the registered one first; what a name says is never believed alone.
 */
public enum MediaKind {
    JPEG("image/jpeg", "image/jpg", "image/pjpeg"),
    PNG("image/png", "image/x-png"),
    GIF("image/gif"),
    WEBP("image/webp"),
    WBMP("image/vnd.wap.wbmp"),
    BMP("image/bmp", "image/x-bmp", "image/x-ms-bmp"),
    AMR("audio/amr", "audio/amr-wb", "audio/x-amr", "audio/3gpp"),
    /** 3GP and MP4: the ISO base media file format. */
    ISO_MEDIA(
            "video/3gpp",
            "video/3gpp2",
            "video/3gp",
            "video/mp4",
            "video/quicktime",
            "audio/3gpp",
            "audio/3gpp2",
            "audio/mp4",
            "audio/m4a",
            "audio/x-m4a"),
    MP3("audio/mpeg", "audio/mp3", "audio/mpeg3", "audio/x-mp3"),
    MIDI("audio/midi", "audio/mid", "audio/x-midi", "audio/sp-midi", "audio/x-mid"),
    VCARD("text/x-vcard", "text/vcard", "text/directory"),
    VCALENDAR("text/x-vcalendar", "text/calendar"),
    SMIL("application/smil", "application/smil+xml"),
    TEXT("text/plain"),
    /** OMA DRM: what is inside is hidden, or nobody's business. */
    PROTECTED(
            "application/vnd.oma.drm.message",
            "application/vnd.oma.drm.content",
            "application/vnd.oma.drm.dcf",
            "application/vnd.oma.drm.rights+xml",
            "application/vnd.oma.drm.rights+wbxml");

    /** Enough for an XML declaration and a document type before the root element. */
    static final int LOOKED_AT = 2048;

    /** Of a width or a height: two octets say 16383. */
    private static final int WBMP_SIZE_OCTETS = 2;

    /** Brands of still pictures in the same boxes (HEIF, AVIF), which handsets of old lack. */
    private static final List<String> STILL_BRANDS =
            List.of("heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif", "avis");

    private static final String SPACE = " ";

    /** With a space after each. */
    private final String mediaTypes;

    MediaKind(String... mediaTypes) {
        this.mediaTypes = String.join(" ", mediaTypes) + " ";
    }

    /** {@return the registered type} */
    public String mediaType() {
        return mediaTypes.substring(0, mediaTypes.indexOf(SPACE));
    }

    /** {@return whether {@code mediaType}, lower case, may name it} */
    public boolean isNamed(String mediaType) {
        return (SPACE + mediaTypes).contains(SPACE + mediaType + SPACE);
    }

    /** {@return whether {@code mediaType}, lower case, names one of these} */
    public static boolean anyIsNamed(String mediaType) {
        for (MediaKind kind : values()) {
            if (kind.isNamed(mediaType)) {
                return true;
            }
        }
        return false;
    }

    public boolean isImage() {
        return switch (this) {
            case JPEG, PNG, GIF, WEBP, WBMP, BMP -> true;
            case AMR, ISO_MEDIA, MP3, MIDI, VCARD, VCALENDAR, SMIL, TEXT, PROTECTED -> false;
        };
    }

    /** {@return whether it is written in characters, so that it has a charset} */
    public boolean isText() {
        return switch (this) {
            case VCARD, VCALENDAR, SMIL, TEXT -> true;
            case JPEG, PNG, GIF, WEBP, WBMP, BMP, AMR, ISO_MEDIA, MP3, MIDI, PROTECTED -> false;
        };
    }

    /** {@return what {@code body} is by its octets, if it is one of these and not protected} */
    public static Optional<MediaKind> of(Octets body) {
        return of(body, body.length());
    }

    /**
     * {@return likewise, of a body of which only the start is here}
     *
     * @param start all of the body, or its first {@link #LOOKED_AT} octets
     * @param length of the whole
     */
    static Optional<MediaKind> of(Octets start, long length) {
        Optional<MediaKind> binary = binary(start, length);
        return binary.isPresent() ? binary : text(start, length);
    }

    private static Optional<MediaKind> binary(Octets body, long length) {
        if (starts(body, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (starts(body, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (starts(body, 0, "GIF87a") || starts(body, 0, "GIF89a")) {
            return Optional.of(GIF);
        }
        if (starts(body, 0, "RIFF") && starts(body, 8, "WEBP")) {
            return Optional.of(WEBP);
        }
        if (starts(body, 0, "#!AMR\n") || starts(body, 0, "#!AMR-WB\n")) {
            return Optional.of(AMR);
        }
        if (starts(body, 0, "MThd") || (starts(body, 0, "RIFF") && starts(body, 8, "RMID"))) {
            return Optional.of(MIDI);
        }
        if (starts(body, 0, "ID3") || isMpegFrame(body)) {
            return Optional.of(MP3);
        }
        if (isIsoMedia(body)) {
            return Optional.of(ISO_MEDIA);
        }
        if (isBmp(body)) {
            return Optional.of(BMP);
        }
        return isWbmp(body, length) ? Optional.of(WBMP) : Optional.empty();
    }

    /** Layer III, with a bit rate and a sampling rate that exist (ISO/IEC 11172-3 §2.4.1.3). */
    private static boolean isMpegFrame(Octets body) {
        return body.length() >= 4
                && body.at(0) == 0xff
                && (body.at(1) & 0xe6) == 0xe2
                && (body.at(2) & 0xf0) != 0xf0
                && (body.at(2) & 0x0c) != 0x0c;
    }

    /** A file type box, or the first boxes of files from before there was one. */
    private static boolean isIsoMedia(Octets body) {
        if (starts(body, 4, "ftyp")) {
            String brand =
                    body.length() < 12
                            ? ""
                            : body.slice(8, 12).toString(StandardCharsets.ISO_8859_1);
            return !STILL_BRANDS.contains(brand);
        }
        return starts(body, 4, "moov") || starts(body, 4, "mdat");
    }

    /** BITMAPFILEHEADER, its two reserved fields zero, then a header of a length that exists. */
    private static boolean isBmp(Octets body) {
        if (!starts(body, 0, "BM") || body.length() < 26 || body.eightAt(6) << 32 != 0) {
            return false;
        }
        return switch ((int) body.eightAt(14)) {
            case 12, 40, 52, 56, 64, 108, 124 -> true;
            default -> false;
        };
    }

    /**
     * Type 0 (WAP-237-WAEMT §4.5.1): two zero octets, width and height, then a bit a pixel, lines
     * filled to octets, and nothing else.
     */
    private static boolean isWbmp(Octets body, long length) {
        if (body.length() < 5 || body.at(0) != 0 || body.at(1) != 0) {
            return false;
        }
        int at = 2;
        long[] sizes = new long[2];
        for (int i = 0; i < sizes.length; i++) {
            int octets = 0;
            do {
                if (octets == WBMP_SIZE_OCTETS || at == body.length()) {
                    return false;
                }
                sizes[i] = sizes[i] << 7 | (body.at(at) & 0x7f);
                octets++;
            } while (body.at(at++) >= 0x80);
        }
        return sizes[0] > 0 && sizes[1] > 0 && (sizes[0] + 7) / 8 * sizes[1] == length - at;
    }

    private static Optional<MediaKind> text(Octets body, long length) {
        Octets head = body.slice(0, Math.min(LOOKED_AT, body.length()));
        Charset charset = charset(head);
        boolean whole = head.length() == length;
        boolean bytes = charset.equals(StandardCharsets.ISO_8859_1);
        if (whole && bytes && length > 0 && head.at(head.length() - 1) == 0) {
            head = head.slice(0, head.length() - 1); // the zero of C, which some count
        }
        String text = head.toString(charset);
        if (!text.chars().allMatch(MediaKind::isWritten)) {
            return Optional.empty();
        }
        String start = text.replace("\ufeff", "").stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("begin:vcard")) {
            return Optional.of(VCARD);
        }
        if (start.startsWith("begin:vcalendar")) {
            return Optional.of(VCALENDAR);
        }
        boolean smil = start.startsWith("<") && start.contains("<smil");
        return Optional.of(smil ? SMIL : TEXT);
    }

    /** Latin-1 stands for every charset of single octets: none of its octets is lost. */
    private static Charset charset(Octets head) {
        if (head.length() < 2) {
            return StandardCharsets.ISO_8859_1;
        }
        int mark = head.at(0) << 8 | head.at(1);
        if (mark == 0xfeff || (head.at(0) == 0 && head.at(1) != 0)) {
            return StandardCharsets.UTF_16BE;
        }
        return mark == 0xfffe || (head.at(0) != 0 && head.at(1) == 0)
                ? StandardCharsets.UTF_16LE
                : StandardCharsets.ISO_8859_1;
    }

    /** White space and the escape of ISO-2022 are text. */
    private static boolean isWritten(int c) {
        return c >= ' ' || (c >= '\t' && c <= '\r') || c == 0x1b;
    }

    private static boolean starts(Octets body, int at, String octets) {
        if (body.length() < at + octets.length()) {
            return false;
        }
        for (int i = 0; i < octets.length(); i++) {
            if (body.at(at + i) != octets.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
