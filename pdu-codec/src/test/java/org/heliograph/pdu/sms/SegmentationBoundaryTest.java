// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageLockingShift;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageSingleShift;
import org.heliograph.pdu.sms.InformationElement.Ports;
import org.heliograph.pdu.sms.InformationElement.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Where messages are cut, and where there is no room to. */
class SegmentationBoundaryTest {
    private static final TpAddress SENDER = TpAddress.of("1000");

    @Test
    void listsEveryWayToCarryAText() {
        var single = new NationalLanguageSingleShift(NationalLanguage.TURKISH);
        var locking = new NationalLanguageLockingShift(NationalLanguage.TURKISH);
        List<Segmentation.Text> ways = Segmentation.ways("ğ", Set.of(NationalLanguage.TURKISH), 1);
        assertEquals(
                List.of(List.of(single), List.of(locking), List.of(locking, single), List.of()),
                ways.stream().map(way -> way.parts().getFirst().header()).toList());
        assertEquals(
                List.of(
                        DataCodingScheme.GSM_7BIT,
                        DataCodingScheme.GSM_7BIT,
                        DataCodingScheme.GSM_7BIT,
                        DataCodingScheme.UCS2),
                ways.stream().map(Segmentation.Text::dataCodingScheme).toList());
    }

    @Test
    void fillsTheLastPart() {
        assertEquals(List.of(134, 134), sizes(Segmentation.ofText("ж".repeat(134), 1).parts()));
        assertEquals(List.of(134, 134, 2), sizes(Segmentation.ofText("ж".repeat(135), 1).parts()));
    }

    /** What is cut between is an escape and what it escapes; two escapes escape each other. */
    @Test
    void countsEscapesBeforeACut() {
        assertEquals(List.of(153, 8), sizes(septets(151, 152)));
        assertEquals(List.of(152, 9), sizes(septets(150, 151, 152)));
        assertEquals(List.of(152, 9), sizes(septets(152)));
        assertEquals(List.of(153, 8), sizes(septets(153)));
        byte[] escapes = new byte[307];
        Arrays.fill(escapes, (byte) GsmAlphabet.ESCAPE);
        assertEquals(
                List.of(152, 152, 3),
                sizes(
                        Segmentation.of(
                                DataCodingScheme.GSM_7BIT, List.of(), Octets.of(escapes), 1)));
    }

    /** One septet more than a message holds, with escapes in these places. */
    private static List<UserData> septets(int... escapes) {
        byte[] payload = new byte[161];
        for (int at : escapes) {
            payload[at] = GsmAlphabet.ESCAPE;
        }
        return Segmentation.of(DataCodingScheme.GSM_7BIT, List.of(), Octets.of(payload), 1);
    }

    @Test
    void cutsCompressedTextAnywhere() {
        byte[] payload = new byte[200];
        payload[133] = GsmAlphabet.ESCAPE;
        assertEquals(
                List.of(134, 66),
                sizes(
                        Segmentation.of(
                                new DataCodingScheme(0x20), List.of(), Octets.of(payload), 1)));
    }

    /** With 4 octets of header, and 5 of the number, 131 octets: an odd number. */
    @Test
    void keepsCharactersOfUcs2WholeWhereRoomIsOdd() {
        assertEquals(List.of(130, 22), sizes(ucs2("ж".repeat(76))));
        assertEquals(List.of(128, 24), sizes(ucs2("ж".repeat(64) + "😱" + "ж".repeat(10))));
        assertEquals(List.of(130, 20), sizes(ucs2("ж".repeat(63) + "😱" + "ж".repeat(10))));
    }

    private static List<UserData> ucs2(String text) {
        return Segmentation.of(
                DataCodingScheme.UCS2, List.of(element(1)), Alphabet.UCS2.spell(text), 1);
    }

    @Test
    void needsRoomForASurrogatePair() {
        assertEquals(
                List.of(4, 4, 2), sizes(Segmentation.ofData(List.of(element(128)), zeros(10), 1)));
        refuses(
                "the header leaves no room",
                () -> Segmentation.ofData(List.of(element(129)), zeros(10), 1));
    }

    @Test
    void refusesWhatTheSchemeIsNot() {
        refuses(
                "80 at 0 is no septet of GSM 7-bit text",
                () -> Segmentation.of(DataCodingScheme.GSM_7BIT, List.of(), Octets.of(0x80), 1));
        refuses(
                "3 octets of UCS-2, an odd number",
                () -> Segmentation.of(DataCodingScheme.UCS2, List.of(), zeros(3), 1));
        refuses("more than 255 parts", () -> Segmentation.ofText("a".repeat(255 * 153 + 1), 0));
        refuses(
                "a part of a concatenated message, and too long",
                () ->
                        Segmentation.ofData(
                                List.of(new Concatenation(1, false, 1, 1)), zeros(200), 1));
    }

    @Test
    void numbersByTheLowOctetOfTheReference() {
        Concatenation last =
                Segmentation.ofData(List.of(), zeros(141), 0x1FF)
                        .getLast()
                        .concatenation()
                        .orElseThrow();
        assertEquals(new Concatenation(0xFF, false, 2, 2), last);
    }

    @Test
    void boundsWhatIsReassembled() {
        refuses("capacity 0", () -> new Reassembly(0));
        Reassembly reassembly = new Reassembly(1);
        assertEquals(Optional.empty(), reassembly.add(SENDER, part(160, 1)));
        assertEquals(1, reassembly.size());
        UserData never = part(161, 2);
        assertEquals(Optional.of(never), reassembly.add(SENDER, never));
        assertEquals(1, reassembly.size());
    }

    @Test
    void keepsTheOtherElementsOfTheFirstPart() {
        Ports ports = new Ports(2948, 9200, true);
        List<UserData> parts = Segmentation.ofData(List.of(ports), zeros(200), 1);
        Reassembly reassembly = new Reassembly(1);
        assertEquals(Optional.empty(), reassembly.add(SENDER, parts.getLast()));
        assertEquals(
                Optional.of(new UserData(List.of(ports), zeros(200))),
                reassembly.add(SENDER, parts.getFirst()));
    }

    private static UserData part(int octets, int sequence) {
        return new UserData(List.of(new Concatenation(1, false, 2, sequence)), zeros(octets));
    }

    private static Unknown element(int octets) {
        return new Unknown(0x60, zeros(octets));
    }

    private static Octets zeros(int count) {
        return Octets.ofOwned(new byte[count]);
    }

    private static List<Integer> sizes(List<UserData> parts) {
        return parts.stream().map(part -> part.payload().length()).toList();
    }

    private static void refuses(String message, Executable construction) {
        var e = assertThrows(IllegalArgumentException.class, construction);
        assertEquals(message, e.getMessage());
    }
}
