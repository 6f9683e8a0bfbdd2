// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.firewall;

import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.accept.Submission;

/**
 * What tells that a message is more than a text, in TP-PID, TP-DCS and the user data header (3GPP
 * TS 23.040 §9.2.3.9 and §9.2.3.24, TS 23.038 §4).
 */
final class Signs {
    /** Short message type 0: acknowledged, and shown to nobody. */
    private static final int TYPE_0 = 0x40;

    private static final int RETURN_CALL = 0x5F;

    /** ANSI-136 R-DATA, ME data download, ME de-personalization, (U)SIM data download. */
    private static final int FIRST_FOR_CARD = 0x7C;

    private static final int LAST_FOR_CARD = 0x7F;

    /** The groups of message waiting indications. */
    private static final int FIRST_WAITING = 0xC;

    private static final int LAST_WAITING = 0xE;

    private static final int SPECIAL_MESSAGE_INDICATION = 0x01;
    private static final int ENHANCED_VOICE_MAIL = 0x23;
    private static final int FIRST_TOOLKIT = 0x70;
    private static final int LAST_TOOLKIT = 0x7F;

    /** ms_msg_wait_facilities (SMPP 3.4 §5.3.2.13). */
    private static final int MESSAGE_WAITING_TLV = 0x0030;

    private static final int FOR_CARD = 2;

    private Signs() {}

    /** {@return whether nothing but text can be in it: what most messages are} */
    static boolean isText(Submission submission) {
        if (submission.protocolIdentifier() != 0
                || !submission.smppParameters().parameters().isEmpty()) {
            return false;
        }
        int scheme = submission.dataCodingScheme().octet();
        if (scheme != 0x00 && scheme != 0x08) {
            return false;
        }
        for (UserData part : submission.parts()) {
            for (InformationElement element : part.header()) {
                if (!(element instanceof Concatenation)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** For the (U)SIM, or to download to the handset. */
    static boolean isForCard(Submission submission) {
        int protocol = submission.protocolIdentifier();
        DataCodingScheme scheme = submission.dataCodingScheme();
        return (protocol >= FIRST_FOR_CARD && protocol <= LAST_FOR_CARD)
                || (scheme.messageClass().orElse(-1) == FOR_CARD
                        && scheme.alphabet() == Alphabet.EIGHT_BIT)
                || hasElement(submission, FIRST_TOOLKIT, LAST_TOOLKIT);
    }

    static boolean isSilent(Submission submission) {
        return submission.protocolIdentifier() == TYPE_0;
    }

    /** Message class 0: shown at once, and kept nowhere. */
    static boolean isFlash(Submission submission) {
        return submission.dataCodingScheme().messageClass().orElse(-1) == 0;
    }

    static boolean isVoiceMail(Submission submission) {
        int group = submission.dataCodingScheme().octet() >> 4;
        return (group >= FIRST_WAITING && group <= LAST_WAITING)
                || submission.protocolIdentifier() == RETURN_CALL
                || hasElement(submission, SPECIAL_MESSAGE_INDICATION, SPECIAL_MESSAGE_INDICATION)
                || hasElement(submission, ENHANCED_VOICE_MAIL, ENHANCED_VOICE_MAIL)
                || Tlvs.find(submission, MESSAGE_WAITING_TLV).isPresent();
    }

    /** Elements that cannot be read count too: handsets are kind. */
    private static boolean hasElement(Submission submission, int first, int last) {
        for (UserData part : submission.parts()) {
            for (InformationElement element : part.header()) {
                if (element.id() >= first && element.id() <= last) {
                    return true;
                }
            }
        }
        return false;
    }
}
