// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.cp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.cp.CpMessage.CpData;
import org.heliograph.pdu.cp.CpMessage.TransactionIdentifier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpCodecTest {
    /** The first two: as seen on a network, P1 Security's pycrate. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            CP-DATA from the responder | 89 01 06 020141020000
            CP-DATA with RP-ACK        | 99 01 02 0302
            CP-DATA without user data  | 09 01 00
            CP-ACK                     | 69 04
            CP-ERROR                   | e9 10 16
            """)
    void decodesAndEncodesBack(String name, String hex) throws DecodeException {
        Octets message = Octets.ofHex(hex);
        assertEquals(message, CpCodec.encode(CpCodec.decode(message)), name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            nothing                | ''       | transaction identifier at octet 0: need 1 octets, have 0
            another protocol       | 05 04    | transaction identifier at octet 0: protocol discriminator 5, not 9
            extended identifier    | 79 04    | transaction identifier at octet 0: transaction identifier 7 is not 0 to 6
            another message        | 09 02    | at octet 1: no CP message has type 02
            user data past the end | 09 01 02 ca | CP-DATA.CP-User-Data.RPDU at octet 3: need 2 octets, have 1
            too much user data     | 09 01 00 ca | CP-DATA at octet 3: 1 octets left over
            octets after CP-ACK    | 09 04 ca | CP-ACK at octet 2: 1 octets left over
            no cause               | 09 10    | CP-ERROR.CP-Cause at octet 2: need 1 octets, have 0
            """)
    void saysWhereInputIsMalformed(String name, String hex, String message) {
        var e = assertThrows(DecodeException.class, () -> CpCodec.decode(Octets.ofHex(hex)), name);
        assertEquals(message, e.getMessage());
    }

    @Test
    void refusesMoreUserDataThanOneMessageHolds() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new CpData(
                                new TransactionIdentifier(0, false),
                                Octets.ofOwned(new byte[249])));
    }

    @Tag("long")
    @Test
    void answersAnyOctetsWithMessageOrDecodeException() {
        var random = new SplittableRandom(24_007);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(8)];
            random.nextBytes(bytes);
            if (bytes.length > 2) {
                bytes[0] = (byte) ((bytes[0] & 0xF0) | 9);
                bytes[1] &= 0x15;
                bytes[2] &= 7;
            }
            CpMessage message;
            try {
                message = CpCodec.decode(Octets.of(bytes));
            } catch (DecodeException expected) {
                continue;
            }
            try {
                assertEquals(message, CpCodec.decode(CpCodec.encode(message)));
            } catch (DecodeException e) {
                throw new AssertionError(message.toString(), e);
            }
        }
    }
}
