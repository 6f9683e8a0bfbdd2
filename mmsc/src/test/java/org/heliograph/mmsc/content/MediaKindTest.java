// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import org.heliograph.pdu.Octets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MediaKindTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    JPEG                  | JPEG      | ffd8ffe000104a464946
                    PNG                   | PNG       | 89504e470d0a1a0a0000000d
                    GIF                   | GIF       | 474946383961
                    WebP                  | WEBP      | 524946461a000000574542505650384c
                    WBMP of 8 times 2     | WBMP      | 000008 02 ff00
                    WBMP of 130 times 1   | WBMP      | 00008102 01 ffffffffffffffffffffffffffffffffff
                    BMP                   | BMP       | 424d460000000000000036000000280000000200000002000000
                    AMR                   | AMR       | 2321414d520a3c
                    AMR, wide band        | AMR       | 2321414d522d57420a
                    3GP                   | ISO_MEDIA | 00000018667479703367703500000000
                    MP4                   | ISO_MEDIA | 000000186674797069736f6d00000000
                    3GP without ftyp      | ISO_MEDIA | 000000086d646174
                    MP3 with a tag        | MP3       | 49443303000000
                    MP3 frame             | MP3       | fffb9064
                    MIDI                  | MIDI      | 4d546864000000060001
                    no text, with a zero  |           | 616200630064
                    HEIF, a still picture |           | 00000018667479706865696300000000
                    AAC, layer 0          |           | fff150800c1ffc
                    WBMP cut short        |           | 00000802 ff
                    WBMP, a size too long |           | 0000ffffff0101
                    program               |           | 7f454c4602010100
                    """)
    void knowsBinaryMediaByTheirOctets(String name, @Nullable MediaKind kind, String hex) {
        assertEquals(Optional.ofNullable(kind), MediaKind.of(Octets.ofHex(hex)), name);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    VCARD     | BEGIN:VCARD
                    VCARD     | begin:vcard
                    VCALENDAR | BEGIN:VCALENDAR
                    SMIL      | <smil><body/></smil>
                    SMIL      | <?xml version="1.0"?> <!DOCTYPE smil> <smil xmlns="x">
                    TEXT      | about <smil>
                    TEXT      | <html>
                    TEXT      | Grüße
                    TEXT      | MZ
                    """)
    void knowsTextByItsStart(MediaKind kind, String text) {
        for (var charset :
                new java.nio.charset.Charset[] {
                    StandardCharsets.UTF_8, StandardCharsets.UTF_16, StandardCharsets.UTF_16LE
                }) {
            assertEquals(Optional.of(kind), MediaKind.of(Octets.of(text, charset)), charset.name());
        }
    }

    @Test
    void forgivesTheZeroOfC() {
        assertEquals(Optional.of(MediaKind.TEXT), MediaKind.of(Octets.ofHex("686900")));
        assertEquals(Optional.of(MediaKind.TEXT), MediaKind.of(Octets.EMPTY));
    }

    @Test
    void answersAnyOctets() {
        SplittableRandom random = new SplittableRandom(23_140);
        for (int i = 0; i < 100_000; i++) {
            byte[] octets = new byte[random.nextInt(40)];
            random.nextBytes(octets);
            MediaKind.of(Octets.ofOwned(octets));
        }
    }
}
