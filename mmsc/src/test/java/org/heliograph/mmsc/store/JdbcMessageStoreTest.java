// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.push.PushStore;
import org.heliograph.mmsc.report.ExpiryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class JdbcMessageStoreTest implements MessageStoreContract {
    @TempDir private Path directory;
    private EmbeddedDatabase file;
    private Database database;

    @BeforeEach
    void open() throws Exception {
        file = EmbeddedDatabase.openBehindJournal(directory, "mmsc");
        database = Database.on(file, new SimpleMeterRegistry());
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        file.close();
    }

    @Override
    public MessageStore store() {
        return new JdbcMessageStore(database);
    }

    @Override
    public PushStore pushes() {
        return new JdbcPushStore(database);
    }

    @Override
    public ExpiryStore expiry() {
        return new JdbcExpiryStore(database);
    }
}
