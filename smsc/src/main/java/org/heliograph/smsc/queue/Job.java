// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.util.List;
import org.heliograph.smsc.message.ShortMessage;

/**
 * Messages for the thread of a lane to carry, or to end.
 *
 * @param messages at least one, in order
 * @param expired their validity period has ended: no attempt is to be made
 * @param moreMessages whether others wait behind them
 */
record Job(List<ShortMessage> messages, boolean expired, boolean moreMessages) {}
