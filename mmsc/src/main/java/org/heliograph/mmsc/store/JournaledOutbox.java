// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.cdr.Outbox;
import org.heliograph.charging.store.RecordTable;
import org.heliograph.mmsc.message.StoreException;

/** Charging records in the {@link Database}, whose changes all go by way of its journal. */
public final class JournaledOutbox implements Outbox {
    private final Database database;

    /**
     * @param database has the {@link RecordTable}
     */
    public JournaledOutbox(Database database) {
        this.database = database;
    }

    /** Keeps a record with what it tells of. */
    static void keep(Changes changes, ChargingRecord record) throws SQLException {
        RecordTable.Row row = RecordTable.Row.of(record);
        changes.update(RecordTable.INSERT_H2, row.id(), row.madeAt(), row.body());
    }

    @Override
    public List<ChargingRecord> next(int most) throws IOException {
        List<ChargingRecord> records = new ArrayList<>();
        try {
            for (RecordTable.Row row : database.read(c -> RecordTable.oldest(c, most))) {
                records.add(row.read());
            }
        } catch (StoreException e) {
            throw new IOException("records: " + e.getMessage(), e);
        }
        return records;
    }

    @Override
    public void remove(List<ChargingRecord> records) throws IOException {
        try {
            database.write(
                    changes -> {
                        int removed = 0;
                        for (ChargingRecord record : records) {
                            removed +=
                                    changes.update(
                                            "DELETE FROM charging_record WHERE id = ?",
                                            record.recordId());
                        }
                        return removed;
                    });
        } catch (StoreException e) {
            throw new IOException("records: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // the database is closed by who opened it
    }
}
