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
        int start = in.offset();
        int type = in.octet("RP-MTI") & TYPE;
        if (type == (SMMA | TO_MS)) {
            throw new DecodeException(start, "reserved RP-MTI");
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
        int reference = in.octet("RP-MR");
        RpAddress originator = address("RP-Originator-Address", in);
        RpAddress destination = address("RP-Destination-Address", in);
        Octets userData = in.field("RP-User-Data", RpCodec::bareUserData, RpCodec::allThatIsThere);
        in.end();
        return new RpData(direction, reference, originator, destination, userData);
    }

    private static RpAddress address(String name, OctetReader in) throws DecodeException {
        return in.field(name, RpAddress::decode, RpAddress::decodeKindly);
    }

    private static RpAck ack(Direction direction, OctetReader in) throws DecodeException {
        int reference = in.octet("RP-MR");
        Octets userData = optionalUserData(in);
        in.end();
        return new RpAck(direction, reference, userData);
    }

    private static RpError error(Direction direction, OctetReader in) throws DecodeException {
        int reference = in.octet("RP-MR");
        Octets causes = in.field("RP-Cause", RpCodec::causes, RpCodec::causesKindly);
        Octets userData = optionalUserData(in);
        in.end();
        int cause = causes.at(0) & 0x7F; // bit 8 is extension
        return new RpError(direction, reference, cause, causes.from(1), userData);
    }

    /** The cause and, it may be, a diagnostic. */
    private static Octets causes(OctetReader in) throws DecodeException {
        int start = in.offset();
        OctetReader contents = in.region(in.octet("length"));
        Octets cause = contents.field("cause", i -> i.octets(1));
        if (contents.remaining() > 1) {
            throw new DecodeException(
                    start, contents.remaining() + " octets of diagnostic, at most 1");
        }
        return contents.atEnd()
                ? cause
                : cause.plus(contents.field("diagnostic", OctetReader::rest));
    }

    /** A length that cannot be one is the cause; of a long diagnostic the first octet is kept. */
    private static Octets causesKindly(OctetReader in) throws DecodeException {
        int length = in.octet("length");
        if (length > in.remaining()) {
            return Octets.of(length);
        }
        Octets contents = in.field("cause", i -> i.octets(length));
        return contents.isEmpty()
                ? Octets.of(RpCause.PROTOCOL_ERROR)
                : contents.slice(0, Math.min(2, length));
    }

    private static RpSmma smma(OctetReader in) throws DecodeException {
        int reference = in.octet("RP-MR");
        in.end();
        return new RpSmma(reference);
    }

    /** RP-User-Data of RP-DATA: mandatory, so without an identifier, and the last element. */
    private static Octets bareUserData(OctetReader in) throws DecodeException {
        return sized(in, RpMessage.RpData.MAX_OCTETS);
    }

    /** A length and, as the last of the message, that many octets. */
    private static Octets sized(OctetReader in, int most) throws DecodeException {
        int start = in.offset();
        int length = in.octet("length");
        if (in.isKind() && length < in.remaining()) {
            throw new DecodeException(
                    start, "length " + length + ", but " + in.remaining() + " octets follow");
        }
        Octets tpdu = in.field("TPDU", i -> i.octets(length));
        if (length > most) {
            throw new DecodeException(start, length + " octets of RP-User-Data, at most " + most);
        }
        return tpdu;
    }

    private static Octets allThatIsThere(OctetReader in) throws DecodeException {
        if (!in.atEnd()) {
            in.octet("length");
        }
        return rest(in, RpMessage.RpData.MAX_OCTETS);
    }

    private static Octets rest(OctetReader in, int most) throws DecodeException {
        Octets rest = in.field("TPDU", OctetReader::rest);
        return rest.slice(0, Math.min(rest.length(), most));
    }

    private static Octets optionalUserData(OctetReader in) throws DecodeException {
        return in.atEnd()
                ? Octets.EMPTY
                : in.field("RP-User-Data", RpCodec::identifiedUserData, RpCodec::guessedUserData);
    }

    private static Octets identifiedUserData(OctetReader in) throws DecodeException {
        int offset = in.offset();
        int identifier = in.octet("identifier");
        if (identifier != USER_DATA) {
            throw new DecodeException(
                    offset, String.format("information element %02x, not 41", identifier));
        }
        return sized(in, RpMessage.MAX_REPORT_OCTETS);
    }

    /** With an identifier or without one, with a length or without. */
    private static Octets guessedUserData(OctetReader in) throws DecodeException {
        if (in.peek() == USER_DATA) {
            in.octet("identifier");
        }
        if (!in.atEnd() && in.peek() >= in.remaining() - 1) {
            in.octet("length");
        }
        return rest(in, RpMessage.MAX_REPORT_OCTETS);
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
