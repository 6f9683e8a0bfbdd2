// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.time.Instant;

/**
 * When a packet was captured.
 *
 * @param number from 1, as Wireshark counts
 */
record Frame(long number, Instant time) {
    static final Frame NONE = new Frame(0, Instant.EPOCH);
}
