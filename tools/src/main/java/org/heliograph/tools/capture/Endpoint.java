// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.Octets;

/**
 * Where a datagram or a TCP segment comes from or goes to.
 *
 * @param address 4 or 16 octets
 */
public record Endpoint(Octets address, int port) {
    private static final int IPV4_OCTETS = 4;

    /** {@return the usual text, IPv6 in its short form (RFC 5952) between brackets} */
    @Override
    public String toString() {
        return host() + ":" + port;
    }

    private String host() {
        if (address.length() == IPV4_OCTETS) {
            return "%d.%d.%d.%d"
                    .formatted(address.at(0), address.at(1), address.at(2), address.at(3));
        }
        List<String> groups = new ArrayList<>();
        for (int i = 0; i + 1 < address.length(); i += 2) {
            groups.add(Integer.toHexString(address.at(i) << 8 | address.at(i + 1)));
        }
        int start = 0;
        int longest = 0;
        for (int i = 0; i < groups.size(); i++) {
            int zeros = 0;
            while (i + zeros < groups.size() && groups.get(i + zeros).equals("0")) {
                zeros++;
            }
            if (zeros > longest) {
                start = i;
                longest = zeros;
            }
        }
        if (longest < 2) {
            return "[" + String.join(":", groups) + "]";
        }
        return "["
                + String.join(":", groups.subList(0, start))
                + "::"
                + String.join(":", groups.subList(start + longest, groups.size()))
                + "]";
    }
}
