// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.rp;

/** Who sends: the low bit of RP-MTI (3GPP TS 24.011 §8.2.2). */
public enum Direction {
    FROM_MS,
    TO_MS
}
