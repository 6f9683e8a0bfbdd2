// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.List;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/**
 * Enhanced Voice Mail Information: what a voice mail system tells a phone (3GPP TS 23.040
 * §9.2.3.24.13).
 */
public sealed interface VoiceMail extends InformationElement {
    Mailbox mailbox();

    @Override
    default int id() {
        return ElementId.VOICE_MAIL;
    }

    /**
     * The mailbox as it is now.
     *
     * @param profile of a multiple subscriber profile, 1 to 4
     * @param store this short message is to be kept
     * @param accessAddress the number to call
     * @param messages waiting in it, 0 to 255: that many or, if 255, more
     * @param extension at most 255 octets; empty if there is none
     */
    record Mailbox(
            int profile,
            boolean store,
            boolean almostFull,
            boolean full,
            TpAddress accessAddress,
            int messages,
            Octets extension) {
        /** Bit 0 of the first octet; without it, it is a notification. */
        static final int DELETION = 0x01;

        static final int STORE = 0x10;
        static final int ALMOST_FULL = 0x20;
        static final int FULL = 0x40;

        /** Here, and where marks of a message say so: an extension follows. */
        static final int EXTENDED = 0x80;

        public Mailbox {
            Bounds.within("profile", profile, 1, 4);
            Bounds.octet("number of voice messages", messages);
            Bounds.octet("octets of extension", extension.length());
        }

        private void encode(OctetWriter out, int type, int notices) {
            int first = type | (profile - 1) << 2;
            first |= store ? STORE : 0;
            first |= almostFull ? ALMOST_FULL : 0;
            first |= full ? FULL : 0;
            out.octet(first | (extension.isEmpty() ? 0 : Mailbox.EXTENDED));
            accessAddress.encode(out);
            out.octet(messages).octet(notices);
            VoiceMail.extension(out, extension);
        }
    }

    /**
     * Enhanced Voice Mail Notification (§9.2.3.24.13.1).
     *
     * @param waiting at most 15
     */
    record Notification(Mailbox mailbox, List<Waiting> waiting) implements VoiceMail {
        static final int MAX = 15;

        public Notification {
            waiting = List.copyOf(waiting);
            Bounds.within("number of notifications", waiting.size(), 0, MAX);
            Bounds.octet("length of information element", encode(mailbox, waiting).length());
        }

        @Override
        public Octets data() {
            return encode(mailbox, waiting);
        }

        private static Octets encode(Mailbox mailbox, List<Waiting> waiting) {
            OctetWriter out = new OctetWriter();
            mailbox.encode(out, 0, waiting.size());
            waiting.forEach(message -> message.encode(out));
            return out.toOctets();
        }
    }

    /**
     * A message that waits.
     *
     * @param messageId 0 to 65535
     * @param seconds it lasts, 0 to 255: that many or, if 255, more
     * @param retentionDays until it is deleted, 0 to 31
     * @param extension at most 255 octets; empty if there is none
     */
    record Waiting(
            int messageId,
            int seconds,
            int retentionDays,
            boolean urgent,
            TpAddress callingLine,
            Octets extension) {
        static final int URGENT = 0x40;
        static final int DAYS = 0x1F;

        public Waiting {
            Bounds.within("voice message", messageId, 0, 0xFFFF);
            Bounds.octet("seconds of voice message", seconds);
            Bounds.within("days of retention", retentionDays, 0, DAYS);
            Bounds.octet("octets of extension", extension.length());
        }

        private void encode(OctetWriter out) {
            out.uint16(messageId).octet(seconds);
            int marks = (urgent ? URGENT : 0) | (extension.isEmpty() ? 0 : Mailbox.EXTENDED);
            out.octet(marks | retentionDays);
            callingLine.encode(out);
            VoiceMail.extension(out, extension);
        }
    }

    /**
     * Enhanced Voice Mail Delete Confirmation (§9.2.3.24.13.2).
     *
     * @param deleted at most 31
     */
    record DeleteConfirmation(Mailbox mailbox, List<Deleted> deleted) implements VoiceMail {
        static final int MAX = 31;

        public DeleteConfirmation {
            deleted = List.copyOf(deleted);
            Bounds.within("number of deletions", deleted.size(), 0, MAX);
            Bounds.octet("length of information element", encode(mailbox, deleted).length());
        }

        @Override
        public Octets data() {
            return encode(mailbox, deleted);
        }

        private static Octets encode(Mailbox mailbox, List<Deleted> deleted) {
            OctetWriter out = new OctetWriter();
            mailbox.encode(out, Mailbox.DELETION, deleted.size());
            deleted.forEach(message -> message.encode(out));
            return out.toOctets();
        }
    }

    /**
     * A message that was deleted.
     *
     * @param messageId 0 to 65535
     * @param extension at most 255 octets; empty if there is none
     */
    record Deleted(int messageId, Octets extension) {
        public Deleted {
            Bounds.within("voice message", messageId, 0, 0xFFFF);
            Bounds.octet("octets of extension", extension.length());
        }

        private void encode(OctetWriter out) {
            out.uint16(messageId).octet(extension.isEmpty() ? 0 : Mailbox.EXTENDED);
            VoiceMail.extension(out, extension);
        }
    }

    private static void extension(OctetWriter out, Octets extension) {
        if (!extension.isEmpty()) {
            out.octet(extension.length()).octets(extension);
        }
    }
}
