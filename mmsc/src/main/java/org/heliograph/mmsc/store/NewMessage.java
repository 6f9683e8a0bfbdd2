// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.util.List;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.NewRecipient;
import org.heliograph.pdu.Octets;

/**
 * A message on its way to the tables.
 *
 * @param id key of its row
 * @param headers as its row has them
 * @param fingerprint by which a repeat is known
 */
record NewMessage(
        long id,
        MultimediaMessage message,
        Octets headers,
        List<NewRecipient> recipients,
        long fingerprint) {
    /** {@return how many recipients are not done} */
    int open() {
        return (int) recipients.stream().filter(one -> !one.recipient().state().isFinal()).count();
    }
}
