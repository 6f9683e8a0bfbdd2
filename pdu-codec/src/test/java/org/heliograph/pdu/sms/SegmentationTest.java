// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.InformationElement.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentationTest {
    private static final TpAddress SENDER = TpAddress.of("+4917012345");

    /** {@code text} is repeated; the sizes are octets or septets of each payload. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            nothing                           | ''  | 1   | GSM_7BIT | 0
            one full message                  | a   | 160 | GSM_7BIT | 160
            one character more                | a   | 161 | GSM_7BIT | 153 8
            two full parts                    | a   | 306 | GSM_7BIT | 153 153
            extension characters count two    | €   | 80  | GSM_7BIT | 160
            an extension pair stays together  | €   | 81  | GSM_7BIT | 152 10
            pair falls between the parts      | a€  | 60  | GSM_7BIT | 153 27
            one full message of UCS-2         | ж   | 70  | UCS2     | 140
            one character of UCS-2 more       | ж   | 71  | UCS2     | 134 8
            surrogate pairs stay together     | 😱  | 36  | UCS2     | 132 12
            one full message of pairs         | 😱  | 35  | UCS2     | 140
            """)
    void cutsTextAndKeepsPairsTogether(
            String name, String text, int times, Alphabet alphabet, String sizes) {
        String whole = text.repeat(times);
        Segmentation.Text cut = Segmentation.ofText(whole, 0x1C7);
        assertEquals(alphabet, cut.dataCodingScheme().alphabet());
        assertEquals(
                List.of(sizes.split(" ")),
                cut.parts().stream().map(p -> Integer.toString(p.payload().length())).toList());
        StringBuilder joined = new StringBuilder();
        for (UserData part : cut.parts()) {
            joined.append(part.text(alphabet));
            assertTrue(part.fits(cut.dataCodingScheme()));
        }
        assertEquals(whole, joined.toString(), name);
    }

    @Test
    void numbersThePartsBehindTheGivenHeader() {
        Ports ports = new Ports(2948, 9200, true);
        List<UserData> parts = Segmentation.ofData(List.of(ports), Octets.of(new byte[200]), 0x1C7);
        assertEquals(2, parts.size());
        assertEquals(
                List.of(ports, new Concatenation(0xC7, false, 2, 1)), parts.getFirst().header());
        assertEquals(128, parts.getFirst().payload().length()); // 140 - 12 of header
        assertEquals("0b05040b8423f00003c70202", parts.getLast().headerOctets().toHex());
    }

    @Test
    void putsNoNumberOnWhatFitsOneMessage() {
        Ports ports = new Ports(2948, 9200, true);
        List<UserData> parts = Segmentation.ofData(List.of(ports), Octets.of(new byte[133]), 1);
        assertEquals(List.of(new UserData(List.of(ports), Octets.of(new byte[133]))), parts);
    }

    @Test
    void refusesMoreThan255Parts() {
        assertEquals(255, Segmentation.ofText("a".repeat(255 * 153), 0).parts().size());
        assertThrows(
                IllegalArgumentException.class,
                () -> Segmentation.ofText("a".repeat(255 * 153 + 1), 0));
    }

    @Test
    void refusesToCutWhatIsAPartAlready() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        Segmentation.ofData(
                                List.of(new Concatenation(1, false, 2, 1)),
                                Octets.of(new byte[200]),
                                2));
    }

    @Test
    void reassemblesInAnyOrderAndIgnoresRepeats() {
        String text = "Ωmega {and} everything after ".repeat(30);
        List<UserData> parts = new ArrayList<>(Segmentation.ofText(text, 7).parts());
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(parts, new Random(seed));
            Reassembly reassembly = new Reassembly(1);
            Optional<UserData> whole = Optional.empty();
            for (UserData part : parts) {
                assertTrue(whole.isEmpty());
                whole = reassembly.add(SENDER, part);
                if (whole.isEmpty()) {
                    assertTrue(reassembly.add(SENDER, part).isEmpty());
                }
            }
            assertEquals(text, whole.orElseThrow().text(Alphabet.GSM_7BIT));
            assertEquals(List.of(), whole.orElseThrow().header());
            assertEquals(0, reassembly.size());
        }
    }

    @Test
    void joinsPairsThatSomebodySplit() {
        Octets pair = Octets.ofHex("d83dde31");
        Reassembly reassembly = new Reassembly(1);
        assertTrue(reassembly.add(SENDER, part(pair.slice(0, 2), 9, 2, 1)).isEmpty());
        UserData whole = reassembly.add(SENDER, part(pair.from(2), 9, 2, 2)).orElseThrow();
        assertEquals("😱", whole.text(Alphabet.UCS2));
    }

    @Test
    void tellsSendersAndReferencesAndLengthsApart() {
        Reassembly reassembly = new Reassembly(10);
        assertTrue(reassembly.add(SENDER, part(Octets.of(1), 9, 2, 1)).isEmpty());
        assertTrue(reassembly.add(TpAddress.of("1"), part(Octets.of(2), 9, 2, 2)).isEmpty());
        assertTrue(reassembly.add(SENDER, part(Octets.of(2), 8, 2, 2)).isEmpty());
        assertTrue(reassembly.add(SENDER, part(Octets.of(2), 9, 3, 2)).isEmpty());
        UserData wide = new UserData(List.of(new Concatenation(9, true, 2, 2)), Octets.of(2));
        assertTrue(reassembly.add(SENDER, wide).isEmpty());
        assertEquals(5, reassembly.size());
    }

    @Test
    void dropsTheOldestWhenFull() {
        Reassembly reassembly = new Reassembly(2);
        for (int reference = 1; reference <= 3; reference++) {
            reassembly.add(SENDER, part(Octets.of(1), reference, 2, 1));
        }
        assertEquals(2, reassembly.size());
        assertTrue(reassembly.add(SENDER, part(Octets.of(2), 3, 2, 2)).isPresent());
        assertTrue(reassembly.add(SENDER, part(Octets.of(2), 1, 2, 2)).isEmpty());
    }

    @Test
    void beginsAnewWhenTheReferenceIsUsedAgain() {
        Reassembly reassembly = new Reassembly(2);
        reassembly.add(SENDER, part(Octets.of(1), 1, 2, 1));
        reassembly.add(SENDER, part(Octets.of(5), 1, 2, 1));
        UserData whole = reassembly.add(SENDER, part(Octets.of(6), 1, 2, 2)).orElseThrow();
        assertEquals(Octets.of(5, 6), whole.payload());
    }

    @Test
    void passesOnWhatIsNotConcatenated() {
        UserData single = UserData.ofText("hello", Alphabet.GSM_7BIT);
        assertEquals(Optional.of(single), new Reassembly(1).add(SENDER, single));
    }

    private static UserData part(Octets payload, int reference, int total, int sequence) {
        return new UserData(List.of(new Concatenation(reference, false, total, sequence)), payload);
    }
}
