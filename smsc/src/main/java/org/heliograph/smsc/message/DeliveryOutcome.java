// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

/** How one attempt ended. */
public sealed interface DeliveryOutcome {
    /** The destination itself has it. */
    record Delivered() implements DeliveryOutcome {}

    /** Not now; {@link Cause#kind()} says what to wait for. */
    record Deferred(Cause cause, String detail) implements DeliveryOutcome {}

    /** Never. */
    record Failed(Cause cause, String detail) implements DeliveryOutcome {}
}
