// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.charging.store.RecordTable;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;

/**
 * What goes into the journal together: rows, and the next message id that is free. The first octet
 * is the version of this form.
 *
 * @param nextId 0: as it was
 */
record JournalEntry(List<MessageWriter.Rows> writes, long nextId) {
    private static final int VERSION = 1;

    /** With what is charged; an entry without anything is written in the form before. */
    private static final int CHARGED = 2;

    /** Octets of a number, and of the length before a string. */
    private static final int LONG = 8;

    private static final int LENGTH = 4;

    // What the tables take: what they would refuse must not be acknowledged before they see it.
    private static final int DESTINATION = 80;
    private static final int BODY = 4_000;
    private static final int ACCOUNT = 16;
    private static final int SOURCE = 40;

    /**
     * @throws SQLException if the tables would not take it
     */
    static void check(MessageWriter.Rows rows) throws SQLException {
        for (List<MessageWriter.Row> some :
                List.of(rows.inserts(), rows.reports(), rows.updates())) {
            for (MessageWriter.Row row : some) {
                if (row.destination().length() > DESTINATION || row.body().length() > BODY) {
                    throw new SQLException("message " + row.id() + " is too long");
                }
            }
        }
        for (FinalState end : rows.ends()) {
            if (end.account().length() > ACCOUNT || end.source().length() > SOURCE) {
                throw new SQLException("what became of " + end.id() + " is too long");
            }
        }
    }

    ByteBuffer write() {
        int size = 1 + LONG + LENGTH;
        for (MessageWriter.Rows rows : writes) {
            size += size(rows);
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        boolean charged = writes.stream().anyMatch(MessageWriter.Rows::charges);
        out.put((byte) (charged ? CHARGED : VERSION)).putLong(nextId).putInt(writes.size());
        for (MessageWriter.Rows rows : writes) {
            write(out, rows.inserts());
            write(out, rows.reports());
            write(out, rows.updates());
            out.putInt(rows.deletes().size());
            rows.deletes().forEach(id -> out.putLong(id.value()));
            out.putInt(rows.ends().size());
            rows.ends().forEach(end -> write(out, end));
            if (charged) {
                out.putInt(rows.records().size());
                rows.records().forEach(record -> write(out, record));
                out.putInt(rows.written().size());
                rows.written().forEach(id -> write(out, id));
            }
        }
        return out.flip();
    }

    /** {@return octets at most: no character takes more than three in UTF-8} */
    static int size(MessageWriter.Rows rows) {
        int size = 7 * LENGTH + LONG * rows.deletes().size();
        for (List<MessageWriter.Row> some :
                List.of(rows.inserts(), rows.reports(), rows.updates())) {
            for (MessageWriter.Row row : some) {
                size += LONG + 2 * LENGTH + 3 * row.destination().length() + row.body().length();
            }
        }
        for (FinalState end : rows.ends()) {
            size += 2 * LONG + 4 * LENGTH;
            size += 3 * (end.account().length() + end.source().length());
        }
        if (rows.charges()) {
            for (MessageWriter.Recorded record : rows.records()) {
                size += 2 * LONG + 2 * LENGTH;
                size += 3 * (record.row().id().length() + record.row().body().length());
            }
            for (String id : rows.written()) {
                size += LENGTH + 3 * id.length();
            }
        }
        return size;
    }

    private static void write(ByteBuffer out, List<MessageWriter.Row> rows) {
        out.putInt(rows.size());
        for (MessageWriter.Row row : rows) {
            out.putLong(row.id());
            write(out, row.destination());
            out.putInt(row.body().length()).put(row.body().toArray());
        }
    }

    private static void write(ByteBuffer out, FinalState end) {
        out.putLong(end.id().value());
        write(out, end.account());
        write(out, end.source());
        out.putInt(MessageBody.number(end.state()));
        out.putInt(end.cause());
        out.putLong(end.at().toEpochMilli());
    }

    private static void write(ByteBuffer out, MessageWriter.Recorded record) {
        out.putLong(record.message());
        write(out, record.row().id());
        out.putLong(record.row().madeAt());
        write(out, record.row().body());
    }

    private static void write(ByteBuffer out, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        out.putInt(octets.length).put(octets);
    }

    /**
     * @throws SQLException if these are not octets that {@link #write} gave
     */
    static JournalEntry read(ByteBuffer in) throws SQLException {
        try {
            int version = in.get();
            if (version != VERSION && version != CHARGED) {
                throw new SQLException("the journal has the unknown form " + version);
            }
            long nextId = in.getLong();
            int count = in.getInt();
            var writes = new ArrayList<MessageWriter.Rows>();
            for (int i = 0; i < count; i++) {
                writes.add(
                        new MessageWriter.Rows(
                                rows(in),
                                rows(in),
                                rows(in),
                                deletes(in),
                                ends(in),
                                version == CHARGED ? records(in) : List.of(),
                                version == CHARGED ? written(in) : List.of()));
            }
            return new JournalEntry(writes, nextId);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new SQLException("the journal cannot be read", e);
        }
    }

    private static List<MessageWriter.Row> rows(ByteBuffer in) {
        int count = in.getInt();
        var rows = new ArrayList<MessageWriter.Row>();
        for (int i = 0; i < count; i++) {
            rows.add(
                    new MessageWriter.Row(
                            in.getLong(),
                            new String(octets(in), StandardCharsets.UTF_8),
                            Octets.ofOwned(octets(in))));
        }
        return rows;
    }

    private static List<MessageId> deletes(ByteBuffer in) {
        int count = in.getInt();
        var deletes = new ArrayList<MessageId>();
        for (int i = 0; i < count; i++) {
            deletes.add(new MessageId(in.getLong()));
        }
        return deletes;
    }

    private static List<FinalState> ends(ByteBuffer in) {
        int count = in.getInt();
        var ends = new ArrayList<FinalState>();
        for (int i = 0; i < count; i++) {
            ends.add(
                    new FinalState(
                            new MessageId(in.getLong()),
                            new String(octets(in), StandardCharsets.UTF_8),
                            new String(octets(in), StandardCharsets.UTF_8),
                            MessageBody.state(in.getInt()),
                            in.getInt(),
                            Instant.ofEpochMilli(in.getLong())));
        }
        return ends;
    }

    private static List<MessageWriter.Recorded> records(ByteBuffer in) {
        int count = in.getInt();
        var records = new ArrayList<MessageWriter.Recorded>();
        for (int i = 0; i < count; i++) {
            records.add(
                    new MessageWriter.Recorded(
                            in.getLong(), new RecordTable.Row(text(in), in.getLong(), text(in))));
        }
        return records;
    }

    private static List<String> written(ByteBuffer in) {
        int count = in.getInt();
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            ids.add(text(in));
        }
        return ids;
    }

    private static String text(ByteBuffer in) {
        return new String(octets(in), StandardCharsets.UTF_8);
    }

    private static byte[] octets(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] octets = new byte[length];
        in.get(octets);
        return octets;
    }
}
