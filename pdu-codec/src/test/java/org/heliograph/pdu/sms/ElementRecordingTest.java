// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Recorded;
import org.junit.jupiter.api.Test;

/** Where the parts of information elements lie (3GPP TS 23.040 §9.2.3.24). */
class ElementRecordingTest {
    private static final String NUMBER = "06 91 947100";

    @Test
    void recordsTextFormattingWithAndWithoutColour() throws DecodeException {
        assertEquals(
                """
                TP-UDH 0-11
                  IE 0x0a 0-5
                    IEI 0-1
                    IEDL 1-2
                    position 2-3
                    length 3-4
                    mode 4-5
                  IE 0x0a 5-11
                    IEI 5-6
                    IEDL 6-7
                    position 7-8
                    length 8-9
                    mode 9-10
                    colour 10-11
                """,
                Recorded.strictly("0a 03 01 02 f7 0a 04 01 02 00 4b", TpduCodec::header));
    }

    /** §9.2.3.24.13.1: a message of 60 s, urgent, kept for 31 days, and an extension. */
    @Test
    void recordsAVoiceMailNotification() throws DecodeException {
        String hex = "23 13 08" + NUMBER + "05 01 0102 3c df" + NUMBER + "01 aa";
        assertEquals(
                """
                TP-UDH 0-21
                  IE 0x23 0-21
                    IEI 0-1
                    IEDL 1-2
                    mailbox status 2-3
                    address 3-8
                      Address-Length 3-4
                      Type-of-Address 4-5
                      Address-Value 5-8
                    voice messages 8-9
                    notifications 9-10
                    notification 10-21
                      message 10-12
                      seconds 12-13
                      retention 13-14
                      address 14-19
                        Address-Length 14-15
                        Type-of-Address 15-16
                        Address-Value 16-19
                      extension 19-21
                """,
                Recorded.strictly(hex, TpduCodec::header));
        TpAddress number = TpAddress.international("491700");
        var mailbox = new VoiceMail.Mailbox(3, false, false, false, number, 5, Octets.EMPTY);
        var waiting = new VoiceMail.Waiting(0x0102, 60, 31, true, number, Octets.of(0xAA));
        var notification = new VoiceMail.Notification(mailbox, List.of(waiting));
        assertEquals(List.of(notification), TpduCodec.header(Octets.ofHex(hex)));
        assertEquals(Octets.ofHex(hex).from(2), notification.data());
    }

    /** §9.2.3.24.13.2: 16 deletions, one more than there may be notifications. */
    @Test
    void recordsAVoiceMailDeleteConfirmation() throws DecodeException {
        String hex = "23 38 01" + NUMBER + "00 10" + "0102 00".repeat(16);
        String lines = Recorded.strictly(hex, TpduCodec::header);
        assertEquals(
                """
                TP-UDH 0-58
                  IE 0x23 0-58
                    IEI 0-1
                    IEDL 1-2
                    mailbox status 2-3
                    address 3-8
                      Address-Length 3-4
                      Type-of-Address 4-5
                      Address-Value 5-8
                    voice messages 8-9
                    deletions 9-10
                    deletion 10-13
                      message 10-12
                      extension indicator 12-13
                """,
                lines.substring(0, lines.indexOf("    deletion 13")));
        var confirmation =
                (VoiceMail.DeleteConfirmation) TpduCodec.header(Octets.ofHex(hex)).getFirst();
        assertEquals(16, confirmation.deleted().size());
    }
}
