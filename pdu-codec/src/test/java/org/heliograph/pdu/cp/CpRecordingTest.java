// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.cp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Recorded;
import org.junit.jupiter.api.Test;

/** Where the fields of CP messages lie (3GPP TS 24.011 §7.2). */
class CpRecordingTest {
    @Test
    void recordsTheFieldsOfCpData() throws DecodeException {
        assertEquals(
                """
                transaction identifier 0-1
                message type 1-2
                CP-DATA 2-5
                  CP-User-Data 2-5
                    length 2-3
                    RPDU 3-5
                """,
                Recorded.strictly("99 01 02 0302", CpCodec::decode));
    }

    @Test
    void recordsTheFieldsOfCpAckAndCpError() throws DecodeException {
        assertEquals(
                """
                transaction identifier 0-1
                message type 1-2
                CP-ACK 2-2
                """,
                Recorded.strictly("69 04", CpCodec::decode));
        assertEquals(
                """
                transaction identifier 0-1
                message type 1-2
                CP-ERROR 2-3
                  CP-Cause 2-3
                """,
                Recorded.strictly("e9 10 16", CpCodec::decode));
    }

    @Test
    void recordsWhatAKindReadingTookInstead() throws DecodeException {
        assertEquals(
                """
                transaction identifier 0-1
                message type 1-2
                CP-DATA 2-5
                  CP-User-Data 2-5
                    length 2-3
                    RPDU 3-5
                """,
                Recorded.kindly("09 01 09 cafe", CpCodec::decode));
    }
}
