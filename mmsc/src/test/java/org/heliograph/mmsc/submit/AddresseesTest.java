// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.heliograph.mmsc.message.Numbering;
import org.heliograph.mmsc.message.Refusal;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.junit.jupiter.api.Test;

/** What a sender is told of whom a message does not go to. */
class AddresseesTest {
    private static final String GOOD = "+447700900002";

    private final Addressees addressees =
            new Addressees(new Numbering("44", "0", "00"), _ -> Directory.Standing.SERVED, 20);

    private String text(String... to) {
        MmsHeaders.Builder headers = MmsHeaders.builder();
        for (String one : to) {
            headers.add(MmsField.TO, EncodedString.of(one));
        }
        return assertInstanceOf(Addressees.Result.Resolved.class, addressees.of(headers.build()))
                .text();
    }

    @Test
    void saysNothingWhereAllAreServed() {
        assertEquals("", text(GOOD, "07700 900003"));
    }

    @Test
    void namesEachWithItsReason() {
        assertEquals("80080: " + Refusal.SHORT_CODE.text(), text(GOOD, "80080"));
        assertEquals(
                "a@x: " + Refusal.EMAIL.text() + "; +44x: " + Refusal.UNRESOLVED.text(),
                text("a@x", GOOD, "+44x"));
    }

    @Test
    void namesAFewAndShowsLittleOfEach() {
        String reason = ": " + Refusal.EMAIL.text();
        String five =
                String.join(
                        "; ",
                        List.of("1@x", "2@x", "3@x", "4@x", "5@x").stream()
                                .map(address -> address + reason)
                                .toList());
        assertEquals(five, text(GOOD, "1@x", "2@x", "3@x", "4@x", "5@x"));
        assertEquals(five + "; and others", text(GOOD, "1@x", "2@x", "3@x", "4@x", "5@x", "6@x"));
        String name = "n".repeat(60);
        assertEquals("n".repeat(40) + "..." + reason, text(GOOD, name + "@x"));
        assertEquals("a?b: " + Refusal.UNRESOLVED.text(), text(GOOD, "a\u0007b"));
    }
}
