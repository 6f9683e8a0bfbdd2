// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.smpp;

/** What an ESME is sent. */
public sealed interface EsmeEvent {
    /** A whole text for it. */
    record Received(String from, String to, String text, int parts) implements EsmeEvent {}

    /**
     * A delivery receipt (SMPP 3.4 appendix B).
     *
     * @param messageId of the message reported on
     * @param state such as {@code DELIVRD}
     * @param text all of it
     */
    record Receipt(String messageId, String state, String text) implements EsmeEvent {}

    record Unreadable(String what) implements EsmeEvent {}
}
