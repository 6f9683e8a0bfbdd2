// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlmnAddressTest {
    @ParameterizedTest
    @CsvSource({
        "+447700900001/TYPE=PLMN, 447700900001",
        "+447700900001/type=plmn, 447700900001",
        "447700900001, 447700900001",
        "+44-7700.900-001/TYPE=PLMN, 447700900001",
        "4477009, 4477009",
        "+123456789012345, 123456789012345",
    })
    void readsPhoneNumbers(String text, String digits) {
        assertEquals(
                new PlmnAddress.Parsed.Subscriber(new Msisdn(digits)), PlmnAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "/TYPE=PLMN",
                "+1234567890123456",
                "a@b",
                "447700900001@b/TYPE=PLMN",
                "10.0.0.1/TYPE=IPv4",
                "++447700900001",
                "1337/TYPE=PLMN",
                "07700900002/TYPE=PLMN",
                "+447700",
                "４４７７００９０",
                "Name <+44>",
            })
    void saysWhyAnAddressIsNoSubscribers(String text) {
        assertInstanceOf(PlmnAddress.Parsed.Unresolved.class, PlmnAddress.parse(text));
    }
}
