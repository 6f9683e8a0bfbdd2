// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.push.PushStore;
import org.heliograph.mmsc.report.ExpiryStore;

class MemoryMessageStoreTest implements MessageStoreContract {
    private final MemoryMessageStore store = new MemoryMessageStore();

    @Override
    public MessageStore store() {
        return store;
    }

    @Override
    public PushStore pushes() {
        return store;
    }

    @Override
    public ExpiryStore expiry() {
        return store;
    }
}
