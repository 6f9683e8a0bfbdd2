// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import org.heliograph.pdu.Octets;

/** SMPP on TCP: each PDU begins with its length (SMPP 3.4 §3.2). */
final class SmppFraming implements Framing {
    static final int HEADER_OCTETS = 16;

    /** message_payload holds 64 KiB; the rest has room. */
    private static final int MAX_OCTETS = (64 << 10) + 4096;

    /** As much of what is no PDU as tells what it may be. */
    private static final int SHOWN_OCTETS = 64;

    private static final int ENQUIRE_LINK = 0x15;
    private static final int RESPONSE = 0x80000000;

    private final Outlet outlet;

    SmppFraming(Outlet outlet) {
        this.outlet = outlet;
    }

    @Override
    public boolean read(OctetBuffer in, Frame frame) {
        while (in.length() >= HEADER_OCTETS) {
            int length = in.int32(0);
            if (length < HEADER_OCTETS || length > MAX_OCTETS) {
                String reason = "command_length " + Integer.toUnsignedLong(length);
                outlet.smpp(in.take(Math.min(in.length(), SHOWN_OCTETS)), reason, frame);
                return false;
            }
            if (in.length() < length) {
                return true;
            }
            boolean idle = (in.int32(4) & ~RESPONSE) == ENQUIRE_LINK;
            Octets pdu = in.take(length);
            if (idle) {
                outlet.tally().skip("enquire_link and enquire_link_resp");
            } else {
                outlet.smpp(pdu, "", frame);
            }
        }
        return true;
    }

    @Override
    public void stop(OctetBuffer in, String reason, Frame frame) {
        if (in.length() > 0) {
            outlet.smpp(in.take(in.length()), reason, frame);
        }
    }

    @Override
    public void end(OctetBuffer in, Frame frame) {
        stop(in, "the rest is not in the capture", frame);
    }

    @Override
    public int held() {
        return 0;
    }

    /** {@return whether a header may stand there: SMPP 3.4 §5.1, and the commands of 5.0} */
    static boolean plausible(OctetBuffer in, int at) {
        int id = in.int32(at + 4);
        int status = in.int32(at + 8);
        boolean response = (id & RESPONSE) != 0;
        return mayBeLength(in, at)
                && isCommand(id & ~RESPONSE, response)
                && (status == 0 || (response && status > 0 && status < 0x10000))
                && (in.int32(at + 12) > 0 || id == RESPONSE);
    }

    /** {@return whether command_length, or what there is of it, is one} */
    static boolean mayBeLength(OctetBuffer in, int at) {
        int length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            int octet = at + i < in.length() ? in.at(at + i) : 0;
            length = length << 8 | octet;
        }
        boolean whole = at + Integer.BYTES <= in.length();
        return length >= (whole ? HEADER_OCTETS : 0) && length <= MAX_OCTETS;
    }

    static boolean isBind(int id) {
        return switch (id & ~RESPONSE) {
            case 0x01, 0x02, 0x09, 0x0B -> true;
            default -> false;
        };
    }

    private static boolean isCommand(int request, boolean response) {
        return switch (request) {
            case 0x00 -> response; // generic_nack
            case 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x15, 0x21, 0x103 -> true;
            case 0x111, 0x112, 0x113 -> true;
            case 0x0B, 0x102 -> !response; // outbind, alert_notification
            default -> false;
        };
    }
}
