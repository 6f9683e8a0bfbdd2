// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

import java.util.Map;
import java.util.TreeMap;

/** Vectors that we rightly read or write otherwise than their source, each with the reason. */
final class VectorExceptions {
    private VectorExceptions() {}

    static Map<String, String> table() {
        Map<String, String> table = new TreeMap<>();
        for (String line : TABLE.lines().toList()) {
            String[] columns = line.split("\\|", 2);
            table.put(columns[0].strip(), columns[1].strip());
        }
        return table;
    }

    private static final String TABLE =
            """
            aosp/testCingularVoiceMail#13 | filler of an odd number of digits is 0 and not 1111 (TS 23.040 §9.1.2.3): read, written as the standard says
            aosp/testCingularVoiceMail#14 | filler of an odd number of digits is 0 and not 1111 (TS 23.040 §9.1.2.3): read, written as the standard says
            ofono/sms_charset_default#5 | filler of an odd number of digits is 0 and not 1111 (TS 23.040 §9.1.2.3): read, written as the standard says
            ofono/sms_charset_turkey_ext#7 | filler of an odd number of digits is 0 and not 1111 (TS 23.040 §9.1.2.3): read, written as the standard says
            aosp/None#28 | zone of minus nothing (TS 23.040 §9.2.3.11): read, written as plus nothing
            python-messaging/test_decoding_7bit_pdu#20 | zone of minus nothing (TS 23.040 §9.2.3.11): read, written as plus nothing
            aosp/testMissedIncomingCallwithCallerId#24 | spare bits after the last septet are not 0 (TS 23.038 §6.1.2.1.1): read, written as 0
            xlab-at/None#5 | spare bits after the last septet are not 0 (TS 23.038 §6.1.2.1.1): read, written as 0
            warthog618/TestMarshalBinary/SmsDeliverReport_ud | spare bits after the last septet are not 0 (TS 23.038 §6.1.2.1.1): read, written as 0
            warthog618/TestMarshalBinary/SmsStatusReport_dcsless | spare bits after the last septet are not 0 (TS 23.038 §6.1.2.1.1): read, written as 0
            warthog618/TestMarshalBinary/SmsSubmitReport_ud | spare bits after the last septet are not 0 (TS 23.038 §6.1.2.1.1): read, written as 0
            derived/escape-straddle-1of2 | an escape that ends the part shows as a space (TS 23.038 §6.2.1, note 1); whole once joined
            gammu/at-sms-failing/35 | cut short: TP-UDL is 53 (TS 23.040 §9.2.3.16), 47 octets are there
            gammu/at-sms-failing/40 | the tail of an MMS notification, no TPDU; happens to read as SMS-DELIVER-REPORT with reserved bits in TP-PI, whose rest is discarded (TS 23.040 §9.2.3.27)
            gammu/at-sms/19 | TP-UDHI over a TP-UDH without elements (TS 23.040 §9.2.3.23): read, written without either
            gammu/at-sms/32 | octets after the TPDU (padding of a SIM record or of +CDS), which SMS-STATUS-REPORT does not allow
            osml/status_report_trailing | octets after the TPDU (padding of a SIM record or of +CDS), which SMS-STATUS-REPORT does not allow
            derived/hindi-both-concat | source writes the first three Devanagari signs as Bengali ones: codes 00 to 02 are U+0901 to U+0903 (TS 23.038 §A.3.6)
            derived/hindi-locking | source writes the first three Devanagari signs as Bengali ones: codes 00 to 02 are U+0901 to U+0903 (TS 23.038 §A.3.6)
            gsup/send_mo_forward_sm_req | SM-RP-UI is the placeholder deadbeef, cut short within TP-DA (TS 23.040 §9.2.2.4)
            gsup/send_mt_forward_sm_req | SM-RP-UI is the placeholder deadbeef, cut short within TP-RA (TS 23.040 §9.2.2.3)
            ofono/sr_assembly_pdu3 | a zone of 0 tens and 10 units is not semi-octet digits (TS 23.040 §9.1.2.2, §9.2.3.11): refused
            """;
}
