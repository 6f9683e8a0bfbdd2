// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.time.Instant;
import org.heliograph.mmsc.message.NextPush;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.Token;

/**
 * A recipient reaches a state that may follow the one before.
 *
 * @param message key of the message's row
 */
record Move(long message, Token recipient, RecipientState next, Instant now, NextPush push) {}
