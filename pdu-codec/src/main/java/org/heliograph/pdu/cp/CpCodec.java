// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.cp;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.cp.CpMessage.CpAck;
import org.heliograph.pdu.cp.CpMessage.CpData;
import org.heliograph.pdu.cp.CpMessage.CpError;
import org.heliograph.pdu.cp.CpMessage.TransactionIdentifier;

/** CP messages to octets and back (3GPP TS 24.011 §7.2, §8.1). */
public final class CpCodec {
    /** Protocol discriminator of SMS messages (TS 24.007 §11.2.3.1.1). */
    private static final int SMS = 0x9;

    private static final int PROTOCOL_ERROR = 111;
    private static final int FROM_RESPONDER = 0x8;
    private static final int DATA = 0x01;
    private static final int ACK = 0x04;
    private static final int ERROR = 0x10;

    private CpCodec() {}

    /** Decodes a message; octets after it are refused. */
    public static CpMessage decode(Octets message) throws DecodeException {
        return decode(new OctetReader(message));
    }

    /** Likewise, of what remains of {@code in}. */
    public static CpMessage decode(OctetReader in) throws DecodeException {
        TransactionIdentifier identifier = in.field("transaction identifier", CpCodec::identifier);
        int offset = in.offset();
        int type = in.octet("message type");
        return switch (type) {
            case DATA -> in.field("CP-DATA", i -> data(identifier, i));
            case ACK -> in.field("CP-ACK", i -> ack(identifier, i));
            case ERROR -> in.field("CP-ERROR", i -> error(identifier, i));
            default ->
                    throw new DecodeException(
                            offset, String.format("no CP message has type %02x", type));
        };
    }

    public static Octets encode(CpMessage message) {
        OctetWriter out = new OctetWriter();
        TransactionIdentifier identifier = message.transactionIdentifier();
        int flag = identifier.fromResponder() ? FROM_RESPONDER : 0;
        out.octet((flag | identifier.value()) << 4 | SMS);
        switch (message) {
            case CpData data ->
                    out.octet(DATA).octet(data.userData().length()).octets(data.userData());
            case CpAck ack -> out.octet(ACK);
            case CpError error -> out.octet(ERROR).octet(error.cause());
        }
        return out.toOctets();
    }

    private static TransactionIdentifier identifier(OctetReader in) throws DecodeException {
        int offset = in.offset();
        int octet = in.octet();
        if ((octet & 0xF) != SMS) {
            in.deviation(offset, "protocol discriminator " + (octet & 0xF) + ", not " + SMS);
        }
        int high = octet >> 4;
        return new TransactionIdentifier(high & 7, (high & FROM_RESPONDER) != 0);
    }

    private static CpData data(TransactionIdentifier identifier, OctetReader in)
            throws DecodeException {
        Octets userData = in.field("CP-User-Data", CpCodec::userData, CpCodec::allThatIsThere);
        in.end();
        return new CpData(identifier, userData);
    }

    private static Octets userData(OctetReader in) throws DecodeException {
        int start = in.offset();
        int length = in.octet("length");
        if (in.isKind() && length < in.remaining()) {
            throw new DecodeException(
                    start, "length " + length + ", but " + in.remaining() + " octets follow");
        }
        return in.field("RPDU", i -> i.octets(length));
    }

    private static Octets allThatIsThere(OctetReader in) throws DecodeException {
        if (!in.atEnd()) {
            in.octet("length");
        }
        Octets rest = in.field("RPDU", OctetReader::rest);
        return rest.slice(0, Math.min(rest.length(), CpData.MAX_OCTETS));
    }

    private static CpAck ack(TransactionIdentifier identifier, OctetReader in)
            throws DecodeException {
        in.end();
        return new CpAck(identifier);
    }

    private static CpError error(TransactionIdentifier identifier, OctetReader in)
            throws DecodeException {
        int cause = in.field("CP-Cause", OctetReader::octet, _ -> PROTOCOL_ERROR) & 0x7F;
        in.end();
        return new CpError(identifier, cause);
    }
}
