// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;

/**
 * A TCP segment (RFC 9293 §3.1).
 *
 * @param sequence of the first octet of data; SYN counted
 * @param missing octets at the end of the data that were not captured
 */
record TcpSegment(
        Endpoint source,
        Endpoint destination,
        int sequence,
        int acknowledgment,
        int flags,
        Octets data,
        int missing) {
    private static final int FIN = 0x01;
    private static final int SYN = 0x02;
    private static final int RST = 0x04;
    private static final int ACK = 0x10;
    private static final int HEADER = 20;

    static TcpSegment decode(IpDatagram datagram) throws DecodeException {
        OctetReader in = new OctetReader(datagram.payload());
        int from = in.uint16();
        int to = in.uint16();
        int sequence = in.uint16() << 16 | in.uint16();
        int acknowledgment = in.uint16() << 16 | in.uint16();
        int header = (in.octet() >> 4) * 4;
        int flags = in.octet();
        in.octets(6);
        if (header < HEADER) {
            throw new DecodeException(12, "a header of " + header + " octets");
        }
        in.octets(header - HEADER);
        return new TcpSegment(
                new Endpoint(datagram.source(), from),
                new Endpoint(datagram.destination(), to),
                (flags & SYN) == 0 ? sequence : sequence + 1,
                acknowledgment,
                flags,
                in.rest(),
                datagram.missing());
    }

    boolean begins() {
        return (flags & SYN) != 0;
    }

    boolean ends() {
        return (flags & FIN) != 0;
    }

    boolean aborts() {
        return (flags & RST) != 0;
    }

    boolean acknowledges() {
        return (flags & ACK) != 0;
    }

    /** {@return octets of data on the wire} */
    int length() {
        return data.length() + missing;
    }
}
