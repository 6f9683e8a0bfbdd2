// SPDX-License-Identifier: Apache-2.0

/**
 * Finds the PDUs in a packet capture, pcap or pcapng: from the file through link layer, IP, UDP and
 * TCP to SIP, SMPP and MM1. Knows where PDUs lie, not what they say. Everything it holds is
 * bounded: a capture of gigabytes is read as a stream.
 */
@NullMarked
package org.heliograph.tools.capture;

import org.jspecify.annotations.NullMarked;
