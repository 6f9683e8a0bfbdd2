// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

final class MemoryMessageStoreTest implements MessageStoreContract {
    private final MemoryMessageStore store = new MemoryMessageStore();

    @Override
    public MessageStore store() {
        return store;
    }

    @Override
    public MessageStore afterCrash() {
        return store;
    }
}
