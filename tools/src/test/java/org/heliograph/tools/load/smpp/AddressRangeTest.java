// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressRangeTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    +4477009%06d         | 1000000 | 1 | 1 | 4477009000000 | 4477009999999
                    +4477009%06d:100-299 | 200     | 1 | 1 | 4477009000100 | 4477009000299
                    100%01d:3-3          | 1       | 0 | 1 | 1003          | 1003
                    %02d99               | 100     | 0 | 1 | 0099          | 9999
                    1000                 | 1       | 0 | 1 | 1000          | 1000
                    Load                 | 1       | 5 | 0 | Load          | Load
                    Info%01d             | 10      | 5 | 0 | Info0         | Info9
                    """)
    void spellsEachAddress(String pattern, int size, int ton, int npi, String first, String last) {
        AddressRange range = AddressRange.of(pattern);
        assertEquals(size, range.size());
        assertEquals(ton, range.typeOfNumber());
        assertEquals(npi, range.numberingPlan());
        assertEquals(first, address(range, 0));
        assertEquals(last, address(range, size - 1));
    }

    private static String address(AddressRange range, int index) {
        byte[] octets = range.octets();
        range.writeDigits(index, octets, range.digitsAt());
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
