// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

/** What its sender wants in the MMBox of a message that is taken in. */
public sealed interface Filing {
    record None() implements Filing {}

    /** To be stored with it, if there is room. */
    record Of(StoredMessage copy, MmboxQuota quota) implements Filing {}
}
