// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A network, written {@code 10.0.0.0/8}, {@code ::1/128} or as a single address.
 *
 * @param prefixLength 0 to 32, or 128 for IPv6
 */
public record Cidr(InetAddress network, int prefixLength) {
    private static final int IPV4_OCTETS = 4;

    /** ::ffff:0:0/96, in which IPv6 sockets show IPv4 peers (RFC 4291 §2.5.5.2). */
    private static final byte[] IPV4_MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private static final String EXPECTED =
            "expected a network such as 10.0.0.0/8, ::1/128 or one address";

    public Cidr {
        if (prefixLength < 0 || prefixLength > network.getAddress().length * 8) {
            throw new IllegalArgumentException(
                    "prefix length " + prefixLength + " does not fit " + network.getHostAddress());
        }
    }

    /**
     * @throws IllegalArgumentException if {@code text} is not of that form; names are not looked up
     */
    public static Cidr of(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        // the JDK would also take 10.1 for 10.0.0.1, which whoever wrote 10.1/16 did not mean
        if (address.indexOf(':') < 0 && !address.matches("\\d+\\.\\d+\\.\\d+\\.\\d+")) {
            throw new IllegalArgumentException(EXPECTED);
        }
        try {
            InetAddress network = InetAddress.ofLiteral(address);
            int whole = network.getAddress().length * 8;
            return new Cidr(
                    network, slash < 0 ? whole : Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(EXPECTED, e);
        }
    }

    /** {@return whether {@code address} is in this network, also as an IPv4-mapped IPv6 address} */
    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length == IPV4_OCTETS
                && theirs.length > IPV4_OCTETS
                && Arrays.equals(
                        theirs, 0, IPV4_MAPPED.length, IPV4_MAPPED, 0, IPV4_MAPPED.length)) {
            theirs = Arrays.copyOfRange(theirs, IPV4_MAPPED.length, theirs.length);
        }
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixLength;
    }
}
