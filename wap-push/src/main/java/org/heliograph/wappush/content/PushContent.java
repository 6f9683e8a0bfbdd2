// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

/**
 * One of the three contents that every push client reads. Texts hold characters that XML allows and
 * no others, so that either form can be written.
 */
public sealed interface PushContent permits ServiceIndication, ServiceLoading, CacheOperation {
    /** WBXML for handsets, text for gateways. */
    enum Form {
        WBXML,
        TEXT
    }

    /** {@return what it is called, such as {@code service indication}} */
    String name();
}
