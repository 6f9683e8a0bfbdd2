// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import org.heliograph.pdu.Octets;

/** One element of TP-UDH (3GPP TS 23.040 §9.2.3.24). */
public sealed interface InformationElement {
    /** Elements of another kind, kept as they came. */
    record Unknown(int id, Octets data) implements InformationElement {}

    /**
     * Part {@code sequence} of {@code total} (§9.2.3.24.1 and .8).
     *
     * @param wide the reference has 16 bits
     */
    record Concatenation(int reference, boolean wide, int total, int sequence)
            implements InformationElement {}

    /**
     * Application ports (§9.2.3.24.3 and .4).
     *
     * @param wide the ports have 16 bits
     */
    record Ports(int destination, int source, boolean wide) implements InformationElement {}
}
