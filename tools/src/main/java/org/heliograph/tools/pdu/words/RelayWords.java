// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu.words;

/** Causes of the relay and the connection layer (3GPP TS 24.011). */
public final class RelayWords {
    private static final String UNNAMED = "not named by the standard";

    private RelayWords() {}

    /** {@return RP-Cause with its meaning (table 8.4)} */
    public static String rpCause(int cause) {
        String meaning =
                switch (cause) {
                    case 1 -> "unassigned (unallocated) number";
                    case 8 -> "operator determined barring";
                    case 10 -> "call barred";
                    case 11 -> "reserved";
                    case 21 -> "short message transfer rejected";
                    case 22 -> "memory capacity exceeded";
                    case 27 -> "destination out of order";
                    case 28 -> "unidentified subscriber";
                    case 29 -> "facility rejected";
                    case 30 -> "unknown subscriber";
                    case 38 -> "network out of order";
                    case 41 -> "temporary failure";
                    case 42 -> "congestion";
                    case 47 -> "resources unavailable, unspecified";
                    case 50 -> "requested facility not subscribed";
                    case 69 -> "requested facility not implemented";
                    case 81 -> "invalid short message transfer reference value";
                    case 127 -> "interworking, unspecified";
                    default -> shared(cause);
                };
        return cause + " (" + meaning + ")";
    }

    /** {@return CP-Cause with its meaning (table 8.2)} */
    public static String cpCause(int cause) {
        String meaning =
                switch (cause) {
                    case 17 -> "network failure";
                    case 22 -> "congestion";
                    case 81 -> "invalid transaction identifier value";
                    default -> shared(cause);
                };
        return cause + " (" + meaning + ")";
    }

    /** What both layers call by the same number. */
    private static String shared(int cause) {
        return switch (cause) {
            case 95 -> "semantically incorrect message";
            case 96 -> "invalid mandatory information";
            case 97 -> "message type non-existent or not implemented";
            case 98 -> "message not compatible with short message protocol state";
            case 99 -> "information element non-existent or not implemented";
            case 111 -> "protocol error, unspecified";
            default -> UNNAMED;
        };
    }
}
