// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.radius;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.Cidr;

/** What an Accounting-Request tells (RFC 2866 §5.1, 3GPP TS 29.061 §16.4). */
sealed interface Accounting {
    /** A session's name: Acct-Session-Id is unique for one NAS. */
    record SessionId(String nas, String session) {}

    /**
     * A session.
     *
     * @param addresses of the handset: IPv4, or an IPv6 prefix
     * @param callingStation Calling-Station-Id: the MSISDN in TS 29.061, and what not elsewhere
     * @param imsi 3GPP-IMSI
     */
    record Session(
            SessionId id,
            List<Cidr> addresses,
            Optional<String> callingStation,
            Optional<String> imsi) {
        public Session {
            addresses = List.copyOf(addresses);
        }
    }

    record Start(Session session) implements Accounting {}

    /** A session may have none yet: its Start was lost, or sent before it had an address. */
    record Interim(Session session) implements Accounting {}

    record Stop(SessionId id) implements Accounting {}

    /** Accounting-On or Accounting-Off: all sessions of this NAS are over. */
    record Reset(String nas) implements Accounting {}

    /** Another status; it is answered, and tells nothing. */
    record Other() implements Accounting {}

    int NAS_IP_ADDRESS = 4;
    int FRAMED_IP_ADDRESS = 8;
    int CALLING_STATION_ID = 31;
    int NAS_IDENTIFIER = 32;
    int ACCT_STATUS_TYPE = 40;
    int ACCT_SESSION_ID = 44;
    int NAS_IPV6_ADDRESS = 95; // RFC 3162
    int FRAMED_IPV6_PREFIX = 97; // RFC 3162
    int FRAMED_IPV6_ADDRESS = 168; // RFC 6911

    int VENDOR_3GPP = 10_415;
    int IMSI_3GPP = 1; // TS 29.061 §16.4.7.2

    /** A shorter prefix is no handset's, but a network's. */
    int SHORTEST_PREFIX = 48;

    /** Longer than an MSISDN or a NAI with an IMSI in it. */
    int LONGEST_CALLING_STATION = 64;

    /**
     * @param sender whose sessions they are, if the packet does not say
     */
    static Accounting of(Packet packet, InetAddress sender) throws MalformedPacket {
        int status =
                packet.number(ACCT_STATUS_TYPE)
                        .orElseThrow(() -> new MalformedPacket("no Acct-Status-Type"));
        String nas = nas(packet, sender);
        return switch (status) {
            case 1 -> new Start(session(packet, nas));
            case 2 -> new Stop(id(packet, nas));
            case 3 -> new Interim(session(packet, nas));
            case 7, 8 -> new Reset(nas);
            default -> new Other();
        };
    }

    private static String nas(Packet packet, InetAddress sender) {
        StringBuilder nas = new StringBuilder(packet.text(NAS_IDENTIFIER).orElse(""));
        for (int type : new int[] {NAS_IP_ADDRESS, NAS_IPV6_ADDRESS}) {
            packet.first(type).ifPresent(o -> nas.append(' ').append(HexFormat.of().formatHex(o)));
        }
        return nas.isEmpty() ? sender.getHostAddress() : nas.toString();
    }

    private static SessionId id(Packet packet, String nas) throws MalformedPacket {
        return new SessionId(
                nas,
                packet.text(ACCT_SESSION_ID)
                        .orElseThrow(() -> new MalformedPacket("no Acct-Session-Id")));
    }

    private static Session session(Packet packet, String nas) throws MalformedPacket {
        return new Session(
                id(packet, nas),
                addresses(packet),
                packet.text(CALLING_STATION_ID)
                        .filter(text -> text.length() <= LONGEST_CALLING_STATION),
                packet.ofVendor(VENDOR_3GPP, IMSI_3GPP)
                        .map(octets -> Packet.text(octets).strip())
                        .filter(text -> text.matches("[0-9]{6,15}")));
    }

    private static List<Cidr> addresses(Packet packet) throws MalformedPacket {
        List<Cidr> addresses = new ArrayList<>();
        Optional<byte[]> ipv4 = packet.first(FRAMED_IP_ADDRESS);
        if (ipv4.isPresent()) {
            // 255.255.255.254 and .255 ask for an address, and are none (RFC 2865 §5.8)
            InetAddress address = address(ipv4.get(), 4);
            if (ipv4.get()[0] != -1) {
                addresses.add(new Cidr(address, 32));
            }
        }
        Optional<byte[]> ipv6 = packet.first(FRAMED_IPV6_ADDRESS);
        if (ipv6.isPresent()) {
            addresses.add(new Cidr(address(ipv6.get(), 16), 128));
        }
        Optional<byte[]> prefix = packet.first(FRAMED_IPV6_PREFIX);
        if (prefix.isPresent()) {
            addresses.add(prefix(prefix.get()));
        }
        addresses.removeIf(address -> address.network().isAnyLocalAddress()); // none was given
        return addresses;
    }

    /** A reserved octet, the length in bits, and as many octets as it takes (RFC 3162 §2.3). */
    private static Cidr prefix(byte[] octets) throws MalformedPacket {
        if (octets.length < 2 || octets.length > 18) {
            throw new MalformedPacket("Framed-IPv6-Prefix of " + octets.length + " octets");
        }
        int length = octets[1] & 0xFF;
        if (length < SHORTEST_PREFIX || length > 128) {
            throw new MalformedPacket("Framed-IPv6-Prefix of " + length + " bits");
        }
        return new Cidr(
                address(Arrays.copyOf(Arrays.copyOfRange(octets, 2, octets.length), 16), 16),
                length);
    }

    private static InetAddress address(byte[] octets, int wanted) throws MalformedPacket {
        if (octets.length != wanted) {
            throw new MalformedPacket("an address of " + octets.length + " octets");
        }
        try {
            InetAddress address = InetAddress.getByAddress(octets);
            if (address.getAddress().length != wanted) { // of an IPv4-mapped one the JDK makes IPv4
                throw new MalformedPacket("an IPv4 address where an IPv6 one is expected");
            }
            return address;
        } catch (UnknownHostException e) {
            throw new AssertionError(e); // it has as many octets as an address has
        }
    }
}
