// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.heliograph.subscribers.Msisdn;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FromSmscTest {
    /** ms_availability_status (SMPP 3.4 §5.3.2.30): 0 available, 1 denied, 2 unavailable. */
    @ParameterizedTest
    @CsvSource({
        "447700900002,  ,  447700900002",
        "447700900002,  0, 447700900002",
        "+447700900002, 0, 447700900002",
        "447700900002,  1,",
        "447700900002,  2,",
        "handset,       0,",
        "'',            0,"
    })
    void hearsWhoIsThereAgain(String source, @Nullable Byte status, @Nullable String number) {
        AlertNotification alert = new AlertNotification();
        alert.setSourceAddr(source);
        alert.setOptionalParameters(
                status == null
                        ? new OptionalParameter[0]
                        : new OptionalParameter[] {
                            new OptionalParameter.Ms_availability_status(status)
                        });
        List<Msisdn> available = new ArrayList<>();
        new FromSmsc(available::add).onAcceptAlertNotification(alert);
        assertEquals(number == null ? List.of() : List.of(new Msisdn(number)), available, source);
    }
}
