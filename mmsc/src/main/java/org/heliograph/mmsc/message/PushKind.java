// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

/** What may wait to be pushed about a recipient: one at a time. */
public enum PushKind {
    /** M-Notification.ind to the recipient, again and again until it is done. */
    NOTIFICATION,
    /** M-Delivery.ind to the sender. */
    DELIVERY_REPORT,
    /** M-Read-Orig.ind to the sender, after the delivery report. */
    READ_REPORT
}
