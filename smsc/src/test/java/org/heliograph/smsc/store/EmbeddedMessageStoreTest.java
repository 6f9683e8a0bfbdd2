// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.smsc.queue.MessageStoreContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedMessageStoreTest implements MessageStoreContract, RecordsContract {
    @TempDir Path directory;
    @TempDir Path elsewhere;
    private EmbeddedDatabase database;
    private SqlMessageStore store;
    private @Nullable EmbeddedDatabase copy;
    private @Nullable SqlMessageStore second;

    @BeforeEach
    void open() throws Exception {
        database = EmbeddedDatabase.open(directory, "smsc");
        store = SqlMessageStore.open(database, new SimpleMeterRegistry());
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        database.close();
        if (second != null) {
            second.close();
        }
        if (copy != null) {
            copy.close();
        }
    }

    @Override
    public SqlMessageStore store() {
        return store;
    }

    /** What the file holds this moment is what a process killed now would leave. */
    @Override
    public SqlMessageStore afterCrash() throws Exception {
        for (String file : List.of("smsc.mv.db", "smsc.journal0", "smsc.journal1")) {
            Files.copy(directory.resolve(file), elsewhere.resolve(file));
        }
        EmbeddedDatabase killed = EmbeddedDatabase.open(elsewhere, "smsc");
        copy = killed;
        SqlMessageStore opened = SqlMessageStore.open(killed, new SimpleMeterRegistry());
        second = opened;
        return opened;
    }
}
