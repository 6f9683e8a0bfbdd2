// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;

/** A UDP datagram (RFC 768). */
record UdpDatagram(Endpoint source, Endpoint destination, Octets payload) {
    private static final int HEADER = 8;
    private static final int T_PDU = 255;

    /** Extension headers of GTP-U beyond these are a hostile packet. */
    private static final int MAX_EXTENSIONS = 8;

    static UdpDatagram decode(IpDatagram datagram) throws DecodeException {
        OctetReader in = new OctetReader(datagram.payload());
        int from = in.uint16();
        int to = in.uint16();
        int announced = in.uint16();
        in.uint16();
        if (announced != 0 && announced < HEADER) {
            throw new DecodeException(4, announced + " octets with the header");
        }
        int length = announced == 0 ? in.remaining() : announced - HEADER;
        return new UdpDatagram(
                new Endpoint(datagram.source(), from),
                new Endpoint(datagram.destination(), to),
                in.octets(Math.min(length, in.remaining())));
    }

    /**
     * {@return the datagram of the subscriber in a G-PDU of GTP-U (3GPP TS 29.281 §5.1); empty if
     * this is something else}
     */
    Optional<Octets> tunnelled() throws DecodeException {
        OctetReader in = new OctetReader(payload);
        int flags = in.octet();
        int type = in.octet();
        boolean gtp = flags >> 4 == 0b0011; // version 1, protocol type GTP
        if (!gtp || type != T_PDU) {
            return Optional.empty();
        }
        in.octets(6); // length, TEID
        if ((flags & 0b0111) != 0) {
            in.octets(3); // sequence number, N-PDU number
            int next = in.octet();
            for (int i = 0; next != 0 && i < MAX_EXTENSIONS; i++) {
                int length = in.octet() * 4;
                if (length == 0) {
                    throw new DecodeException(in.offset(), "an extension header of no length");
                }
                in.octets(length - 2);
                next = in.octet();
            }
        }
        return Optional.of(in.rest());
    }

    /** Reads it as SIP; {@return whether it is} */
    boolean sip(Frame frame, Outlet outlet) {
        if (payload.isEmpty() || !Character.isUpperCase(payload.at(0))) {
            return false;
        }
        if (!Recognition.isSip(payload.toString(StandardCharsets.ISO_8859_1))) {
            return false;
        }
        OctetBuffer buffer = new OctetBuffer();
        buffer.append(payload);
        TextFraming framing = new TextFraming(outlet, new Exchanges(), true);
        if (framing.read(buffer, frame)) {
            framing.end(buffer, frame);
        }
        return true;
    }
}
