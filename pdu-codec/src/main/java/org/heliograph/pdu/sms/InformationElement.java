// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.EnumSet;
import java.util.Set;
import org.heliograph.pdu.Octets;

/**
 * One element of TP-UDH (3GPP TS 23.040 §9.2.3.24).
 *
 * <p>{@code position} in an element counts the characters of the text before the one it acts at; 0
 * is before the first.
 */
public sealed interface InformationElement
        permits EmsElement,
                VoiceMail,
                InformationElement.Concatenation,
                InformationElement.SpecialMessageIndication,
                InformationElement.Ports,
                InformationElement.ServiceCentreControl,
                InformationElement.SourceIndicator,
                InformationElement.WirelessControlMessage,
                InformationElement.EmailHeader,
                InformationElement.Hyperlink,
                InformationElement.ReplyAddress,
                InformationElement.NationalLanguageSingleShift,
                InformationElement.NationalLanguageLockingShift,
                InformationElement.ToolkitSecurityHeader,
                InformationElement.SmeSpecific,
                InformationElement.ServiceCentreSpecific,
                InformationElement.Unknown {
    /** {@return the information element identifier, 0 to 255} */
    int id();

    /** {@return the contents as on the wire, at most 255 octets} */
    Octets data();

    /** {@return the number of octets of {@link #data}} */
    default int length() {
        return data().length();
    }

    /**
     * Elements of another kind, and those of the kinds below whose contents break their clause
     * (which the receiver is to ignore) or have reserved bits set, kept as they came.
     *
     * @param id 0 to 255
     * @param data at most 255 octets
     */
    record Unknown(int id, Octets data) implements InformationElement {
        public Unknown {
            Bounds.octet("information element", id);
            Bounds.octet("length of information element", data.length());
        }
    }

    /**
     * Part {@code sequence} of {@code total} (§9.2.3.24.1 and .8).
     *
     * @param reference 0 to 255, to 65535 if {@code wide}
     * @param wide the reference has 16 bits
     * @param total 1 to 255
     * @param sequence 1 to {@code total}
     */
    record Concatenation(int reference, boolean wide, int total, int sequence)
            implements InformationElement {
        public Concatenation {
            Bounds.within("concatenation reference", reference, 0, wide ? 0xFFFF : 0xFF);
            Bounds.within("number of parts", total, 1, 0xFF);
            Bounds.within("sequence number", sequence, 1, total);
        }

        @Override
        public int id() {
            return wide ? ElementId.CONCATENATION_16 : ElementId.CONCATENATION_8;
        }

        @Override
        public int length() {
            return wide ? 4 : 3;
        }

        @Override
        public Octets data() {
            return wide
                    ? Octets.of(reference >> 8, reference, total, sequence)
                    : Octets.of(reference, total, sequence);
        }
    }

    /**
     * Messages waiting in a mailbox (§9.2.3.24.2).
     *
     * @param store this short message is to be kept after the indication is shown
     * @param profile of a multiple subscriber profile, 1 to 4
     * @param extendedType 0 to 7; with {@link Waiting#OTHER} 1 means video messages, the others are
     *     reserved
     * @param count 0 to 255: that many or, if 255, more
     */
    record SpecialMessageIndication(
            boolean store, int profile, Waiting waiting, int extendedType, int count)
            implements InformationElement {
        /** What is waiting, in the order of the type's two bits. */
        public enum Waiting {
            VOICE(0),
            FAX(1),
            EMAIL(2),
            /** And, as the extended type says, video. */
            OTHER(3);

            private static final Waiting[] BY_BITS = values();

            private final int bits;

            Waiting(int bits) {
                this.bits = bits;
            }

            static Waiting of(int bits) {
                return BY_BITS[bits & 3];
            }
        }

        public SpecialMessageIndication {
            Bounds.within("profile", profile, 1, 4);
            Bounds.within("extended message indication type", extendedType, 0, 7);
            Bounds.octet("message count", count);
        }

        @Override
        public int id() {
            return ElementId.SPECIAL_MESSAGE_INDICATION;
        }

        @Override
        public Octets data() {
            int type = (profile - 1) << 5 | extendedType << 2 | waiting.bits;
            return Octets.of((store ? 0x80 : 0) | type, count);
        }
    }

    /**
     * Application ports (§9.2.3.24.3 and .4).
     *
     * @param destination 0 to 255, to 65535 if {@code wide}
     * @param source likewise
     * @param wide the ports have 16 bits
     */
    record Ports(int destination, int source, boolean wide) implements InformationElement {
        public Ports {
            Bounds.within("destination port", destination, 0, wide ? 0xFFFF : 0xFF);
            Bounds.within("source port", source, 0, wide ? 0xFFFF : 0xFF);
        }

        @Override
        public int id() {
            return wide ? ElementId.PORTS_16 : ElementId.PORTS_8;
        }

        @Override
        public int length() {
            return wide ? 4 : 2;
        }

        @Override
        public Octets data() {
            return wide
                    ? Octets.of(destination >> 8, destination, source >> 8, source)
                    : Octets.of(destination, source);
        }
    }

    /** SMSC control parameters (§9.2.3.24.5): for which outcomes a status report is wanted. */
    record ServiceCentreControl(Set<Wish> wishes) implements InformationElement {
        /** One bit of the parameters' octet. */
        public enum Wish {
            /** A report when the transaction is completed. */
            COMPLETED(0x01),
            /** A report on a permanent error. */
            PERMANENT_ERROR(0x02),
            /** A report on a temporary error after which the SC gives up. */
            TEMPORARY_ERROR(0x04),
            /** A report on a temporary error after which the SC goes on trying. */
            STILL_TRYING(0x08),
            /** A report on one part cancels the reports on the rest of a concatenated message. */
            FIRST_ERROR_ONLY(0x40),
            /** The original header comes back in the status report. */
            INCLUDE_HEADER(0x80);

            private final int bit;

            Wish(int bit) {
                this.bit = bit;
            }
        }

        public ServiceCentreControl {
            wishes = Set.copyOf(wishes);
        }

        /**
         * @throws IllegalArgumentException if a reserved bit is set
         */
        static ServiceCentreControl of(int octet) {
            Set<Wish> wishes = EnumSet.noneOf(Wish.class);
            int rest = octet;
            for (Wish wish : Wish.values()) {
                if ((octet & wish.bit) != 0) {
                    wishes.add(wish);
                    rest &= ~wish.bit;
                }
            }
            Bounds.within("reserved bits", rest, 0, 0);
            return new ServiceCentreControl(wishes);
        }

        @Override
        public int id() {
            return ElementId.SERVICE_CENTRE_CONTROL;
        }

        @Override
        public Octets data() {
            int octet = 0;
            for (Wish wish : wishes) {
                octet |= wish.bit;
            }
            return Octets.of(octet);
        }
    }

    /** Who wrote the elements that follow, up to the next of these (§9.2.3.24.6). */
    record SourceIndicator(Source source) implements InformationElement {
        /** In the order of their values, 1 to 3. */
        public enum Source {
            ORIGINAL_SENDER(1),
            ORIGINAL_RECEIVER(2),
            SERVICE_CENTRE(3);

            private static final Source[] ALL = values();

            private final int value;

            Source(int value) {
                this.value = value;
            }

            static Source of(int value) {
                Bounds.within("source", value, 1, ALL.length);
                return ALL[value - 1];
            }
        }

        @Override
        public int id() {
            return ElementId.SOURCE_INDICATOR;
        }

        @Override
        public Octets data() {
            return Octets.of(source.value);
        }
    }

    /** A message of the Wireless Control Message Protocol, WAP-202 (§9.2.3.24.9). */
    record WirelessControlMessage(Octets data) implements InformationElement {
        public WirelessControlMessage {
            Bounds.octet("length of information element", data.length());
        }

        @Override
        public int id() {
            return ElementId.WIRELESS_CONTROL_MESSAGE;
        }
    }

    /**
     * The text begins with an e-mail header (§9.2.3.24.11).
     *
     * @param headerLength of that header, 0 to 255: in septets, octets or UCS-2 characters, as the
     *     data coding scheme says
     */
    record EmailHeader(int headerLength) implements InformationElement {
        public EmailHeader {
            Bounds.octet("length of e-mail header", headerLength);
        }

        @Override
        public int id() {
            return ElementId.EMAIL_HEADER;
        }

        @Override
        public Octets data() {
            return Octets.of(headerLength);
        }
    }

    /**
     * A title in the text and the address it leads to, which follows it (§9.2.3.24.12).
     *
     * @param position of the title in the text of the whole message, 0 to 65535
     * @param titleLength in characters, 0 to 255
     * @param addressLength in characters, 0 to 255
     */
    record Hyperlink(int position, int titleLength, int addressLength)
            implements InformationElement {
        public Hyperlink {
            Bounds.within("position", position, 0, 0xFFFF);
            Bounds.octet("length of title", titleLength);
            Bounds.octet("length of URL", addressLength);
        }

        @Override
        public int id() {
            return ElementId.HYPERLINK;
        }

        @Override
        public Octets data() {
            return Octets.of(position >> 8, position, titleLength, addressLength);
        }
    }

    /** Where an answer is to go, instead of TP-OA (§9.2.3.24.10.2.2). */
    record ReplyAddress(TpAddress address) implements InformationElement {
        @Override
        public int id() {
            return ElementId.REPLY_ADDRESS;
        }

        @Override
        public Octets data() {
            return address.toOctets();
        }
    }

    /**
     * The table after an escape is that of {@code language} (§9.2.3.24.15). A reserved identifier
     * is an {@link Unknown}: receivers ignore it and read the default extension.
     */
    record NationalLanguageSingleShift(NationalLanguage language) implements InformationElement {
        @Override
        public int id() {
            return ElementId.SINGLE_SHIFT;
        }

        @Override
        public int length() {
            return 1;
        }

        @Override
        public Octets data() {
            return Octets.of(language.identifier());
        }
    }

    /**
     * The main table is that of {@code language} (§9.2.3.24.16); the default alphabet stays for
     * Spanish, which has none. A reserved identifier is an {@link Unknown}, likewise.
     */
    record NationalLanguageLockingShift(NationalLanguage language) implements InformationElement {
        @Override
        public int id() {
            return ElementId.LOCKING_SHIFT;
        }

        @Override
        public int length() {
            return 1;
        }

        @Override
        public Octets data() {
            return Octets.of(language.identifier());
        }
    }

    /**
     * The payload is a secured packet for or from the (U)SIM (§9.2.3.24.7, TS 31.115).
     *
     * @param id 0x70 to 0x7F; 0x70 a command packet, 0x71 a response packet
     * @param data at most 255 octets
     */
    record ToolkitSecurityHeader(int id, Octets data) implements InformationElement {
        public ToolkitSecurityHeader {
            Bounds.within("information element", id, ElementId.TOOLKIT, ElementId.TOOLKIT + 0x0F);
            Bounds.octet("length of information element", data.length());
        }
    }

    /**
     * Whatever two SMEs agree on.
     *
     * @param id 0x80 to 0x9F
     * @param data at most 255 octets
     */
    record SmeSpecific(int id, Octets data) implements InformationElement {
        public SmeSpecific {
            Bounds.within("information element", id, ElementId.SME, ElementId.SME + 0x1F);
            Bounds.octet("length of information element", data.length());
        }
    }

    /**
     * Whatever an SC wants to say.
     *
     * @param id 0xC0 to 0xDF
     * @param data at most 255 octets
     */
    record ServiceCentreSpecific(int id, Octets data) implements InformationElement {
        public ServiceCentreSpecific {
            Bounds.within(
                    "information element",
                    id,
                    ElementId.SERVICE_CENTRE,
                    ElementId.SERVICE_CENTRE + 0x1F);
            Bounds.octet("length of information element", data.length());
        }
    }
}
