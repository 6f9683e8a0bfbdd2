// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TpduCodecTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            8-bit data                  | RP_DATA  | 04 04912143 00 04 62801251305400 02 cafe
            TP-UDL in septets           | RP_DATA  | 04 04912143 00 00 62801251305400 0a e8329bfd4697d9ec37
            every flag                  | RP_DATA  | e8 04912143 00 04 62801251305400 03 027000
            no user data                | RP_DATA  | 04 04912143 00 00 62801251305400 00
            Info has length 7           | RP_DATA  | 04 07d0c9b7f90d 00 00 62801251305400 00
            eleven characters are 20    | RP_DATA  | 04 14d0c8323bfd3ecbc370740c 00 00 62801251305400 00
            odd number of digits        | RP_DATA  | 04 0391 21f3 00 00 62801251305400 00
            star, hash, a, b, c         | RP_DATA  | 04 0581 badcfe 00 00 62801251305400 00
            no address                  | RP_DATA  | 04 0081 00 00 62801251305400 00
            zone west of Greenwich      | RP_DATA  | 04 04912143 00 00 62801251305469 00
            year 1990                   | RP_DATA  | 04 04912143 00 00 09801251305400 00
            header and septets          | RP_DATA  | 44 04912143 00 00 62801251305400 09 050003cc0201 9034
            header ends on a boundary   | RP_DATA  | 44 04912143 00 00 62801251305400 0a 0608040102 0201 e834
            header and octets           | RP_DATA  | 44 04912143 00 04 62801251305400 0c 0605040b8423f0 cafebabe01
            unknown element kept        | RP_DATA  | 44 04912143 00 04 62801251305400 07 047002beef cafe
            impossible part number kept | RP_DATA  | 44 04912143 00 04 62801251305400 08 050003cc0203 cafe
            compressed counts octets    | RP_DATA  | 04 04912143 00 20 62801251305400 03 ffffff
            status report, no TP-PI     | RP_DATA  | 06 2a 04912143 62801251305400 62801251305400 00
            status report, all of TP-PI | RP_DATA  | 06 2a 04912143 62801251305400 62801251305400 30 07 00 04 02 cafe
            submit report in RP-ACK     | RP_ACK   | 01 00 62801251305400
            submit report in RP-ERROR   | RP_ERROR | 41 c0 07 62801251305400 00 04 05 03700101 21
            """)
    void decodesAndEncodesBackWhatServiceCentresSend(String name, Carrier carrier, String hex)
            throws DecodeException {
        Octets pdu = Octets.ofHex(hex);
        assertEquals(pdu, TpduCodec.encode(TpduCodec.decodeFromServiceCentre(pdu, carrier)), name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            submit, no TP-VP           | RP_DATA  | 01 00 04912143 00 00 01 41
            submit, relative TP-VP     | RP_DATA  | 11 ff 04912143 00 00 a7 01 41
            submit, absolute TP-VP     | RP_DATA  | 19 00 04912143 00 00 62801251305400 01 41
            submit, enhanced TP-VP     | RP_DATA  | 09 00 04912143 00 00 01a70000000000 01 41
            submit, every flag         | RP_DATA  | a5 00 04912143 00 00 01 41
            command                    | RP_DATA  | 22 11 00 00 42 04912143 00
            command with header        | RP_DATA  | 42 11 00 03 42 04912143 05 03700101 21
            deliver report in RP-ACK   | RP_ACK   | 00 00
            deliver report, TP-UD      | RP_ACK   | 00 07 7f f6 02 cafe
            deliver report in RP-ERROR | RP_ERROR | 00 d3 00
            """)
    void decodesAndEncodesBackWhatMobileStationsSend(String name, Carrier carrier, String hex)
            throws DecodeException {
        Octets pdu = Octets.ofHex(hex);
        assertEquals(pdu, TpduCodec.encode(TpduCodec.decodeFromMobileStation(pdu, carrier)), name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            nothing                 | ''                                     | at octet 0: need 1 octets, have 0
            reserved type           | 03                                     | at octet 0: reserved TP-MTI
            report in RP-DATA       | 01 00 62801251305400                   | at octet 0: SMS-SUBMIT-REPORT in RP-DATA
            address cut short       | 04 0b9121                              | SMS-DELIVER.TP-OA.Address-Value at octet 4: need 1 octets, have 0
            address too long        | 04 1691 1111111111111111111111         | SMS-DELIVER.TP-OA at octet 1: 22 digits, at most 20
            name too long           | 04 15d0 6161616161616161616161         | SMS-DELIVER.TP-OA at octet 1: 12 septets, at most 11
            filler among digits     | 04 0491 2f43                           | SMS-DELIVER.TP-OA.Address-Value at octet 3: filler among the digits
            no such month           | 04 04912143 00 04 62311251305400 00    | SMS-DELIVER.TP-SCTS at octet 7: Invalid value for MonthOfYear (valid values 1 - 12): 13
            no such digit           | 04 04912143 00 04 6280125130f400 00    | SMS-DELIVER.TP-SCTS at octet 12: f4 is not two digits
            no such zone            | 04 04912143 00 04 62801251305437 00    | SMS-DELIVER.TP-SCTS.zone at octet 13: 73 quarters of an hour, at most 72
            user data cut short     | 04 029121 00 04 62801251305400 05 cafe | SMS-DELIVER.TP-UD at octet 14: need 5 octets, have 2
            octets after the TPDU   | 04 029121 00 04 62801251305400 00 cafe | SMS-DELIVER at octet 14: 2 octets left over
            header past the end     | 44 029121 00 04 62801251305400 02 05ca | SMS-DELIVER.TP-UD.TP-UDH at octet 15: need 5 octets, have 1
            element past the header | 44 029121 00 04 62801251305400 03 020003 | SMS-DELIVER.TP-UD.TP-UDH.IE 0x00.IED at octet 17: need 3 octets, have 0
            header without TP-UDHL  | 44 029121 00 04 62801251305400 00      | SMS-DELIVER.TP-UD.TP-UDH.TP-UDHL at octet 14: need 1 octets, have 0
            more header than TP-UDL | 44 029121 00 00 62801251305400 07 06700401020304 | SMS-DELIVER.TP-UD at octet 13: 7 septets, of which the header takes 8
            odd UCS-2               | 04 029121 00 08 62801251305400 03 004100 | SMS-DELIVER.TP-UD at octet 13: 3 octets of UCS-2, an odd number
            """)
    void saysWhereInputIsMalformed(String name, String hex, String message) {
        var e =
                assertThrows(
                        DecodeException.class,
                        () -> TpduCodec.decodeFromServiceCentre(Octets.ofHex(hex), Carrier.RP_DATA),
                        name);
        assertEquals(message, e.getMessage());
    }

    @Test
    void refusesMoreUserDataThanOneMessageHolds() {
        String tooLong = "04 029121 00 04 62801251305400 8d" + "00".repeat(141);
        var e =
                assertThrows(
                        DecodeException.class,
                        () ->
                                TpduCodec.decodeFromServiceCentre(
                                        Octets.ofHex(tooLong), Carrier.RP_DATA));
        assertEquals(
                "SMS-DELIVER.TP-UD at octet 13: 141 octets of user data, at most 140",
                e.getMessage());
    }

    @Tag("long")
    @Test
    void answersAnyOctetsWithTpduOrDecodeException() {
        var random = new SplittableRandom(23_040);
        byte[] seed =
                Octets.ofHex("44 04912143 00 00 62801251305400 0c 0605040b8423f0 cafebabe01")
                        .toArray();
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = (i & 1) == 0 ? new byte[random.nextInt(64)] : seed.clone();
            if ((i & 1) == 0) {
                random.nextBytes(bytes);
            } else {
                for (int n = random.nextInt(4); n >= 0; n--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            Octets pdu = Octets.of(bytes);
            for (Carrier carrier : Carrier.values()) {
                staysReadable(pdu, carrier, true);
                staysReadable(pdu, carrier, false);
            }
        }
    }

    /** What was decoded encodes, and decodes again to the same. */
    private static void staysReadable(Octets pdu, Carrier carrier, boolean fromServiceCentre) {
        Tpdu tpdu;
        try {
            tpdu = decode(pdu, carrier, fromServiceCentre);
        } catch (DecodeException expected) {
            return;
        }
        Octets canonical = TpduCodec.encode(tpdu);
        try {
            assertEquals(tpdu, decode(canonical, carrier, fromServiceCentre), pdu::toHex);
        } catch (DecodeException e) {
            throw new AssertionError(pdu.toHex() + " became " + canonical.toHex(), e);
        }
    }

    private static Tpdu decode(Octets pdu, Carrier carrier, boolean fromServiceCentre)
            throws DecodeException {
        return fromServiceCentre
                ? TpduCodec.decodeFromServiceCentre(pdu, carrier)
                : TpduCodec.decodeFromMobileStation(pdu, carrier);
    }
}
