// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import org.heliograph.pdu.Octets;

/**
 * A packet as a capture file holds it.
 *
 * @param linkType what the octets begin with, by the numbers of the pcap registry (LINKTYPE_…)
 * @param octets those captured, which may be fewer than there were
 */
record Packet(Frame frame, int linkType, Octets octets) {
    /** Larger ones are no packets but a broken file: Wireshark's limit, for most link types. */
    static final int MAX_OCTETS = 256 << 10;
}
