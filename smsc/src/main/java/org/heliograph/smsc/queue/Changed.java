// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.util.Map;
import java.util.Set;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.ShortMessage;

/**
 * What was done to messages that were held in their lane.
 *
 * @param gone no longer wait
 * @param replaced what is in the place of others now, by their ids
 */
record Changed(Set<MessageId> gone, Map<MessageId, ShortMessage> replaced) {
    static final Changed NOTHING = new Changed(Set.of(), Map.of());
}
