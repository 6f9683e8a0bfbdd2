// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.smpp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A view of the deliver_sm (SMPP 3.4 §4.6.1) that was read last; it is good until the next is read.
 */
public final class DeliverSm {
    private static final int MESSAGE_TYPE = 0x3C;
    private static final int RECEIPT = 0x04;
    private static final int UCS2 = 8;
    private static final int RECEIPTED_MESSAGE_ID = 0x001E;
    private static final int MESSAGE_PAYLOAD = 0x0424;

    private byte[] octets = {};
    private int esmClass;
    private int dataCoding;
    private int messageAt;
    private int messageEnd;
    private int tlvs;
    private int end;

    /**
     * @return false if its fields run past its end
     */
    boolean read(PduInput pdu) {
        octets = pdu.octets();
        end = pdu.end();
        int at = skipString(pdu.body()); // service_type
        at = skipString(at + 2); // source address after its TON and NPI
        at = skipString(at + 2);
        if (at + 3 > end) {
            return false;
        }
        esmClass = octets[at] & 0xFF;
        at = skipString(at + 3); // after protocol_id and priority_flag: schedule_delivery_time
        at = skipString(at); // validity_period
        if (at + 5 > end) {
            return false;
        }
        dataCoding = octets[at + 2] & 0xFF;
        messageAt = at + 5;
        messageEnd = messageAt + (octets[at + 4] & 0xFF);
        tlvs = messageEnd;
        if (messageEnd > end) {
            return false;
        }
        if (messageAt == messageEnd) {
            payload();
        }
        return true;
    }

    private void payload() {
        int at = tlv(MESSAGE_PAYLOAD);
        if (at >= 0) {
            messageAt = at;
            messageEnd = at + shortAt(at - 2);
        }
    }

    private int skipString(int from) {
        int at = from;
        while (at < end && octets[at] != 0) {
            at++;
        }
        return at + 1;
    }

    /** {@return index of the value of the first TLV with this tag, or -1} */
    private int tlv(int tag) {
        int at = tlvs;
        while (at + 4 <= end) {
            int value = at + 4;
            int next = value + shortAt(at + 2);
            if (next > end) {
                return -1;
            }
            if (shortAt(at) == tag) {
                return value;
            }
            at = next;
        }
        return -1;
    }

    private int shortAt(int at) {
        return ((octets[at] & 0xFF) << 8) | (octets[at + 1] & 0xFF);
    }

    public boolean isReceipt() {
        return (esmClass & MESSAGE_TYPE) == RECEIPT;
    }

    /** {@return octets for each character of its text: 2 in UCS-2, else 1} */
    public int octetsPerCharacter() {
        return dataCoding == UCS2 ? 2 : 1;
    }

    /** {@return the buffer that it lies in} */
    public byte[] octets() {
        return octets;
    }

    /** {@return index of the first octet of its text, after any user data header} */
    public int textAt() {
        boolean header = (esmClass & SubmitTemplate.UDHI) != 0 && messageAt < messageEnd;
        return header
                ? Math.min(messageEnd, messageAt + 1 + (octets[messageAt] & 0xFF))
                : messageAt;
    }

    /** {@return index after the last octet of its text} */
    public int textEnd() {
        return messageEnd;
    }

    /** {@return receipted_message_id, or what a receipt's text says in its place (appendix B)} */
    public Optional<String> receiptedMessageId() {
        int at = tlv(RECEIPTED_MESSAGE_ID);
        if (at < 0) {
            return receiptField("id:");
        }
        int to = at + shortAt(at - 2);
        while (to > at && octets[to - 1] == 0) {
            to--;
        }
        return Optional.of(new String(octets, at, to - at, StandardCharsets.ISO_8859_1));
    }

    /** {@return what follows {@code name} in the text of a receipt, up to the next space} */
    public Optional<String> receiptField(String name) {
        String text =
                new String(octets, textAt(), messageEnd - textAt(), StandardCharsets.ISO_8859_1);
        int at = text.indexOf(name);
        if (at < 0) {
            return Optional.empty();
        }
        int from = at + name.length();
        int space = text.indexOf(' ', from);
        return Optional.of(text.substring(from, space < 0 ? text.length() : space));
    }
}
