// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

import java.time.Instant;

/**
 * What became of a message of an ESME, for when it asks.
 *
 * @param id what the ESME knows the message by
 * @param account its system_id
 * @param source the value of the originating address
 * @param cause {@link Cause#number} of why it failed; 0 where it did not, or nobody knows why
 */
public record FinalState(
        MessageId id, String account, String source, MessageState state, int cause, Instant at) {}
