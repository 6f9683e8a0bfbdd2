// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.FieldDecoder;
import org.heliograph.pdu.Recorded;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.junit.jupiter.api.Test;

/** Where the fields of each TPDU lie (3GPP TS 23.040 §9.2.2). */
class TpduRecordingTest {
    @Test
    void recordsTheFieldsOfSmsDeliver() throws DecodeException {
        assertEquals(
                """
                SMS-DELIVER 0-23
                  TP-MTI 0-1
                  TP-MMS 0-1
                  TP-LP 0-1
                  TP-SRI 0-1
                  TP-UDHI 0-1
                  TP-RP 0-1
                  TP-OA 1-4
                    Address-Length 1-2
                    Type-of-Address 2-3
                    Address-Value 3-4
                  TP-PID 4-5
                  TP-DCS 5-6
                  TP-SCTS 6-13
                    zone 12-13
                  TP-UD 13-23
                    TP-UDL 13-14
                    TP-UDH 14-21
                      TP-UDHL 14-15
                      IE 0x05 15-21
                        IEI 15-16
                        IEDL 16-17
                        destination 17-19
                        source 19-21
                    SM 21-23
                """,
                Recorded.strictly(
                        "44 029121 00 04 62801251305400 09 0605040b8423f0 cafe",
                        fromServiceCentre(Carrier.RP_DATA)));
    }

    @Test
    void recordsTheFieldsOfSmsSubmit() throws DecodeException {
        assertEquals(
                """
                SMS-SUBMIT 0-9
                  TP-MTI 0-1
                  TP-RD 0-1
                  TP-VPF 0-1
                  TP-SRR 0-1
                  TP-UDHI 0-1
                  TP-RP 0-1
                  TP-MR 1-2
                  TP-DA 2-5
                    Address-Length 2-3
                    Type-of-Address 3-4
                    Address-Value 4-5
                  TP-PID 5-6
                  TP-DCS 6-7
                  TP-VP 7-8
                  TP-UD 8-9
                    TP-UDL 8-9
                    SM 9-9
                """,
                Recorded.strictly("11 ff 029121 00 00 a7 00", fromMobile(Carrier.RP_DATA)));
    }

    @Test
    void recordsValidityOfSevenOctets() throws DecodeException {
        assertEquals(
                """
                  TP-VP 7-14
                    zone 13-14
                """,
                linesOf(
                        "TP-VP",
                        Recorded.strictly(
                                "19 00 029121 00 00 62801251305400 00",
                                fromMobile(Carrier.RP_DATA))));
        assertEquals(
                "  TP-VP 7-14\n",
                linesOf(
                        "TP-VP",
                        Recorded.strictly(
                                "09 00 029121 00 00 01a70000000000 00",
                                fromMobile(Carrier.RP_DATA))));
    }

    @Test
    void recordsTheFieldsOfSmsStatusReport() throws DecodeException {
        assertEquals(
                """
                SMS-STATUS-REPORT 0-26
                  TP-MTI 0-1
                  TP-MMS 0-1
                  TP-LP 0-1
                  TP-SRQ 0-1
                  TP-UDHI 0-1
                  TP-MR 1-2
                  TP-RA 2-5
                    Address-Length 2-3
                    Type-of-Address 3-4
                    Address-Value 4-5
                  TP-SCTS 5-12
                    zone 11-12
                  TP-DT 12-19
                    zone 18-19
                  TP-ST 19-20
                  TP-PI 20-21
                  TP-PID 21-22
                  TP-DCS 22-23
                  TP-UD 23-26
                    TP-UDL 23-24
                    SM 24-26
                """,
                Recorded.strictly(
                        "06 2a 029121 62801251305400 62801251305400 30 07 00 04 02 cafe",
                        fromServiceCentre(Carrier.RP_DATA)));
    }

    @Test
    void recordsTheFieldsOfSmsCommand() throws DecodeException {
        assertEquals(
                """
                SMS-COMMAND 0-11
                  TP-MTI 0-1
                  TP-SRR 0-1
                  TP-UDHI 0-1
                  TP-MR 1-2
                  TP-PID 2-3
                  TP-CT 3-4
                  TP-MN 4-5
                  TP-DA 5-8
                    Address-Length 5-6
                    Type-of-Address 6-7
                    Address-Value 7-8
                  TP-CD 8-11
                    TP-UDL 8-9
                    SM 9-11
                """,
                Recorded.strictly("02 11 00 03 42 029121 02 cafe", fromMobile(Carrier.RP_DATA)));
    }

    @Test
    void recordsTheFieldsOfReports() throws DecodeException {
        assertEquals(
                """
                SMS-DELIVER-REPORT 0-2
                  TP-MTI 0-1
                  TP-UDHI 0-1
                  TP-PI 1-2
                """,
                Recorded.strictly("00 00", fromMobile(Carrier.RP_ACK)));
        assertEquals(
                """
                SMS-DELIVER-REPORT 0-5
                  TP-MTI 0-1
                  TP-UDHI 0-1
                  TP-FCS 1-2
                  TP-PI 2-4
                  TP-PID 4-5
                """,
                Recorded.strictly("00 d3 8100 7f", fromMobile(Carrier.RP_ERROR)));
        assertEquals(
                """
                SMS-SUBMIT-REPORT 0-9
                  TP-MTI 0-1
                  TP-UDHI 0-1
                  TP-PI 1-2
                  TP-SCTS 2-9
                    zone 8-9
                """,
                Recorded.strictly("01 00 62801251305400", fromServiceCentre(Carrier.RP_ACK)));
        assertEquals(
                """
                SMS-SUBMIT-REPORT 0-10
                  TP-MTI 0-1
                  TP-UDHI 0-1
                  TP-FCS 1-2
                  TP-PI 2-3
                  TP-SCTS 3-10
                    zone 9-10
                """,
                Recorded.strictly("01 c0 00 62801251305400", fromServiceCentre(Carrier.RP_ERROR)));
    }

    @Test
    void recordsWhatAKindReadingTookInstead() throws DecodeException {
        assertEquals(
                """
                SMS-DELIVER 0-17
                  TP-MTI 0-1
                  TP-MMS 0-1
                  TP-LP 0-1
                  TP-SRI 0-1
                  TP-UDHI 0-1
                  TP-RP 0-1
                  TP-OA 1-5
                    Address-Length 1-2
                    Type-of-Address 2-3
                    Address-Value 3-5
                  TP-PID 5-6
                  TP-DCS 6-7
                  TP-SCTS 7-14
                  TP-UD 14-17
                    TP-UDL 14-15
                    SM 15-17
                """,
                Recorded.kindly(
                        "04 0491 2143 00 04 ffffffffffffff 05 cafe",
                        fromServiceCentre(Carrier.RP_DATA)));
        assertEquals(
                """
                  TP-UD 13-22
                    TP-UDL 13-14
                    TP-UDH 14-20
                      TP-UDHL 14-15
                      IE 0x70 15-17
                        IEI 15-16
                        IEDL 16-17
                        IED 17-17
                    SM 20-22
                """,
                linesOf(
                        "TP-UD",
                        Recorded.kindly(
                                "44 029121 00 04 62801251305400 08 05700001ff21 cafe",
                                fromServiceCentre(Carrier.RP_DATA))));
    }

    /** The line that names this field, and those within it. */
    private static String linesOf(String field, String lines) {
        String start = "\n  " + field + " ";
        int from = lines.indexOf(start) + 1;
        int to = from;
        do {
            to = lines.indexOf('\n', to) + 1;
        } while (lines.startsWith("    ", to));
        return lines.substring(from, to);
    }

    private static FieldDecoder<Tpdu> fromServiceCentre(Carrier carrier) {
        return in -> TpduCodec.decodeFromServiceCentre(in, carrier);
    }

    private static FieldDecoder<Tpdu> fromMobile(Carrier carrier) {
        return in -> TpduCodec.decodeFromMobileStation(in, carrier);
    }
}
