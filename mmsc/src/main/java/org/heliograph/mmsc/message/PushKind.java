// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

/** What may wait to be pushed about a recipient; never both at a time. */
public enum PushKind {
    /** M-Notification.ind to the recipient, while it is {@link RecipientState#DUE}. */
    NOTIFICATION,
    /** M-Delivery.ind to the sender, once the recipient is done. */
    DELIVERY_REPORT
}
