// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LookalikesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mybank",
                "MYBANK",
                "My Bank",
                "My-B4nk.",
                "MyB@nk",
                "My8ank",
                "M\u00a5BANK",
                "MyB\u00e4nk",
                "\u041cy\u0412\u0430nk", // Cyrillic
                "\u039cyB\u0394nk", // Greek
                "rnyBank"
            })
    void foldsWhatLooksLikeAName(String name) {
        assertEquals(Lookalikes.fold("MyBank"), Lookalikes.fold(name));
    }

    @ParameterizedTest
    @CsvSource({"MyBank,MyTank", "Post,Past", "Info,Inform"})
    void keepsDifferentNamesApart(String one, String other) {
        assertNotEquals(Lookalikes.fold(one), Lookalikes.fold(other));
    }

    @ParameterizedTest
    @CsvSource({"4477009OO1l,44770090011", "+44 7700-9,4477009", "Bank,''", "44B,''"})
    void readsTheNumberThatANameSpells(String name, String number) {
        assertEquals(number, Lookalikes.number(name));
    }
}
