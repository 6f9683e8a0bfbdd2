// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.rp;

import org.heliograph.pdu.Octets;

/**
 * A relay layer message (3GPP TS 24.011 §7.3). Its reference, RP-MR, is 0 to 255.
 *
 * <p>{@code userData} is the TPDU of RP-User-Data; empty means that the element is absent.
 */
public sealed interface RpMessage {
    /** RP-User-Data of RP-ACK and RP-ERROR, in octets: one less for its identifier (§7.3). */
    int MAX_REPORT_OCTETS = 232;

    int messageReference();

    /**
     * RP-DATA. Towards the MS the originator is the SC and the destination empty; from the MS it is
     * the other way round.
     *
     * @param userData at most 233 octets
     */
    record RpData(
            Direction direction,
            int messageReference,
            RpAddress originator,
            RpAddress destination,
            Octets userData)
            implements RpMessage {
        static final int MAX_OCTETS = 233;

        public RpData {
            requireReference(messageReference);
            requireAtMost(MAX_OCTETS, userData);
        }
    }

    /**
     * RP-ACK.
     *
     * @param userData at most 232 octets
     */
    record RpAck(Direction direction, int messageReference, Octets userData) implements RpMessage {
        public RpAck {
            requireReference(messageReference);
            requireAtMost(MAX_REPORT_OCTETS, userData);
        }
    }

    /**
     * RP-ERROR.
     *
     * @param cause RP-Cause, 0 to 127 (§8.2.5.4, table 8.4)
     * @param diagnostic the octet after the cause; empty if absent
     * @param userData at most 232 octets
     */
    record RpError(
            Direction direction,
            int messageReference,
            int cause,
            Octets diagnostic,
            Octets userData)
            implements RpMessage {
        public RpError {
            requireReference(messageReference);
            if (cause < 0 || cause > 127) {
                throw new IllegalArgumentException("RP-Cause " + cause + " is not 0 to 127");
            }
            if (diagnostic.length() > 1) {
                throw new IllegalArgumentException(
                        diagnostic.length() + " octets of diagnostic, at most 1");
            }
            requireAtMost(MAX_REPORT_OCTETS, userData);
        }
    }

    /** RP-SMMA, from the MS: memory available. */
    record RpSmma(int messageReference) implements RpMessage {
        public RpSmma {
            requireReference(messageReference);
        }
    }

    private static void requireReference(int messageReference) {
        if (messageReference < 0 || messageReference > 0xFF) {
            throw new IllegalArgumentException("RP-MR " + messageReference + " is not 0 to 255");
        }
    }

    private static void requireAtMost(int most, Octets userData) {
        if (userData.length() > most) {
            throw new IllegalArgumentException(
                    userData.length() + " octets of RP-User-Data, at most " + most);
        }
    }
}
