// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.rp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.rp.RpMessage.RpAck;
import org.heliograph.pdu.rp.RpMessage.RpData;
import org.heliograph.pdu.rp.RpMessage.RpError;
import org.heliograph.pdu.rp.RpMessage.RpSmma;
import org.heliograph.pdu.sms.NumberingPlan;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first and last values that RP messages take, and the ones beyond. */
class RpBoundaryTest {
    /** RP-MTI: §8.2.2, table 8.3. */
    @Test
    void readsEachTypeInItsDirection() throws DecodeException {
        Octets octets = Octets.of(0xCA);
        reads("00 ff 00 00 01 ca", data(Direction.FROM_MS, 255, octets));
        reads("01 00 00 00 01 ca", data(Direction.TO_MS, 0, octets));
        reads("02 ff", new RpAck(Direction.FROM_MS, 255, Octets.EMPTY));
        reads("03 00 41 01 ca", new RpAck(Direction.TO_MS, 0, octets));
        reads("04 ff 01 00", new RpError(Direction.FROM_MS, 255, 0, Octets.EMPTY, Octets.EMPTY));
        reads("05 00 02 7f ca", new RpError(Direction.TO_MS, 0, 127, octets, Octets.EMPTY));
        reads("06 00", new RpSmma(0));
        reads("06 ff", new RpSmma(255));
    }

    @Test
    void looksAtThreeBitsOfTheTypeAndSevenOfTheCause() throws DecodeException {
        assertEquals(new RpSmma(1), RpCodec.decode(Octets.ofHex("fe 01")));
        assertEquals(
                new RpError(Direction.FROM_MS, 1, 22, Octets.EMPTY, Octets.EMPTY),
                RpCodec.decode(Octets.ofHex("04 01 01 96")));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void refusesReferencesOutOfRange(int reference) {
        String message = "RP-MR " + reference + " is not 0 to 255";
        refuses(message, () -> data(Direction.TO_MS, reference, Octets.EMPTY));
        refuses(message, () -> new RpAck(Direction.TO_MS, reference, Octets.EMPTY));
        refuses(message, () -> error(reference, 1, Octets.EMPTY, Octets.EMPTY));
        refuses(message, () -> new RpSmma(reference));
    }

    @Test
    void refusesWhatIsOutOfRange() {
        refuses("RP-Cause -1 is not 0 to 127", () -> error(1, -1, Octets.EMPTY, Octets.EMPTY));
        refuses("RP-Cause 128 is not 0 to 127", () -> error(1, 128, Octets.EMPTY, Octets.EMPTY));
        refuses("2 octets of diagnostic, at most 1", () -> error(1, 1, Octets.of(1, 2), octets(0)));
        refuses(
                "234 octets of RP-User-Data, at most 233",
                () -> data(Direction.TO_MS, 1, octets(234)));
        refuses(
                "233 octets of RP-User-Data, at most 232",
                () -> new RpAck(Direction.TO_MS, 1, octets(233)));
        refuses(
                "233 octets of RP-User-Data, at most 232",
                () -> error(1, 1, octets(0), octets(233)));
    }

    /** Tables 7.1 to 7.4: RP-User-Data at most 234 octets, its length and identifier among them. */
    @Test
    void carriesTheLongestUserData() throws DecodeException {
        reads("01 01 00 00 e9" + "ca".repeat(233), data(Direction.TO_MS, 1, octets(233)));
        reads("03 01 41 e8" + "ca".repeat(232), new RpAck(Direction.TO_MS, 1, octets(232)));
        reads("05 01 01 01 41 e8" + "ca".repeat(232), error(1, 1, Octets.EMPTY, octets(232)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            RP-DATA  | 01 01 00 00 | ea | 234 | 233 | RP-DATA.RP-User-Data at octet 4: 234 octets of RP-User-Data, at most 233
            RP-ACK   | 03 01 41    | e9 | 233 | 232 | RP-ACK.RP-User-Data at octet 3: 233 octets of RP-User-Data, at most 232
            """)
    void refusesLongerUserDataOrCutsIt(
            String name, String before, String length, int octets, int most, String message)
            throws DecodeException {
        Octets pdu = Octets.ofHex(before + length).plus(octets(octets));
        var e = assertThrows(DecodeException.class, () -> RpCodec.decode(pdu), name);
        assertEquals(message, e.getMessage());
        Reading reading = Reading.kind();
        RpMessage cut = RpCodec.decode(new OctetReader(pdu, reading));
        assertEquals(
                RpCodec.decode(Octets.ofHex(before).plus(Octets.of(most)).plus(octets(most))), cut);
        assertEquals("[" + message + "]", reading.deviations().toString());
    }

    @Test
    void refusesOctetsAfterTheMessage() {
        malformed("00 01 00 00 00 ca", "RP-DATA at octet 5: 1 octets left over");
        malformed("04 01 01 16 41 00 ca", "RP-ERROR at octet 6: 1 octets left over");
        malformed("06 01 ca", "RP-SMMA at octet 2: 1 octets left over");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a length that fits           | 02 01 01 ca       | ca
            a length that says too much  | 02 01 02 ca       | ca
            a length that says too little | 02 01 00 cafe    | 00cafe
            identifier and nothing       | 02 01 41          | ''
            identifier and a long length | 02 01 41 05 ca    | ca
            identifier, no length        | 02 01 41 00 ca fe | 00cafe
            """)
    void guessesUserDataOfAReport(String name, String hex, String tpdu) throws DecodeException {
        assertEquals(
                new RpAck(Direction.FROM_MS, 1, Octets.ofHex(tpdu)),
                RpCodec.decode(new OctetReader(Octets.ofHex(hex), Reading.kind())),
                name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a length that fits   | 04 01 01 16     | 22  | ''
            and a diagnostic     | 04 01 02 16 05  | 22  | 05
            the cause for length | 04 01 16        | 22  | ''
            no octets            | 04 01 00        | 111 | ''
            a diagnostic of two  | 04 01 03 160506 | 22  | 05
            """)
    void readsCausesKindly(String name, String hex, int cause, String diagnostic)
            throws DecodeException {
        assertEquals(
                new RpError(Direction.FROM_MS, 1, cause, Octets.ofHex(diagnostic), Octets.EMPTY),
                RpCodec.decode(new OctetReader(Octets.ofHex(hex), Reading.kind())),
                name);
    }

    /** Length in octets, type-of-address among them (§8.2.5.1), or meant as digits. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            octets, as it should be     | 03 91 2143     | +1234
            octets, filler in the midst | 03 91 f143     | +134
            eight digits                | 08 91 21436587 | +12345678
            nine digits                 | 09 91 21436587f9 | +123456789
            """)
    void readsAddressesKindly(String name, String address, String number) throws DecodeException {
        RpMessage message =
                RpCodec.decode(
                        new OctetReader(
                                Octets.ofHex("01 01 " + address + "00 00"), Reading.kind()));
        assertEquals(
                new RpData(Direction.TO_MS, 1, RpAddress.of(number), RpAddress.NONE, Octets.EMPTY),
                message,
                name);
    }

    /** Its length goes up to the end and not past it: it counts octets. */
    @Test
    void readsAnAddressUpToTheEndKindly() throws DecodeException {
        assertEquals(
                new RpData(
                        Direction.FROM_MS, 1, RpAddress.NONE, RpAddress.of("+11234"), Octets.EMPTY),
                RpCodec.decode(
                        new OctetReader(Octets.ofHex("00 01 00 04 91 f12143"), Reading.kind())));
    }

    @Test
    void readsAddressesAsPeopleWriteThem() {
        RpAddress international = RpAddress.of("+1234");
        assertEquals(TypeOfNumber.INTERNATIONAL, international.typeOfNumber());
        assertEquals(NumberingPlan.ISDN, international.numberingPlan());
        assertEquals("1234", international.digits());
        assertEquals("+1234", international.toString());
        assertEquals(TypeOfNumber.UNKNOWN, RpAddress.of("1234").typeOfNumber());
        assertEquals("1234", RpAddress.of("1234").toString());
        assertEquals("12345678901234567890", RpAddress.of("12345678901234567890").digits());
        refuses("21 digits, at most 20", () -> RpAddress.of("123456789012345678901"));
        refuses("digit 2 is none of 0-9*#abc", () -> RpAddress.of("1x"));
        assertTrue(RpAddress.NONE.isEmpty());
        assertFalse(international.isEmpty());
    }

    @Test
    void writesAnAddressOfNoDigitsThatHasAType() throws DecodeException {
        RpAddress bare = new RpAddress(TypeOfNumber.INTERNATIONAL, NumberingPlan.ISDN, "");
        reads(
                "01 01 01 91 00 00",
                new RpData(Direction.TO_MS, 1, bare, RpAddress.NONE, Octets.EMPTY));
    }

    @Test
    void findsTheReferenceBehindTheType() {
        assertEquals(OptionalInt.of(0), RpCodec.messageReference(Octets.ofHex("0000")));
        assertEquals(OptionalInt.empty(), RpCodec.messageReference(Octets.EMPTY));
    }

    private static RpData data(Direction direction, int reference, Octets tpdu) {
        return new RpData(direction, reference, RpAddress.NONE, RpAddress.NONE, tpdu);
    }

    private static RpError error(int reference, int cause, Octets diagnostic, Octets tpdu) {
        return new RpError(Direction.TO_MS, reference, cause, diagnostic, tpdu);
    }

    private static Octets octets(int count) {
        return Octets.ofHex("ca".repeat(count));
    }

    private static void reads(String hex, RpMessage message) throws DecodeException {
        assertEquals(message, RpCodec.decode(Octets.ofHex(hex)));
        assertEquals(Octets.ofHex(hex), RpCodec.encode(message));
    }

    private static void malformed(String hex, String message) {
        var e = assertThrows(DecodeException.class, () -> RpCodec.decode(Octets.ofHex(hex)));
        assertEquals(message, e.getMessage());
    }

    private static void refuses(String message, Executable construction) {
        var e = assertThrows(IllegalArgumentException.class, construction);
        assertEquals(message, e.getMessage());
    }
}
