// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;

/** IPv4 (RFC 791) and IPv6 (RFC 8200) with fragments. */
final class IpLayer {
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION_OPTIONS = 60;

    private static final int IPV4_HEADER = 20;
    private static final int MAX_EXTENSIONS = 8;

    private final Tally tally;
    private final Fragments fragments;

    IpLayer(Tally tally) {
        this.tally = tally;
        fragments = new Fragments(tally);
    }

    /** {@return what a datagram carries; nothing while fragments are missing} */
    Optional<IpDatagram> read(Octets datagram) throws DecodeException {
        OctetReader in = new OctetReader(datagram);
        int version = in.peek() >> 4;
        return switch (version) {
            case 4 -> ipv4(in, datagram);
            case 6 -> ipv6(in, datagram);
            default -> {
                tally.skip("not IP");
                yield Optional.empty();
            }
        };
    }

    private Optional<IpDatagram> ipv4(OctetReader in, Octets datagram) throws DecodeException {
        int header = (in.octet() & 0x0F) * 4;
        in.octet();
        int announced = in.uint16();
        // 0 where the network card was to cut the datagram into pieces
        int total = announced == 0 ? datagram.length() : announced;
        int identification = in.uint16();
        int fragment = in.uint16();
        in.octet();
        int protocol = in.octet();
        in.uint16();
        Octets source = address(in, 4);
        Octets destination = address(in, 4);
        if (header < IPV4_HEADER || total < header) {
            throw new DecodeException(0, "lengths that contradict each other");
        }
        in.octets(header - IPV4_HEADER);
        int there = Math.min(total - header, in.remaining());
        IpDatagram whole =
                new IpDatagram(
                        source, destination, protocol, in.octets(there), total - header - there);
        int offset = (fragment & 0x1FFF) * 8;
        boolean more = (fragment & 0x2000) != 0;
        return offset == 0 && !more
                ? Optional.of(whole)
                : fragments.add(whole, identification, offset, more);
    }

    private Optional<IpDatagram> ipv6(OctetReader in, Octets datagram) throws DecodeException {
        in.octets(4);
        int announced = in.uint16();
        int next = in.octet();
        in.octet();
        Octets source = address(in, 16);
        Octets destination = address(in, 16);
        int length = announced == 0 ? in.remaining() : announced;
        int missing = Math.max(0, length - in.remaining());
        OctetReader payload = in.region(length - missing);
        for (int i = 0; i < MAX_EXTENSIONS; i++) {
            switch (next) {
                case HOP_BY_HOP, ROUTING, DESTINATION_OPTIONS -> {
                    next = payload.octet();
                    payload.octets(payload.octet() * 8 + 6);
                }
                case AUTHENTICATION -> {
                    next = payload.octet();
                    payload.octets(payload.octet() * 4 + 6);
                }
                case FRAGMENT -> {
                    int protocol = payload.octet();
                    payload.octet();
                    int place = payload.uint16();
                    int identification = payload.uint16() << 16 | payload.uint16();
                    IpDatagram piece =
                            new IpDatagram(source, destination, protocol, payload.rest(), missing);
                    return place == 0 // an atomic fragment (RFC 6946)
                            ? Optional.of(piece)
                            : fragments.add(
                                    piece, identification, place & 0xFFF8, (place & 1) != 0);
                }
                default -> {
                    return Optional.of(
                            new IpDatagram(source, destination, next, payload.rest(), missing));
                }
            }
        }
        throw new DecodeException(0, datagram.length() + " octets of extension headers");
    }

    /** Nothing follows. */
    void end() {
        fragments.end();
    }

    /** A copy, which does not keep the packet in memory. */
    private static Octets address(OctetReader in, int octets) throws DecodeException {
        return Octets.ofOwned(in.octets(octets).toArray());
    }
}
