// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import org.heliograph.pdu.Octets;

/**
 * What IP carries, whole: fragments are put together.
 *
 * @param source 4 or 16 octets
 * @param protocol of the payload, by the numbers of IANA
 * @param missing octets at the end of the payload that were not captured
 */
record IpDatagram(Octets source, Octets destination, int protocol, Octets payload, int missing) {
    static final int IPV4 = 4;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int IPV6 = 41;
}
