// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.rp;

import org.heliograph.pdu.Octets;

/**
 * A relay layer message (3GPP TS 24.011 §7.3). Its reference, RP-MR, is 0 to 255.
 *
 * <p>{@code userData} is the TPDU of RP-User-Data; empty means that the element is absent.
 */
public sealed interface RpMessage {
    int messageReference();

    /**
     * RP-DATA. Towards the MS the originator is the SC and the destination empty; from the MS it is
     * the other way round.
     */
    record RpData(
            Direction direction,
            int messageReference,
            RpAddress originator,
            RpAddress destination,
            Octets userData)
            implements RpMessage {}

    /** RP-ACK. */
    record RpAck(Direction direction, int messageReference, Octets userData) implements RpMessage {}

    /**
     * RP-ERROR.
     *
     * @param cause RP-Cause, 0 to 127 (§8.2.5.4, table 8.4)
     * @param diagnostic the octet after the cause; empty if absent
     */
    record RpError(
            Direction direction,
            int messageReference,
            int cause,
            Octets diagnostic,
            Octets userData)
            implements RpMessage {}

    /** RP-SMMA, from the MS: memory available. */
    record RpSmma(int messageReference) implements RpMessage {}
}
