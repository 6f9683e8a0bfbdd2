// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.wire;

/**
 * One PDU on its way over one socket.
 *
 * @param from who sent it
 * @param to who got it
 * @param protocol such as SIP, SMPP, MM1
 * @param pdu the PDU in one line
 */
public record Hop(String from, String to, String protocol, String pdu) {}
