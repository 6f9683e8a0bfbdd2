// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.util.Optional;
import org.heliograph.charging.cdr.ChargingRecord;

/**
 * A recipient of a message that is being accepted, and the push that it begins with.
 *
 * @param record of what is charged at once
 */
public record NewRecipient(Recipient recipient, NextPush push, Optional<ChargingRecord> record) {
    /** One for whom nothing is charged at once. */
    public NewRecipient(Recipient recipient, NextPush push) {
        this(recipient, push, Optional.empty());
    }
}
