// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

/** Where a message stands (SMPP 3.4 §5.2.28 names the final ones). */
public enum MessageState {
    ENROUTE,
    DELIVERED,
    EXPIRED,
    UNDELIVERABLE,
    /** Cancelled by its originator. */
    DELETED
}
