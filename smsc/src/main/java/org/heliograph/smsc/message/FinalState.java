// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

import java.time.Instant;

/**
 * What became of a message of an ESME, for when it asks.
 *
 * @param id what the ESME knows the message by
 * @param account its system_id
 * @param source the value of the originating address
 */
public record FinalState(
        MessageId id, String account, String source, MessageState state, Instant at) {}
