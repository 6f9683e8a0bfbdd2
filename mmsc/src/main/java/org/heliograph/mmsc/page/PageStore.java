// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.page;

import java.time.Instant;
import java.util.Optional;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.Token;

/**
 * Keeps which recipients have a page. Changes are durable on return; every method throws {@link
 * org.heliograph.mmsc.message.StoreException} when the store cannot do its work.
 */
public interface PageStore {
    /**
     * {@return the token of the recipient's page, which is {@code fresh} if there was none; a page
     * goes with its message}
     */
    Token open(Token recipient, Token fresh);

    /** {@return whose page it is} */
    Optional<Delivery> find(Token page, Instant now);
}
