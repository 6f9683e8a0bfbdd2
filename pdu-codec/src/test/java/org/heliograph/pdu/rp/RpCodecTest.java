// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.rp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.RpMessage.RpData;
import org.heliograph.pdu.rp.RpMessage.RpError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpCodecTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            RP-DATA to the MS, empty destination | 01 07 07 91 947101670000 00 03 cafe01
            RP-DATA from the MS                  | 00 ff 00 05 81 214365f7 02 cafe
            RP-DATA with empty user data         | 01 00 00 00 00
            RP-ACK without user data             | 03 07
            RP-ACK with user data                | 02 07 41 02 0000
            RP-ERROR                             | 04 07 01 29
            RP-ERROR with diagnostic             | 05 07 02 16 2a
            RP-ERROR with user data              | 04 07 01 16 41 03 00d300
            RP-SMMA                              | 06 07
            """)
    void decodesAndEncodesBack(String name, String hex) throws DecodeException {
        Octets message = Octets.ofHex(hex);
        assertEquals(message, RpCodec.encode(RpCodec.decode(message)), name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            nothing                   | ''                | RP-MTI at octet 0: need 1 octets, have 0
            reserved type             | 07 00             | at octet 0: reserved RP-MTI
            no reference              | 00                | RP-DATA.RP-MR at octet 1: need 1 octets, have 0
            address past the end      | 00 01 00 05 91 21 | RP-DATA.RP-Destination-Address at octet 4: need 5 octets, have 2
            filler among digits       | 00 01 00 03 91 f121 00 | RP-DATA.RP-Destination-Address.digits at octet 5: filler among the digits
            too many digits           | 00 01 0c 91 1111111111111111111111 00 00 | RP-DATA.RP-Originator-Address at octet 2: 22 digits, at most 20
            user data past the end    | 00 01 00 00 05 ca | RP-DATA.RP-User-Data.TPDU at octet 5: need 5 octets, have 1
            octets after user data    | 00 01 00 00 00 ca | RP-DATA at octet 5: 1 octets left over
            octets after RP-ACK       | 02 01 41 00 ca    | RP-ACK at octet 4: 1 octets left over
            another element in RP-ACK | 02 01 42 00       | RP-ACK.RP-User-Data at octet 2: information element 42, not 41
            cause of no octets        | 04 01 00          | RP-ERROR.RP-Cause.cause at octet 3: need 1 octets, have 0
            cause of three octets     | 04 01 03 010203   | RP-ERROR.RP-Cause at octet 2: 2 octets of diagnostic, at most 1
            """)
    void saysWhereInputIsMalformed(String name, String hex, String message) {
        var e = assertThrows(DecodeException.class, () -> RpCodec.decode(Octets.ofHex(hex)), name);
        assertEquals(message, e.getMessage());
    }

    @Test
    void keepsTheServiceCentreInOriginatorTowardsTheMobile() {
        RpMessage data =
                new RpData(
                        Direction.TO_MS,
                        0x2A,
                        RpAddress.of("+49171076"),
                        RpAddress.NONE,
                        Octets.of(0xCA));
        assertEquals("012a059194710167" + "00" + "01ca", RpCodec.encode(data).toHex());
    }

    @Test
    void findsTheReferenceOfAMessageItCannotRead() {
        assertEquals(OptionalInt.of(0x9C), RpCodec.messageReference(Octets.ofHex("009cff")));
        assertEquals(OptionalInt.empty(), RpCodec.messageReference(Octets.ofHex("00")));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 128})
    void refusesCausesThatDoNotFit(int cause) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new RpError(Direction.TO_MS, 0, cause, Octets.EMPTY, Octets.EMPTY));
    }

    @Tag("long")
    @Test
    void answersAnyOctetsWithMessageOrDecodeException() {
        var random = new SplittableRandom(24_011);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            for (int j = 2; j < bytes.length; j++) {
                bytes[j] &= random.nextBoolean() ? (byte) 0x07 : (byte) 0xFF; // some lengths fit
            }
            RpMessage message;
            try {
                message = RpCodec.decode(Octets.of(bytes));
            } catch (DecodeException expected) {
                continue;
            }
            Octets canonical = RpCodec.encode(message);
            RpMessage again;
            try {
                again = RpCodec.decode(canonical);
            } catch (DecodeException e) {
                throw new AssertionError(canonical.toHex(), e);
            }
            assertEquals(message, again);
        }
    }
}
