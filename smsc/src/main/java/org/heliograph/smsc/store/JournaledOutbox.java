// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.cdr.Outbox;
import org.heliograph.charging.store.RecordTable;
import org.heliograph.smsc.queue.StoreException;

/**
 * Records of a store with a journal: most are in a file before they would get to the table, and
 * never do.
 */
final class JournaledOutbox implements Outbox {
    private final MessageWriter writer;
    private final Readers readers;

    JournaledOutbox(MessageWriter writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public List<ChargingRecord> next(int most) throws IOException {
        // asked before the table is read: what gets there meanwhile is seen twice, not missed
        NetRows.Records ahead = writer.recordsAhead(most);
        Map<String, RecordTable.Row> oldest = new LinkedHashMap<>();
        try {
            readers.read(reading -> RecordTable.oldest(reading, most + ahead.written().size()))
                    .forEach(row -> oldest.put(row.id(), row));
        } catch (StoreException e) {
            throw new IOException("records: " + e.getMessage(), e);
        }
        oldest.keySet().removeAll(ahead.written());
        ahead.rows().forEach(row -> oldest.putIfAbsent(row.id(), row));
        List<ChargingRecord> records = new ArrayList<>(Math.min(most, oldest.size()));
        for (RecordTable.Row row : oldest.values()) {
            if (records.size() == most) {
                break;
            }
            records.add(row.read());
        }
        return records;
    }

    @Override
    public void remove(List<ChargingRecord> records) throws IOException {
        try {
            writer.write(
                    MessageWriter.Rows.writing(
                            records.stream().map(ChargingRecord::recordId).toList()));
        } catch (StoreException e) {
            throw new IOException("records: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // the store is closed by who opened it
    }
}
