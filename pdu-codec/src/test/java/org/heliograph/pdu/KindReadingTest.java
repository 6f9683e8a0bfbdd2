// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.heliograph.pdu.cp.CpCodec;
import org.heliograph.pdu.cp.CpMessage;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.SmsCommand;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.SmsDeliverReport;
import org.heliograph.pdu.sms.SmsStatusReport;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.SmsSubmitReport;
import org.heliograph.pdu.sms.Tpdu;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a kind reading makes of SMS octets that break the standard, layer by layer. */
class KindReadingTest {
    /** What octets may be read as. */
    enum Layer {
        MT,
        MT_ACK,
        MT_ERROR,
        MO,
        MO_ACK,
        MO_ERROR,
        RP,
        CP;

        Object decode(OctetReader in) throws DecodeException {
            return switch (this) {
                case MT -> TpduCodec.decodeFromServiceCentre(in, Carrier.RP_DATA);
                case MT_ACK -> TpduCodec.decodeFromServiceCentre(in, Carrier.RP_ACK);
                case MT_ERROR -> TpduCodec.decodeFromServiceCentre(in, Carrier.RP_ERROR);
                case MO -> TpduCodec.decodeFromMobileStation(in, Carrier.RP_DATA);
                case MO_ACK -> TpduCodec.decodeFromMobileStation(in, Carrier.RP_ACK);
                case MO_ERROR -> TpduCodec.decodeFromMobileStation(in, Carrier.RP_ERROR);
                case RP -> RpCodec.decode(in);
                case CP -> CpCodec.decode(in);
            };
        }

        /** {@return the layer that may carry what was read, be it where it may not} */
        Layer carrying(Object pdu) {
            return switch (pdu) {
                case SmsDeliver _, SmsStatusReport _ -> MT;
                case SmsSubmit _, SmsCommand _ -> MO;
                case SmsSubmitReport.InRpAck _ -> MT_ACK;
                case SmsSubmitReport.InRpError _ -> MT_ERROR;
                case SmsDeliverReport.InRpAck _ -> MO_ACK;
                case SmsDeliverReport.InRpError _ -> MO_ERROR;
                default -> this;
            };
        }

        Octets encode(Object pdu) {
            return switch (this) {
                case RP -> RpCodec.encode((RpMessage) pdu);
                case CP -> CpCodec.encode((CpMessage) pdu);
                case MT, MT_ACK, MT_ERROR, MO, MO_ACK, MO_ERROR -> TpduCodec.encode((Tpdu) pdu);
            };
        }
    }

    /** Each row: the octets, what a kind reading encodes them as, and what it says of them. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            TP-UDL too large       | MT | 04 029121 00 04 62801251305400 05 cafe | 04 029121 00 04 62801251305400 02 cafe | SMS-DELIVER.TP-UD at octet 14: need 5 octets, have 2
            septets cut short      | MT | 04 029121 00 00 62801251305400 0a e8329bfd | 04 029121 00 00 62801251305400 04 e8329b0d | SMS-DELIVER.TP-UD at octet 14: need 9 octets, have 4
            TP-UDL counts octets   | MT | 04 029121 00 00 62801251305400 05 e8329bfd06 | 04 029121 00 00 62801251305400 05 e8329bfd06 | -
            octets not septets     | MT | 04 029121 00 00 62801251305400 09 e8329bfd4697d9ec37 | 04 029121 00 00 62801251305400 0a e8329bfd4697d9ec37 | SMS-DELIVER.TP-UD at octet 13: 9 counts octets, not septets
            characters not octets  | MT | 04 029121 00 08 62801251305400 02 00480069 | 04 029121 00 08 62801251305400 04 00480069 | SMS-DELIVER.TP-UD at octet 13: 2 counts characters, not octets
            padded record          | MT | 04 029121 00 04 62801251305400 01 caffff | 04 029121 00 04 62801251305400 01 ca | SMS-DELIVER at octet 15: 2 octets left over
            odd UCS-2              | MT | 04 029121 00 08 62801251305400 03 004100 | 04 029121 00 08 62801251305400 02 0041 | SMS-DELIVER.TP-UD at octet 13: 3 octets of UCS-2, an odd number
            UDHI without a header  | MT | 44 029121 00 04 62801251305400 03 48656c | 04 029121 00 04 62801251305400 03 48656c | SMS-DELIVER.TP-UD.TP-UDH at octet 15: need 72 octets, have 2
            element past the end   | MT | 44 029121 00 04 62801251305400 07 05700001ff21 ca | 44 029121 00 04 62801251305400 04 027000 ca | SMS-DELIVER.TP-UD.TP-UDH.IE 0x01.IED at octet 19: need 255 octets, have 1
            more header than TP-UDL | MT | 44 029121 00 00 62801251305400 07 06700401020304 | 44 029121 00 00 62801251305400 08 06700401020304 | SMS-DELIVER.TP-UD at octet 13: 7 septets, of which the header takes 8
            filler among digits    | MT | 04 0491 2f43 00 04 62801251305400 00 | 04 0391 32f4 00 04 62801251305400 00 | SMS-DELIVER.TP-OA at octet 3: filler among the digits
            length in octets       | MT | 04 0291 2143 00 04 62801251305400 00 | 04 0491 2143 00 04 62801251305400 00 | SMS-DELIVER.TP-OA at octet 1: length 2 counts octets of the value, not semi-octets
            length with type       | MT | 04 0391 2143f5 00 04 62801251305400 00 | 04 0591 2143f5 00 04 62801251305400 00 | SMS-DELIVER.TP-OA at octet 1: length 3 counts octets of the value, not semi-octets
            length as in RP        | MT | 04 0491 2143f5 00 04 62801251305400 00 | 04 0591 2143f5 00 04 62801251305400 00 | SMS-DELIVER.TP-OA at octet 1: length 4 counts octets of the value and its type, not semi-octets
            name in characters     | MT | 04 04d0 c9b7f90d 00 04 62801251305400 00 | 04 07d0 c9b7f90d 00 04 62801251305400 00 | SMS-DELIVER.TP-OA at octet 1: length 4 counts octets of the value, not semi-octets
            long name in characters | MT | 04 08d0 c8323bfd3ecbc3 00 04 62801251305400 00 | 04 0ed0 c8323bfd3ecbc3 00 04 62801251305400 00 | SMS-DELIVER.TP-OA at octet 1: length 8 counts octets of the value and its type, not semi-octets
            too many digits        | MT | 04 1691 1111111111111111111111 00 04 62801251305400 00 | 04 1491 11111111111111111111 00 04 62801251305400 00 | SMS-DELIVER.TP-OA at octet 1: 22 digits, at most 20
            impossible month       | MT | 04 029121 00 04 62311251305400 00 | 04 029121 00 04 62211251305400 00 | SMS-DELIVER.TP-SCTS at octet 6: Invalid value for MonthOfYear (valid values 1 - 12): 13
            time never set         | MT | 04 029121 00 04 ffffffffffffff 00 | 04 029121 00 04 9921133295952f 00 | SMS-DELIVER.TP-SCTS at octet 6: ff is not two digits
            time of zeros          | MT | 04 029121 00 04 00000000000000 00 | 04 029121 00 04 00101000000000 00 | SMS-DELIVER.TP-SCTS at octet 6: Invalid value for MonthOfYear (valid values 1 - 12): 0
            reserved type          | MT | 07 029121 00 04 62801251305400 00 | 04 029121 00 04 62801251305400 00 | at octet 0: reserved TP-MTI
            deliver in RP-ACK      | MT_ACK | 04 029121 00 04 62801251305400 00 | 04 029121 00 04 62801251305400 00 | at octet 0: SMS-DELIVER in RP-ACK
            report in RP-DATA      | MT | 01 00 62801251305400 | 01 00 62801251305400 | at octet 0: SMS-SUBMIT-REPORT in RP-DATA
            error report in RP-DATA | MT | 01 c0 00 62801251305400 | 01 c0 00 62801251305400 | at octet 0: SMS-SUBMIT-REPORT in RP-DATA
            report without TP-PI   | MO_ACK | 00 | 00 00 | SMS-DELIVER-REPORT at octet 1: no TP-PI
            report with less       | MO_ACK | 00 07 | 00 00 | SMS-DELIVER-REPORT at octet 2: nothing of what TP-PI says
            report without TP-FCS  | MO_ERROR | 00 | 00 ff 00 | SMS-DELIVER-REPORT at octet 1: no TP-FCS; SMS-DELIVER-REPORT at octet 1: no TP-PI
            record filled with FF  | MT | 06 2a 029121 62801251305400 62801251305400 00 ffffff | 06 2a 029121 62801251305400 62801251305400 00 00 | SMS-STATUS-REPORT.TP-PI at octet 23: need 1 octets, have 0
            absolute TP-VP         | MO | 19 00 029121 00 04 62801251305497 00 | 19 00 029121 00 04 62801251305427 00 | SMS-SUBMIT.TP-VP.zone at octet 13: 79 quarters of an hour, at most 72
            command data too short | MO | 02 11 00 03 42 029121 05 ca | 02 11 00 03 42 029121 01 ca | SMS-COMMAND.TP-CD at octet 9: need 5 octets, have 1
            RP-User-Data too short | RP | 00 01 00 029121 01 cafe | 00 01 00 029121 02 cafe | RP-DATA.RP-User-Data at octet 6: length 1, but 2 octets follow
            RP-User-Data too long  | RP | 00 01 00 029121 05 cafe | 00 01 00 029121 02 cafe | RP-DATA.RP-User-Data.TPDU at octet 7: need 5 octets, have 2
            no RP-User-Data        | RP | 00 01 00 029121 | 00 01 00 029121 00 | RP-DATA.RP-User-Data.length at octet 6: need 1 octets, have 0
            filler in RP address   | RP | 01 01 0391f121 00 01 ca | 01 01 039111f2 00 01 ca | RP-DATA.RP-Originator-Address.digits at octet 4: filler among the digits
            RP address in digits   | RP | 01 01 08 91 21436587 00 00 | 01 01 05 91 21436587 00 00 | RP-DATA.RP-Originator-Address at octet 3: need 8 octets, have 7
            RP-Cause of no length  | RP | 04 01 29 | 04 01 01 29 | RP-ERROR.RP-Cause at octet 3: need 41 octets, have 0
            RP-Cause of nothing    | RP | 04 01 00 | 04 01 01 6f | RP-ERROR.RP-Cause.cause at octet 3: need 1 octets, have 0
            long diagnostic        | RP | 04 01 03 160203 | 04 01 02 1602 | RP-ERROR.RP-Cause at octet 2: 2 octets of diagnostic, at most 1
            no identifier          | RP | 02 01 02 0000 | 02 01 41 02 0000 | RP-ACK.RP-User-Data at octet 2: information element 02, not 41
            nor a length           | RP | 02 01 00 00 | 02 01 41 02 0000 | RP-ACK.RP-User-Data at octet 2: information element 00, not 41
            octets after RP-SMMA   | RP | 06 07 00 | 06 07 | RP-SMMA at octet 2: 1 octets left over
            another protocol       | CP | 08 04 | 09 04 | transaction identifier at octet 0: protocol discriminator 8, not 9
            CP-User-Data too short | CP | 09 01 01 cafe | 09 01 02 cafe | CP-DATA.CP-User-Data at octet 2: length 1, but 2 octets follow
            CP-User-Data too long  | CP | 09 01 09 cafe | 09 01 02 cafe | CP-DATA.CP-User-Data.RPDU at octet 3: need 9 octets, have 2
            CP-ERROR of no cause   | CP | 09 10 | 09 10 6f | CP-ERROR.CP-Cause at octet 2: need 1 octets, have 0
            octets after CP-ACK    | CP | 09 04 ca | 09 04 | CP-ACK at octet 2: 1 octets left over
            """)
    void takesWhatWasMeantAndSaysSo(
            String name, Layer layer, String hex, String canonical, String deviations)
            throws DecodeException {
        Reading reading = Reading.kind();
        Object pdu = layer.decode(new OctetReader(Octets.ofHex(hex), reading));
        assertEquals(Octets.ofHex(canonical), layer.encode(pdu), name);
        String said =
                String.join("; ", reading.deviations().stream().map(Object::toString).toList());
        assertEquals(deviations.equals("-") ? "" : deviations, said);
        assertEquals(deviations.equals("-"), strictly(layer, Octets.ofHex(hex)).isPresent());
    }

    @Test
    void cutsUserDataThatIsTooLong() throws DecodeException {
        for (String scheme : List.of("04", "08", "00")) {
            Reading reading = Reading.kind();
            String hex = "04 029121 00" + scheme + "62801251305400 bc" + "2a".repeat(0xBC);
            Object pdu = Layer.MT.decode(new OctetReader(Octets.ofHex(hex), reading));
            assertEquals(14 + 140, Layer.MT.encode(pdu).length(), scheme);
            assertEquals(1, reading.deviations().size(), scheme);
        }
    }

    /** Whatever the octets: a PDU or a DecodeException, and no less than a strict reading finds. */
    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void isNeverWorseThanAStrictReading(Layer layer) {
        var random = new SplittableRandom(layer.name().hashCode());
        List<Octets> seeds = seeds();
        for (int i = 0; i < 20_000; i++) {
            Octets octets = mutation(seeds.get(random.nextInt(seeds.size())), random);
            Optional<Object> strict = strictly(layer, octets);
            Optional<Object> kind = read(layer, new OctetReader(octets, Reading.kind()));
            if (strict.isPresent()) {
                assertEquals(strict, kind, octets::toHex);
            }
            if (kind.isPresent()) { // it is a PDU like any other
                assertEquals(
                        kind,
                        strictly(layer.carrying(kind.get()), layer.encode(kind.get())),
                        octets::toHex);
            }
        }
    }

    private static Octets mutation(Octets seed, SplittableRandom random) {
        byte[] bytes = seed.toArray();
        for (int n = random.nextInt(4); n > 0 && bytes.length > 0; n--) {
            bytes[random.nextInt(bytes.length)] =
                    (byte) (random.nextBoolean() ? random.nextInt(16) : random.nextInt(256));
        }
        Octets octets = Octets.of(bytes);
        return switch (random.nextInt(4)) {
            case 0 -> octets.slice(0, random.nextInt(octets.length() + 1));
            case 1 -> octets.plus(Octets.ofOwned(new byte[random.nextInt(8)]));
            default -> octets;
        };
    }

    private static List<Octets> seeds() {
        List<Octets> seeds = new ArrayList<>();
        for (String hex :
                List.of(
                        "44 04912143 00 00 62801251305400 0c 0605040b8423f0 cafebabe01",
                        "44 04912143 00 04 62801251305400 0c 0605040b8423f0 cafebabe01",
                        "44 07d0c9b7f90d 00 08 62801251305400 0a 0500030a0201 00480069",
                        "04 04912143 00 00 62801251305400 0a e8329bfd4697d9ec37",
                        "06 2a 04912143 62801251305400 62801251305400 30 07 00 04 02 cafe",
                        "41 c0 07 62801251305400 00 04 05 03700101 21",
                        "01 00 62801251305400",
                        "11 ff 04912143 00 00 a7 01 41",
                        "19 00 04912143 00 00 62801251305400 01 41",
                        "09 00 04912143 00 00 01a70000000000 01 41",
                        "42 11 00 03 42 04912143 05 03700101 21",
                        "00 07 7f f6 02 cafe",
                        "00 d3 00",
                        "01 07 07 91 947101670000 00 03 cafe01",
                        "00 ff 00 05 81 214365f7 02 cafe",
                        "02 07 41 02 0000",
                        "05 07 02 16 2a 41 02 0000",
                        "06 07",
                        "09 01 05 0207410200",
                        "89 04",
                        "99 10 6f")) {
            seeds.add(Octets.ofHex(hex));
        }
        return seeds;
    }

    private static Optional<Object> strictly(Layer layer, Octets octets) {
        return read(layer, new OctetReader(octets));
    }

    private static Optional<Object> read(Layer layer, OctetReader in) {
        try {
            return Optional.of(layer.decode(in));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }
}
