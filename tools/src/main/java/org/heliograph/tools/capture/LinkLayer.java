// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;

/** From a packet to the IP datagram in it, by the link types of the pcap registry. */
final class LinkLayer {
    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int PPP = 9;
    private static final int RAW_OF_BSD = 12;
    private static final int RAW_OF_OPENBSD = 14;
    private static final int PPP_HDLC = 50;
    private static final int RAW = 101;
    private static final int LOOP = 108;
    private static final int LINUX_SLL = 113;
    private static final int RAW_IPV4 = 228;
    private static final int RAW_IPV6 = 229;
    private static final int LINUX_SLL2 = 276;

    private static final int IPV4 = 0x0800;
    private static final int ARP = 0x0806;
    private static final int IPV6 = 0x86DD;

    /** Tags and labels beyond these are a hostile packet. */
    private static final int MAX_TAGS = 8;

    private final Tally tally;

    LinkLayer(Tally tally) {
        this.tally = tally;
    }

    /** {@return the datagram, if there is one; what is none is tallied} */
    Optional<Octets> datagram(Packet packet) throws DecodeException {
        OctetReader in = new OctetReader(packet.octets());
        return switch (packet.linkType()) {
            case ETHERNET -> {
                in.octets(12); // addresses
                yield ofEtherType(in.uint16(), in);
            }
            case LINUX_SLL -> {
                in.octets(14);
                yield ofEtherType(in.uint16(), in);
            }
            case LINUX_SLL2 -> {
                int etherType = in.uint16();
                in.octets(18);
                yield ofEtherType(etherType, in);
            }
            case NULL, LOOP -> {
                in.octets(4); // an address family, whose number depends on the system
                yield Optional.of(in.rest());
            }
            case PPP, PPP_HDLC -> ofPpp(in);
            case RAW, RAW_OF_BSD, RAW_OF_OPENBSD, RAW_IPV4, RAW_IPV6 -> Optional.of(in.rest());
            default -> {
                tally.skip("link type " + packet.linkType());
                yield Optional.empty();
            }
        };
    }

    private Optional<Octets> ofEtherType(int first, OctetReader in) throws DecodeException {
        int etherType = first;
        for (int i = 0; i < MAX_TAGS; i++) {
            switch (etherType) {
                case IPV4, IPV6 -> {
                    return Optional.of(in.rest());
                }
                case 0x8100, 0x88A8, 0x9100 -> { // VLAN (IEEE 802.1Q), and tags around tags
                    in.uint16();
                    etherType = in.uint16();
                }
                case 0x8864 -> { // PPPoE session (RFC 2516): type, code, session, length
                    in.octets(6);
                    return ofPpp(in);
                }
                case 0x8847 -> { // MPLS (RFC 3032): labels until the bottom of the stack
                    boolean bottom = (in.octets(4).at(2) & 1) != 0;
                    etherType = bottom ? IPV4 : etherType; // the IP header says which version
                }
                default -> {
                    tally.skip(etherType == ARP ? "ARP" : "EtherType 0x%04x".formatted(etherType));
                    return Optional.empty();
                }
            }
        }
        tally.skip("too many tags");
        return Optional.empty();
    }

    /** PPP (RFC 1661), with or without the address and control field of HDLC. */
    private Optional<Octets> ofPpp(OctetReader in) throws DecodeException {
        int protocol = in.octet();
        if (protocol == 0xFF) {
            in.octet();
            protocol = in.octet();
        }
        if ((protocol & 1) == 0) { // an odd octet ends it
            protocol = protocol << 8 | in.octet();
        }
        if (protocol == 0x21 || protocol == 0x57) {
            return Optional.of(in.rest());
        }
        tally.skip("PPP control");
        return Optional.empty();
    }
}
