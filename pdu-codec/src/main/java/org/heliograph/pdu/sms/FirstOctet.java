// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.List;
import org.heliograph.pdu.sms.SmsDeliver.DeliverFlag;
import org.heliograph.pdu.sms.SmsStatusReport.StatusReportFlag;
import org.heliograph.pdu.sms.SmsSubmit.SubmitFlag;

/** The bits of a TPDU's first octet (3GPP TS 23.040 §9.2.3.1 to 7, 17, 23, 25, 26, 28). */
final class FirstOctet {
    // What the bits are, for who looks at a TPDU field by field.
    static final List<String> OF_DELIVER =
            List.of("TP-MTI", "TP-MMS", "TP-LP", "TP-SRI", "TP-UDHI", "TP-RP");
    static final List<String> OF_SUBMIT =
            List.of("TP-MTI", "TP-RD", "TP-VPF", "TP-SRR", "TP-UDHI", "TP-RP");
    static final List<String> OF_STATUS_REPORT =
            List.of("TP-MTI", "TP-MMS", "TP-LP", "TP-SRQ", "TP-UDHI");
    static final List<String> OF_COMMAND = List.of("TP-MTI", "TP-SRR", "TP-UDHI");
    static final List<String> OF_REPORT = List.of("TP-MTI", "TP-UDHI");

    /** TP-MTI. */
    static final int TYPE = 0x03;

    static final int DELIVER = 0b00;
    static final int SUBMIT_REPORT = 0b01;
    static final int STATUS_REPORT = 0b10;

    static final int DELIVER_REPORT = 0b00;
    static final int SUBMIT = 0b01;
    static final int COMMAND = 0b10;

    /** TP-MMS. */
    static final int NO_MORE_MESSAGES = 0x04;

    /** TP-SRR of SMS-COMMAND. */
    static final int STATUS_REPORT_REQUEST = 0x20;

    /** TP-UDHI. */
    static final int HEADER = 0x40;

    private static final int FORMAT_SHIFT = 3;

    private FirstOctet() {}

    static int bit(DeliverFlag flag) {
        return switch (flag) {
            case LOOP_PREVENTION -> 0x08;
            case STATUS_REPORT_INDICATION -> 0x20;
            case REPLY_PATH -> 0x80;
        };
    }

    static int bit(SubmitFlag flag) {
        return switch (flag) {
            case REJECT_DUPLICATES -> 0x04;
            case STATUS_REPORT_REQUEST -> 0x20;
            case REPLY_PATH -> 0x80;
        };
    }

    static int bit(StatusReportFlag flag) {
        return switch (flag) {
            case LOOP_PREVENTION -> 0x08;
            case RESULT_OF_COMMAND -> 0x20;
        };
    }

    /** {@return TP-VPF in its place} */
    static int format(ValidityPeriod period) {
        return switch (period) {
                    case ValidityPeriod.None none -> 0b00;
                    case ValidityPeriod.Enhanced enhanced -> 0b01;
                    case ValidityPeriod.Relative relative -> 0b10;
                    case ValidityPeriod.Absolute absolute -> 0b11;
                }
                << FORMAT_SHIFT;
    }

    /** {@return the two bits of TP-VPF} */
    static int format(int first) {
        return first >> FORMAT_SHIFT & 3;
    }
}
