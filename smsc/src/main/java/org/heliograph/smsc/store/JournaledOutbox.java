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
    private static final int MANY = 4;

    private final MessageWriter writer;
    private final Readers readers;

    JournaledOutbox(MessageWriter writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public List<ChargingRecord> next(int most) throws IOException {
        Map<String, RecordTable.Row> oldest = new LinkedHashMap<>();
        NetRows.Records ahead;
        try {
            // asked before the table is read: what gets there meanwhile is seen twice, not missed
            ahead = ahead(most);
            int rows = most + ahead.written().size();
            readers.read(reading -> RecordTable.oldest(reading, rows))
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

    /** With few that are written: each of these may be read from the table in vain. */
    private NetRows.Records ahead(int most) throws StoreException {
        NetRows.Records ahead = writer.recordsAhead(most);
        if (ahead.written().size() <= MANY * most) {
            return ahead;
        }
        writer.flush();
        return writer.recordsAhead(most);
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
