// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.rp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Recorded;
import org.junit.jupiter.api.Test;

/** Where the fields of RP messages lie (3GPP TS 24.011 §7.3). */
class RpRecordingTest {
    @Test
    void recordsTheFieldsOfRpData() throws DecodeException {
        assertEquals(
                """
                RP-MTI 0-1
                RP-DATA 1-12
                  RP-MR 1-2
                  RP-Originator-Address 2-3
                    length 2-3
                  RP-Destination-Address 3-9
                    length 3-4
                    type of address 4-5
                    digits 5-9
                  RP-User-Data 9-12
                    length 9-10
                    TPDU 10-12
                """,
                Recorded.strictly("00 ff 00 05 81 214365f7 02 cafe", RpCodec::decode));
    }

    @Test
    void recordsTheFieldsOfRpAck() throws DecodeException {
        assertEquals(
                """
                RP-MTI 0-1
                RP-ACK 1-6
                  RP-MR 1-2
                  RP-User-Data 2-6
                    identifier 2-3
                    length 3-4
                    TPDU 4-6
                """,
                Recorded.strictly("02 07 41 02 0000", RpCodec::decode));
    }

    @Test
    void recordsTheFieldsOfRpError() throws DecodeException {
        assertEquals(
                """
                RP-MTI 0-1
                RP-ERROR 1-10
                  RP-MR 1-2
                  RP-Cause 2-5
                    length 2-3
                    cause 3-4
                    diagnostic 4-5
                  RP-User-Data 5-10
                    identifier 5-6
                    length 6-7
                    TPDU 7-10
                """,
                Recorded.strictly("04 07 02 16 2a 41 03 00d300", RpCodec::decode));
    }

    @Test
    void recordsNoDiagnosticWhereThereIsNone() throws DecodeException {
        assertEquals(
                """
                RP-MTI 0-1
                RP-ERROR 1-4
                  RP-MR 1-2
                  RP-Cause 2-4
                    length 2-3
                    cause 3-4
                """,
                Recorded.strictly("04 07 01 29", RpCodec::decode));
    }

    @Test
    void recordsTheFieldsOfRpSmma() throws DecodeException {
        assertEquals(
                """
                RP-MTI 0-1
                RP-SMMA 1-2
                  RP-MR 1-2
                """,
                Recorded.strictly("06 07", RpCodec::decode));
    }

    @Test
    void recordsWhatAKindReadingTookInstead() throws DecodeException {
        assertEquals(
                """
                RP-MTI 0-1
                RP-DATA 1-10
                  RP-MR 1-2
                  RP-Originator-Address 2-8
                    length 2-3
                    type of address 3-4
                    digits 4-8
                  RP-Destination-Address 8-9
                    length 8-9
                  RP-User-Data 9-10
                    length 9-10
                    TPDU 10-10
                """,
                Recorded.kindly("01 01 08 91 21436587 00 00", RpCodec::decode));
        assertEquals(
                """
                RP-MTI 0-1
                RP-ACK 1-5
                  RP-MR 1-2
                  RP-User-Data 2-5
                    length 2-3
                    TPDU 3-5
                """,
                Recorded.kindly("02 01 02 0000", RpCodec::decode));
        assertEquals(
                """
                RP-MTI 0-1
                RP-ERROR 1-3
                  RP-MR 1-2
                  RP-Cause 2-3
                    length 2-3
                """,
                Recorded.kindly("04 01 29", RpCodec::decode));
        assertEquals(
                """
                RP-MTI 0-1
                RP-ERROR 1-6
                  RP-MR 1-2
                  RP-Cause 2-6
                    length 2-3
                    cause 3-6
                """,
                Recorded.kindly("04 01 03 160203", RpCodec::decode));
    }
}
