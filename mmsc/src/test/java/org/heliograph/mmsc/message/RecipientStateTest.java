// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipientStateTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DUE       | NOTIFIED DEFERRED FORWARDED VIEWED RETRIEVED REJECTED EXPIRED
                    NOTIFIED  | DEFERRED FORWARDED VIEWED RETRIEVED REJECTED EXPIRED
                    DEFERRED  | FORWARDED VIEWED RETRIEVED REJECTED EXPIRED
                    FORWARDED | VIEWED RETRIEVED REJECTED EXPIRED
                    VIEWED    | RETRIEVED REJECTED EXPIRED
                    RETRIEVED | ''
                    REJECTED  | ''
                    EXPIRED   | ''
                    REFUSED   | ''
                    """)
    void goesOnlyForward(RecipientState state, String next) {
        List<String> allowed =
                Arrays.stream(RecipientState.values())
                        .filter(state::mayBecome)
                        .map(Enum::name)
                        .toList();
        assertEquals(next, String.join(" ", allowed));
        assertEquals(next.isEmpty(), state.isFinal());
    }
}
