// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.message.MessageState;

/**
 * Delivery receipts as message centres really write them: SMPP 3.4 leaves the text to the vendor
 * (appendix B shows one form of it) and the TLVs optional (§5.3.2.12 and 35). TLVs are believed
 * first.
 */
final class ReceiptReader {
    private static final int RECEIPTED_MESSAGE_ID = 0x001E;
    private static final int MESSAGE_STATE = 0x0427;

    /** Of message_id with its NUL (§5.2.23). */
    private static final int LONGEST_ID = 65;

    /** Fields stand before the text that is quoted, which may say anything. */
    private static final int LONGEST_TEXT = 1_000;

    /**
     * What a receipt says.
     *
     * @param id what submit_sm_resp gave, more or less
     * @param state {@code ENROUTE} for all that is not final
     * @param error as the text has it, at most 10 characters; empty: nothing
     */
    record Receipt(String id, MessageState state, String error) {
        /** {@return the same, said before the end} */
        Receipt notFinal() {
            return new Receipt(id, MessageState.ENROUTE, error);
        }
    }

    private ReceiptReader() {}

    /**
     * {@return what is said, nothing if no message is named}
     *
     * @param text of short_message or message_payload, without a user data header
     * @param tlvs whole ones
     */
    static Optional<Receipt> read(String text, Octets tlvs) {
        String fields = fields(text);
        String id =
                Parameters.find(tlvs, RECEIPTED_MESSAGE_ID)
                        .map(ReceiptReader::string)
                        .filter(value -> !value.isEmpty())
                        .orElseGet(() -> field(fields, "id:"));
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            return Optional.empty();
        }
        MessageState state =
                Parameters.find(tlvs, MESSAGE_STATE)
                        .filter(value -> value.length() == 1)
                        .map(value -> state(value.at(0)))
                        .orElseGet(() -> state(field(fields, "stat:")));
        String error = field(fields, "err:");
        return Optional.of(new Receipt(id, state, error.length() > 10 ? "" : error));
    }

    /** {@return whether the TLVs alone make a receipt of a message that does not say it is one} */
    static boolean saysSo(Octets tlvs) {
        return Parameters.find(tlvs, RECEIPTED_MESSAGE_ID).isPresent()
                && Parameters.find(tlvs, MESSAGE_STATE).isPresent();
    }

    private static String fields(String text) {
        String start = text.substring(0, Math.min(LONGEST_TEXT, text.length()));
        int quoted = at(start, "text:");
        return quoted < 0 ? start : start.substring(0, quoted);
    }

    /** {@return the value, which ends at a space; empty: there is no such field} */
    private static String field(String fields, String name) {
        int at = at(fields, name);
        if (at < 0) {
            return "";
        }
        int end = at + name.length();
        while (end < fields.length() && fields.charAt(end) > ' ') {
            end++;
        }
        return fields.substring(at + name.length(), end);
    }

    /** {@return where {@code name} stands that is not the end of another word; or -1} */
    private static int at(String text, String name) {
        for (int at = 0; at + name.length() <= text.length(); at++) {
            if (text.regionMatches(true, at, name, 0, name.length())
                    && (at == 0 || !Character.isLetter(text.charAt(at - 1)))) {
                return at;
            }
        }
        return -1;
    }

    private static String string(Octets value) {
        int end = 0;
        while (end < value.length() && value.at(end) > ' ' && value.at(end) < 0x7F) {
            end++;
        }
        return value.slice(0, end).toString(US_ASCII);
    }

    /** Vendors lengthen the words of appendix B, or invent others with the same stem. */
    private static MessageState state(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        if (upper.length() == 1 && Character.isDigit(upper.charAt(0))) {
            return state(upper.charAt(0) - '0');
        }
        for (Stem stem : Stem.values()) {
            if (upper.contains(stem.name())) {
                return stem.state;
            }
        }
        return MessageState.UNKNOWN;
    }

    /** In the order of their looking up: UNDELIV is also part of UNDELIVERED. */
    private enum Stem {
        UNDEL(MessageState.UNDELIVERABLE),
        FAIL(MessageState.UNDELIVERABLE),
        REJ(MessageState.REJECTED),
        EXP(MessageState.EXPIRED),
        DELET(MessageState.DELETED),
        DEL(MessageState.DELIVERED),
        READ(MessageState.DELIVERED),
        ACCEP(MessageState.ENROUTE),
        ACK(MessageState.ENROUTE),
        ENROUTE(MessageState.ENROUTE),
        BUFF(MessageState.ENROUTE),
        QUEUE(MessageState.ENROUTE),
        SENT(MessageState.ENROUTE),
        SCHED(MessageState.ENROUTE);

        private final MessageState state;

        Stem(MessageState state) {
            this.state = state;
        }
    }

    /** message_state (§5.2.28; 0 and 9 are of SMPP 5.0 §4.7.15). */
    private static MessageState state(int octet) {
        return switch (octet) {
            case 0, 1, 6 -> MessageState.ENROUTE; // accepted: by a centre, and not yet delivered
            case 2 -> MessageState.DELIVERED;
            case 3 -> MessageState.EXPIRED;
            case 4 -> MessageState.DELETED;
            case 5 -> MessageState.UNDELIVERABLE;
            case 8, 9 -> MessageState.REJECTED;
            default -> MessageState.UNKNOWN;
        };
    }
}
