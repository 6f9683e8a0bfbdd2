// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliograph.charging.store.RecordTable;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.store.MessageWriter.Row;
import org.heliograph.smsc.store.MessageWriter.Rows;

/**
 * What many writes, one after the other, come to: what comes and goes among them leaves nothing.
 */
final class NetRows {
    /** Beside its octets, what a row takes in memory. */
    private static final int OVERHEAD = 250;

    private final Map<Long, Row> inserts = new LinkedHashMap<>();
    private final Map<Long, Octets> updates = new HashMap<>();
    private final Set<Long> deletes = new HashSet<>();
    private final List<FinalState> ends = new ArrayList<>();
    private final Map<String, MessageWriter.Recorded> records = new LinkedHashMap<>();
    private final Set<String> written = new HashSet<>();
    private long octets;

    void add(Rows rows) {
        rows.inserts().forEach(this::insert);
        rows.reports().forEach(this::insert);
        rows.updates().forEach(this::update);
        Set<Long> asked = rows.records().isEmpty() ? Set.of() : new HashSet<>();
        for (MessageId id : rows.deletes()) {
            Row row = inserts.remove(id.value());
            if (row == null) {
                deletes.add(id.value());
                if (!rows.records().isEmpty()) {
                    asked.add(id.value());
                }
            } else {
                octets -= row.body().length();
            }
            updates.remove(id.value());
        }
        ends.addAll(rows.ends());
        for (MessageWriter.Recorded one : rows.records()) {
            MessageWriter.Recorded record = asked.contains(one.message()) ? one : one.certain();
            MessageWriter.Recorded known = records.putIfAbsent(record.row().id(), record);
            if (known == null) {
                octets += record.row().body().length();
            } else if (!known.isCertain()) { // this one may be
                records.put(record.row().id(), record);
                octets += record.row().body().length() - known.row().body().length();
            }
        }
        for (String id : rows.written()) {
            MessageWriter.Recorded record = records.remove(id);
            if (record == null) {
                written.add(id);
            } else {
                octets -= record.row().body().length();
            }
        }
    }

    private void insert(Row row) {
        inserts.put(row.id(), row);
        octets += row.body().length();
    }

    /** An update leaves the destination as it is, and does nothing where there is no row. */
    private void update(Row row) {
        Row there = inserts.get(row.id());
        if (there == null) {
            updates.put(row.id(), row.body());
        } else {
            inserts.put(row.id(), there.with(row.body()));
            octets += row.body().length() - there.body().length();
        }
    }

    private long count() {
        return (long) inserts.size()
                + updates.size()
                + deletes.size()
                + ends.size()
                + records.size()
                + written.size();
    }

    /** {@return about how much memory this takes} */
    long octets() {
        return octets + OVERHEAD * count();
    }

    Rows rows() {
        return new Rows(
                List.copyOf(inserts.values()),
                List.of(),
                updates.entrySet().stream()
                        .map(one -> new Row(one.getKey(), "", one.getValue()))
                        .toList(),
                deletes.stream().map(MessageId::new).toList(),
                List.copyOf(ends),
                List.copyOf(records.values()),
                List.copyOf(written));
    }

    /**
     * Records that are ahead of their table, and certain.
     *
     * @param written ids of those that are in a file, in the table or not
     */
    record Records(List<RecordTable.Row> rows, Set<String> written) {
        static final Records NONE = new Records(List.of(), Set.of());

        /** {@return the first {@code most} of what several say, one after the other} */
        static Records of(List<NetRows> nets, int most) {
            Set<String> written = new HashSet<>();
            nets.forEach(net -> written.addAll(net.written));
            List<RecordTable.Row> rows = new ArrayList<>();
            for (NetRows net : nets) {
                for (MessageWriter.Recorded record : net.records.values()) {
                    if (rows.size() == most) {
                        return new Records(rows, written);
                    }
                    if (record.isCertain() && !written.contains(record.row().id())) {
                        rows.add(record.row());
                    }
                }
            }
            return new Records(rows, written);
        }
    }

    /** What is ahead of the table for one destination, from one id on. */
    static final class Ahead {
        static final Ahead NOTHING = new Ahead("", 0);

        private final String destination;
        private final long from;
        private final TreeMap<Long, Row> rows = new TreeMap<>();
        private final Map<Long, Octets> changed = new HashMap<>();
        private final Set<Long> gone = new HashSet<>();

        Ahead(String destination, long from) {
            this.destination = destination;
            this.from = from;
        }

        /** Takes in what follows. */
        void add(NetRows net) {
            for (Row row : net.inserts.values()) {
                if (row.id() >= from && row.destination().equals(destination)) {
                    rows.put(row.id(), row);
                }
            }
            net.updates.forEach(
                    (id, body) -> {
                        if (id >= from) {
                            rows.computeIfPresent(id, (_, row) -> row.with(body));
                            changed.put(id, body);
                        }
                    });
            for (long id : net.deletes) {
                if (id >= from) {
                    rows.remove(id);
                    gone.add(id);
                }
            }
        }

        /**
         * {@return what is there by now}
         *
         * @param table what was there before, or is there already
         * @param start the smallest id
         * @param end greater than any id
         */
        SortedMap<Long, Row> over(List<Row> table, long start, long end) {
            var found = new TreeMap<>(rows.subMap(start, end));
            for (Row row : table) {
                if (!gone.contains(row.id())) {
                    Octets body = changed.getOrDefault(row.id(), row.body());
                    found.putIfAbsent(row.id(), row.with(body));
                }
            }
            return found;
        }
    }
}
