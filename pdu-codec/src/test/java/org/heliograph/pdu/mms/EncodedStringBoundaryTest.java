// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where texts end, and which charsets have two octets to a character. */
class EncodedStringBoundaryTest {
    @Test
    void namesACharsetOnlyWhereItMust() {
        assertEquals(
                new EncodedString(EncodedString.NO_CHARSET, "\u007F"), EncodedString.of("\u007F"));
        assertEquals(new EncodedString(EncodedString.UTF_8, "\u0080"), EncodedString.of("\u0080"));
        var e = assertThrows(IllegalArgumentException.class, () -> new EncodedString(-1, "a"));
        assertEquals("charset -1", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new EncodedString(4, "ж"));
    }

    /** IANA: 1000 is UCS-2, 1013 to 1015 UTF-16; 1012 UTF-7, 1016 CESU-8. */
    @ParameterizedTest(name = "charset {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            1000 | 96 07 0203e8 00680000
            1013 | 96 07 0203f5 00680000
            1014 | 96 07 0203f6 68000000
            1015 | 96 09 0203f7 feff00680000
            999  | 96 05 0203e7 6800
            1001 | 96 05 0203e9 6800
            1012 | 96 05 0203f4 6800
            1016 | 96 05 0203f8 6800
            3    | 96 03 83 6800
            106  | 96 03 ea 6800
            2147483647 | 96 07 047fffffff 6800
            0    | 96 6800
            """)
    void readsAndWritesACharacterOfOneOrTwoOctets(int charset, String hex) throws DecodeException {
        Octets pdu = Octets.ofHex("8c98" + hex);
        MmsHeaders headers = MmsCodec.decode(pdu).headers();
        EncodedString text = new EncodedString(charset, "h");
        assertEquals(List.of(text), headers.all(MmsField.SUBJECT));
        MmsHeaders written = MmsHeaders.builder().add(MmsField.SUBJECT, text).build();
        assertEquals(pdu, MmsCodec.encode(new MmsPdu.Other(0x98, written, Octets.EMPTY)));
    }

    @ParameterizedTest
    @CsvSource({"96 05 0203e8 0000, ''", "96 06 0203e8 006800, h", "96 04 0203e8 00, ''"})
    void takesOneZeroForTheTwoOfAWideCharset(String hex, String text) throws DecodeException {
        MmsHeaders headers = MmsCodec.decode(Octets.ofHex("8c98" + hex)).headers();
        assertEquals(new EncodedString(1000, text), headers.first(MmsField.SUBJECT).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            96 01 ea        | at octet 5: text without its terminating zero
            96 04 83 7f8000 | at octet 5: text that is not US-ASCII
            96 07 0480000000 6800 | at octet 4: charset 2147483648
            """)
    void saysWhereATextIsMalformed(String hex, String message) {
        var e =
                assertThrows(
                        DecodeException.class, () -> MmsCodec.decode(Octets.ofHex("8c98" + hex)));
        assertEquals("MMS PDU of type 152.Subject " + message, e.getMessage());
    }

    /** With X-Mms-Priority behind it, which must stay whole. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            length of one more, quoted  | 96 1f 04 ea 6800 61 | 106 | h
            length goes on too far      | 96 05 ea 6800 | 106 | h
            length lacks the zero       | 96 02 ea 68 00 | 106 | h
            length lacks a character    | 96 02 ea 6869 00 | 106 | hi
            no zero                     | 96 03 ea 6869 | 106 | hi
            wide, no zeros              | 96 07 0203e8 00680069 | 1000 | hi
            no charset, UTF-8           | 96 04 68c3a9 00 | 0 | hé
            Latin-1 called US-ASCII     | 96 04 83 7fe9 00 | 3 | é
            """)
    void recoversATextAndNoMore(String name, String hex, int charset, String text)
            throws DecodeException {
        Reading reading = Reading.kind();
        MmsHeaders headers =
                MmsCodec.decode(new OctetReader(Octets.ofHex("8c98" + hex + "8f82"), reading))
                        .headers();
        assertEquals(
                List.of(new EncodedString(charset, text)), headers.all(MmsField.SUBJECT), name);
        assertEquals(List.of(Priority.HIGH), headers.all(MmsField.PRIORITY));
        assertEquals(2, headers.entries().size());
        assertEquals(1, reading.deviations().size());
    }
}
