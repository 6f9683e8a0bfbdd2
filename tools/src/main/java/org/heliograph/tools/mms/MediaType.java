// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.mms;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.pdu.Octets;

/** What a file is: by its first octets, else by its name. */
enum MediaType {
    JPEG("image/jpeg", "ffd8ff", "jpg", "jpeg"),
    PNG("image/png", "89504e470d0a1a0a", "png"),
    GIF("image/gif", "47494638", "gif"),
    WEBP("image/webp", "", "webp"),
    BMP("image/bmp", "424d", "bmp"),
    AMR("audio/amr", "2321414d52", "amr"),
    MIDI("audio/midi", "4d546864", "mid", "midi"),
    MP3("audio/mpeg", "494433", "mp3"),
    THREE_GPP("video/3gpp", "", "3gp", "3gpp"),
    MP4("video/mp4", "", "mp4"),
    VCARD("text/x-vcard", "", "vcf"),
    VCALENDAR("text/x-vcalendar", "", "vcs", "ics"),
    PDF("application/pdf", "255044462d", "pdf"),
    SMIL("application/smil", "", "smil", "smi"),
    TEXT("text/plain", "", "txt");

    static final String UNKNOWN = "application/octet-stream";

    private final String mediaType;
    private final String magic;
    private final String extensions;

    MediaType(String mediaType, String magic, String... extensions) {
        this.mediaType = mediaType;
        this.magic = magic;
        this.extensions = String.join(" ", extensions);
    }

    static String of(String fileName, Octets content) {
        String start = content.slice(0, Math.min(8, content.length())).toHex();
        Optional<MediaType> byMagic =
                Arrays.stream(values())
                        .filter(type -> !type.magic.isEmpty() && start.startsWith(type.magic))
                        .findFirst();
        String name = fileName.toLowerCase(Locale.ROOT);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return byMagic.or(
                        () ->
                                Arrays.stream(values())
                                        .filter(type -> type.extensions().contains(extension))
                                        .findFirst())
                .map(type -> type.mediaType)
                .orElseGet(() -> isText(content) ? TEXT.mediaType : UNKNOWN);
    }

    /** {@return a file name extension for {@code mediaType}, without the dot} */
    static String extension(String mediaType) {
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equals(mediaType))
                .map(type -> type.extensions().getFirst())
                .findFirst()
                .orElse("bin");
    }

    private List<String> extensions() {
        return List.of(extensions.split(" ", -1));
    }

    private static boolean isText(Octets content) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content.toArray())).length();
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
