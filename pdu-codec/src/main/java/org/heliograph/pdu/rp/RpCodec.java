// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.rp;

import java.util.OptionalInt;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.RpMessage.RpAck;
import org.heliograph.pdu.rp.RpMessage.RpData;
import org.heliograph.pdu.rp.RpMessage.RpError;
import org.heliograph.pdu.rp.RpMessage.RpSmma;

/** RP messages to octets and back (3GPP TS 24.011 §7.3, §8.2). */
public final class RpCodec {
    private static final int TYPE = 0x07;
    private static final int DATA = 0b000;
    private static final int ACK = 0b010;
    private static final int ERROR = 0b100;
    private static final int SMMA = 0b110;
    private static final int TO_MS = 0b001;
    private static final int USER_DATA = 0x41;

    private RpCodec() {}

    /** Decodes a message; octets after it are refused. */
    public static RpMessage decode(Octets message) throws DecodeException {
        return decode(new OctetReader(message));
    }

    /** Likewise, of what remains of {@code in}. */
    public static RpMessage decode(OctetReader in) throws DecodeException {
        int type = in.field("RP-MTI", OctetReader::octet) & TYPE;
        if (type == (SMMA | TO_MS)) {
            throw new DecodeException(0, "reserved RP-MTI");
        }
        Direction direction = (type & TO_MS) == 0 ? Direction.FROM_MS : Direction.TO_MS;
        return switch (type & ~TO_MS) {
            case DATA -> in.field("RP-DATA", i -> data(direction, i));
            case ACK -> in.field("RP-ACK", i -> ack(direction, i));
            case ERROR -> in.field("RP-ERROR", i -> error(direction, i));
            default -> in.field("RP-SMMA", i -> smma(i));
        };
    }

    /**
     * {@return the reference of a message that may not be readable otherwise, so that it can be
     * answered with RP-ERROR; empty if it ends before RP-MR}
     */
    public static OptionalInt messageReference(Octets message) {
        return message.length() < 2 ? OptionalInt.empty() : OptionalInt.of(message.at(1));
    }

    public static Octets encode(RpMessage message) {
        OctetWriter out = new OctetWriter(200); // two addresses and a full SMS-DELIVER
        switch (message) {
            case RpData data -> {
                out.octet(DATA | bit(data.direction())).octet(data.messageReference());
                data.originator().encode(out);
                data.destination().encode(out);
                out.octet(data.userData().length()).octets(data.userData());
            }
            case RpAck ack -> {
                out.octet(ACK | bit(ack.direction())).octet(ack.messageReference());
                userData(out, ack.userData());
            }
            case RpError error -> {
                out.octet(ERROR | bit(error.direction())).octet(error.messageReference());
                out.octet(1 + error.diagnostic().length()).octet(error.cause());
                out.octets(error.diagnostic());
                userData(out, error.userData());
            }
            case RpSmma smma -> out.octet(SMMA).octet(smma.messageReference());
        }
        return out.toOctets();
    }

    private static RpData data(Direction direction, OctetReader in) throws DecodeException {
        int reference = in.field("RP-MR", OctetReader::octet);
        RpAddress originator = in.field("RP-Originator-Address", RpAddress::decode);
        RpAddress destination = in.field("RP-Destination-Address", RpAddress::decode);
        Octets userData = in.field("RP-User-Data", i -> i.octets(i.octet()));
        in.end();
        return new RpData(direction, reference, originator, destination, userData);
    }

    private static RpAck ack(Direction direction, OctetReader in) throws DecodeException {
        int reference = in.field("RP-MR", OctetReader::octet);
        Octets userData = in.field("RP-User-Data", RpCodec::userData);
        in.end();
        return new RpAck(direction, reference, userData);
    }

    private static RpError error(Direction direction, OctetReader in) throws DecodeException {
        int reference = in.field("RP-MR", OctetReader::octet);
        OctetReader contents = in.field("RP-Cause", i -> i.region(i.octet()));
        int cause = contents.field("RP-Cause", OctetReader::octet) & 0x7F; // bit 8 is extension
        Octets diagnostic = contents.rest();
        Octets userData = in.field("RP-User-Data", RpCodec::userData);
        in.end();
        return new RpError(direction, reference, cause, diagnostic, userData);
    }

    private static RpSmma smma(OctetReader in) throws DecodeException {
        int reference = in.field("RP-MR", OctetReader::octet);
        in.end();
        return new RpSmma(reference);
    }

    private static Octets userData(OctetReader in) throws DecodeException {
        if (in.atEnd()) {
            return Octets.EMPTY;
        }
        int offset = in.offset();
        int identifier = in.octet();
        if (identifier != USER_DATA) {
            throw new DecodeException(
                    offset, String.format("information element %02x, not 41", identifier));
        }
        return in.octets(in.octet());
    }

    private static void userData(OctetWriter out, Octets userData) {
        if (!userData.isEmpty()) {
            out.octet(USER_DATA).octet(userData.length()).octets(userData);
        }
    }

    private static int bit(Direction direction) {
        return switch (direction) {
            case FROM_MS -> 0;
            case TO_MS -> TO_MS;
        };
    }
}
