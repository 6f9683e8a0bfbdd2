// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.cdr.Field;
import org.heliograph.charging.cdr.RecordType;
import org.heliograph.config.EmbeddedDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlOutboxTest {
    @TempDir private Path directory = Path.of("");

    private static ChargingRecord record(String id, int second) {
        return new ChargingRecord(
                id,
                RecordType.MMO1S,
                Instant.ofEpochSecond(second),
                Map.of(Field.MESSAGE_ID, "x"),
                Optional.empty());
    }

    @Test
    void keepsWhatTheCallersTransactionKeeps() throws Exception {
        try (var database = EmbeddedDatabase.open(directory, "messages");
                var outbox = new SqlOutbox(database);
                Connection caller = database.connect()) {
            caller.setAutoCommit(false);
            outbox.insert(caller, List.of(record("lost", 1)));
            caller.rollback();
            outbox.insert(caller, List.of(record("second", 2), record("first", 1)));
            outbox.insert(caller, List.of(record("first", 1)));
            caller.commit();
            assertEquals(List.of(record("first", 1), record("second", 2)), outbox.next(10));
            assertEquals(List.of(record("first", 1)), outbox.next(1));

            outbox.remove(List.of(record("first", 1)));
            assertEquals(List.of(record("second", 2)), outbox.next(10));
        }
    }
}
