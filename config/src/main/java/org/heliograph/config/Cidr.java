// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A network, written {@code 10.0.0.0/8}, {@code ::1/128} or as a single address.
 *
 * @param prefixLength 0 to 32, or 128 for IPv6
 */
public record Cidr(InetAddress network, int prefixLength) {
    public Cidr {
        if (prefixLength < 0 || prefixLength > network.getAddress().length * 8) {
            throw new IllegalArgumentException(
                    "prefix length " + prefixLength + " does not fit " + network);
        }
    }

    /**
     * @throws IllegalArgumentException if {@code text} is not of that form; names are not looked up
     */
    public static Cidr of(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (address.isEmpty()
                || !address.chars()
                        .allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':')) {
            throw new IllegalArgumentException("not a network: '" + text + "'");
        }
        try {
            InetAddress network = InetAddress.getByName(address);
            int whole = network.getAddress().length * 8;
            return new Cidr(
                    network, slash < 0 ? whole : Integer.parseInt(text.substring(slash + 1)));
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("not a network: '" + text + "'", e);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
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
}
