// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberingTest {
    private static final Numbering BRITISH = new Numbering("44", "0", "00");
    private static final Numbering NORWEGIAN = new Numbering("47", "", "00");
    private static final Numbering INTERNATIONAL = new Numbering("", "0", "");

    private static Address phone(String digits) {
        return Address.of(new Msisdn(digits));
    }

    @ParameterizedTest
    @CsvSource({
        "+447700900001/TYPE=PLMN, 447700900001",
        "+447700900001/type=plmn, 447700900001",
        "447700900001, 447700900001",
        "+44-7700.900-001/TYPE=PLMN, 447700900001",
        "+44 (7700) 900001, 447700900001",
        "4477009, 4477009",
        "+123456789012345, 123456789012345",
        "07700900001/TYPE=PLMN, 447700900001",
        "0 7700 900001, 447700900001",
        "00447700900001, 447700900001",
        "004712345678/TYPE=PLMN, 4712345678",
    })
    void readsPhoneNumbers(String text, String digits) {
        assertEquals(phone(digits), BRITISH.read(text));
    }

    @Test
    void takesEveryNumberWithoutPlusForNationalWhereThereIsNoTrunkPrefix() {
        assertEquals(phone("4747123456"), NORWEGIAN.read("47123456/TYPE=PLMN"));
        assertEquals(phone("4747123456"), NORWEGIAN.read("+4747123456/TYPE=PLMN"));
        assertEquals(phone("447700900001"), NORWEGIAN.read("00447700900001"));
    }

    @Test
    void knowsNoNationalNumbersWithoutACountryCode() {
        assertEquals(
                new Address.Unresolved("07700900002/TYPE=PLMN"),
                INTERNATIONAL.read("07700900002/TYPE=PLMN"));
        assertEquals(phone("447700900001"), INTERNATIONAL.read("447700900001"));
    }

    @ParameterizedTest
    @CsvSource({"1337/TYPE=PLMN, 1337", "80080, 80080", "0/TYPE=PLMN, 0"})
    void readsShortCodes(String text, String digits) {
        assertEquals(new Address.ShortCode(digits), BRITISH.read(text));
    }

    @ParameterizedTest
    @CsvSource({
        "a@b, a@b",
        "Somebody <some.one+x@example.org>, some.one+x@example.org",
    })
    void readsMailAddresses(String text, String bare) {
        assertEquals(new Address.Email(bare), BRITISH.read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "/TYPE=PLMN",
                "+1234567890123456",
                "10.0.0.1/TYPE=IPv4",
                "447700900001@b/TYPE=PLMN",
                "++447700900001",
                "+447700",
                "+0447700900001",
                "000",
                "a b@c",
                "@b",
                "４４７７００９０",
                "Name <+44>",
            })
    void keepsWhatItCannotRead(String text) {
        assertEquals(
                text.equals("000") ? new Address.ShortCode("000") : new Address.Unresolved(text),
                BRITISH.read(text));
    }

    @Test
    void keepsNoMoreOfIt() {
        assertEquals(
                new Address.Unresolved("x".repeat(Address.MAX_LENGTH)),
                BRITISH.read("x".repeat(100_000)));
    }

    @Test
    void showsLittleOfAnAddressInLogs() {
        assertEquals("+44770090****", phone("447700900001").masked());
        assertEquals("***@example.org", new Address.Email("a@example.org").masked());
        assertEquals("80080", new Address.ShortCode("80080").masked());
        assertEquals("?", new Address.Unresolved("Bob").masked());
    }
}
