// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

/** Where a message stands (SMPP 3.4 §5.2.28 names the final ones). */
public enum MessageState {
    ENROUTE,
    DELIVERED,
    EXPIRED,
    UNDELIVERABLE,
    /** Cancelled by its originator. */
    DELETED,
    /** Another centre has it, and was not asked to tell what becomes of it. */
    ACCEPTED,
    /** Another centre has it, and has not told what became of it. */
    UNKNOWN,
    /** Another centre says so. */
    REJECTED;

    /** {@return whether it is final, and the message has not come where it should} */
    public boolean isFailure() {
        return switch (this) {
            case ENROUTE, DELIVERED, ACCEPTED -> false;
            case EXPIRED, UNDELIVERABLE, DELETED, UNKNOWN, REJECTED -> true;
        };
    }
}
