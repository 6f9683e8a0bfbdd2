// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.nio.file.Files;
import java.nio.file.Path;
import org.heliograph.smsc.queue.MessageStore;
import org.heliograph.smsc.queue.MessageStoreContract;
import org.heliograph.smsc.queue.StoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class H2MessageStoreTest implements MessageStoreContract {
    @TempDir Path directory;
    @TempDir Path elsewhere;
    private MessageStore store;
    private @Nullable MessageStore second;

    @BeforeEach
    void open() throws StoreException {
        store = H2MessageStore.open(directory);
    }

    @AfterEach
    void close() {
        store.close();
        if (second != null) {
            second.close();
        }
    }

    @Override
    public MessageStore store() {
        return store;
    }

    /** What the file holds this moment is what a process killed now would leave. */
    @Override
    public MessageStore afterCrash() throws Exception {
        Files.copy(directory.resolve("smsc.mv.db"), elsewhere.resolve("smsc.mv.db"));
        MessageStore opened = H2MessageStore.open(elsewhere);
        second = opened;
        return opened;
    }
}
