// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.wire;

/** Is told of each PDU as it passes; called from several threads, must not block. */
@FunctionalInterface
public interface Tap {
    void saw(Hop hop);

    /** {@return a tap that does not look} */
    static Tap none() {
        return _ -> {};
    }
}
