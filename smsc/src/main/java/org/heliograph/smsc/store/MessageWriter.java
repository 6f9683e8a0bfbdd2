// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.store.RecordTable;
import org.heliograph.config.Check;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.config.GroupCommit;
import org.heliograph.config.PostgresDatabase;
import org.heliograph.config.SqlDatabase;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.queue.UncertainStoreException;
import org.jspecify.annotations.Nullable;

/** What is written to the message tables: by primary key only, in groups. */
final class MessageWriter implements AutoCloseable {
    private final GroupCommit<Write> tables;

    /** Nothing where the database is a server, which has a journal of its own. */
    private final Optional<WriteAhead> ahead;

    /** A message as the table has it. */
    record Row(long id, String destination, Octets body) {
        Row with(Octets another) {
            return new Row(id, destination, another);
        }
    }

    /**
     * What one caller wants, all or nothing.
     *
     * @param reports rows that an earlier try may have kept already
     * @param updates rows in the place of those with the same ids
     * @param ends final states to be known; an earlier try may have kept them already
     * @param records what messages are charged that come to their end
     * @param written ids of records that are in a file, or will be
     */
    record Rows(
            List<Row> inserts,
            List<Row> reports,
            List<Row> updates,
            List<MessageId> deletes,
            List<FinalState> ends,
            List<Recorded> records,
            List<String> written) {
        static final Rows NONE = new Rows(List.of(), List.of(), List.of(), List.of(), List.of());

        /** Of which nothing is charged. */
        Rows(
                List<Row> inserts,
                List<Row> reports,
                List<Row> updates,
                List<MessageId> deletes,
                List<FinalState> ends) {
            this(inserts, reports, updates, deletes, ends, List.of());
        }

        Rows(
                List<Row> inserts,
                List<Row> reports,
                List<Row> updates,
                List<MessageId> deletes,
                List<FinalState> ends,
                List<Recorded> records) {
            this(inserts, reports, updates, deletes, ends, records, List.of());
        }

        static Rows writing(List<String> records) {
            return new Rows(
                    List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), records);
        }

        static Rows inserting(List<Row> inserts) {
            return new Rows(inserts, List.of(), List.of(), List.of(), List.of());
        }

        int count() {
            return inserts.size()
                    + reports.size()
                    + updates.size()
                    + deletes.size()
                    + ends.size()
                    + records.size()
                    + written.size();
        }

        /** {@return whether it has anything to do with charging} */
        boolean charges() {
            return !records.isEmpty() || !written.isEmpty();
        }
    }

    /**
     * A charging record.
     *
     * @param message whose end it tells: where that is among the deletions, it has to be there, or
     *     this is nothing; 0: it was
     */
    record Recorded(long message, RecordTable.Row row) {
        private static final long WAS_THERE = 0; // no message has this id

        /** {@return the same, of a message that was there} */
        Recorded certain() {
            return new Recorded(WAS_THERE, row);
        }

        boolean isCertain() {
            return message == WAS_THERE;
        }

        static List<Recorded> of(Map<MessageId, ChargingRecord> records) {
            if (records.isEmpty()) {
                return List.of();
            }
            var rows = new ArrayList<Recorded>(records.size());
            records.forEach(
                    (id, record) -> rows.add(new Recorded(id.value(), RecordTable.Row.of(record))));
            return rows;
        }
    }

    /**
     * Where the journal stands, of which the rows that come with it are.
     *
     * @param upTo number of the last entry that they make unnecessary
     * @param nextId the first message id that nobody has been given by then
     */
    record Position(long upTo, long nextId) {}

    /**
     * Destinations that messages are stored for.
     *
     * @param node whose they are to be, if nobody holds them
     * @param firsts the smallest id for each
     * @param wanted whether to claim them; else whoever holds them is told
     */
    record Claiming(long node, SortedMap<String, Long> firsts, boolean wanted) {
        static final Claiming NOTHING = new Claiming(0, new TreeMap<>(), false);
    }

    /** Final states to forget: those of the oldest before a time, and a number of the oldest. */
    record Forget(Instant until, int oldest) {}

    /** What one caller wants and is told. */
    static final class Write {
        final Rows rows;
        final Claiming claiming;
        final int ids;
        final @Nullable Forget forget;
        final ForwardedWrite forwarded;
        final @Nullable Position position;
        ClaimStatements.Gained gained = ClaimStatements.Gained.NOTHING;
        long firstId;
        int forgotten;

        private Write(
                Rows rows,
                Claiming claiming,
                int ids,
                @Nullable Forget forget,
                ForwardedWrite forwarded,
                @Nullable Position position) {
            this.rows = rows;
            this.claiming = claiming;
            this.ids = ids;
            this.forget = forget;
            this.forwarded = forwarded;
            this.position = position;
        }

        /** What is in the journal, and now comes to the tables. */
        static Write following(Rows rows, Position position) {
            return new Write(rows, Claiming.NOTHING, 0, null, ForwardedWrite.nothing(), position);
        }
    }

    /** A transaction of so many deletions is short enough for those that wait behind it. */
    static final int MOST_FORGOTTEN = 5_000;

    MessageWriter(SqlDatabase database, MeterRegistry meters) throws SQLException {
        Dialect dialect = Dialect.of(database);
        this.tables =
                new GroupCommit<>(
                        database,
                        dialect.writers(),
                        "smsc-store-writer",
                        meters,
                        connection -> new WriteStatements(connection, dialect));
        boolean ready = false;
        try {
            this.ahead =
                    switch (database) {
                        case EmbeddedDatabase file -> Optional.of(ahead(file, meters));
                        case PostgresDatabase _ -> Optional.empty();
                    };
            ready = true;
        } finally {
            if (!ready) {
                tables.close();
            }
        }
    }

    private WriteAhead ahead(EmbeddedDatabase file, MeterRegistry meters) throws SQLException {
        try (Connection connection = file.connect()) {
            return new WriteAhead(
                    file.journal(),
                    tables,
                    number(connection, "SELECT applied FROM journal_position"),
                    number(connection, "SELECT id FROM next_message_id"),
                    meters);
        } catch (IOException e) {
            throw new SQLException("the journal cannot be opened: " + e.getMessage(), e);
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** {@return that the threads that write run} */
    List<Check> checks() {
        var checks = new ArrayList<>(List.of(tables.check()));
        ahead.ifPresent(one -> checks.addAll(one.checks()));
        return checks;
    }

    /** Returns when whoever reads the tables finds what was written before. */
    void flush() throws StoreException {
        if (ahead.isPresent()) {
            try {
                ahead.get().flush();
            } catch (SQLException e) {
                throw new StoreException("the message store: " + e.getMessage(), e);
            }
        }
    }

    /** {@return what the table may not have yet of a destination, from an id on} */
    NetRows.Ahead ahead(String destination, long from) {
        return ahead.map(one -> one.ahead(destination, from)).orElse(NetRows.Ahead.NOTHING);
    }

    /** {@return records that the table may not have yet, and those that are written} */
    NetRows.Records recordsAhead(int most) {
        return ahead.map(one -> one.records(most)).orElse(NetRows.Records.NONE);
    }

    /** {@return whether there is a journal, by way of which alone anything is to be changed} */
    boolean isJournaled() {
        return ahead.isPresent();
    }

    /** Returns when all of it is on disk; all or none is. */
    void write(Rows rows) throws StoreException {
        write(rows, ForwardedWrite.nothing(), Claiming.NOTHING);
    }

    /**
     * Returns when all of it is on disk; all or none is.
     *
     * @return what came of claiming
     */
    ClaimStatements.Gained write(Rows rows, ForwardedWrite forwarded, Claiming claiming)
            throws StoreException {
        Write write = new Write(rows, claiming, 0, null, forwarded, null);
        if (forwarded.isNothing()) {
            journal(write);
        } else { // what it is told depends on the tables
            flush();
            await(() -> tables.write(write));
        }
        return write.gained;
    }

    /**
     * {@return the first of {@code count} numbers that nobody else gets, not even after a crash}
     */
    long reserveIds(int count) throws StoreException {
        Write write =
                new Write(Rows.NONE, Claiming.NOTHING, count, null, ForwardedWrite.nothing(), null);
        journal(write);
        return write.firstId;
    }

    /**
     * {@return how many final states are gone, at most {@link #MOST_FORGOTTEN}}
     *
     * @param until all that were reached before are to go
     * @param oldest so many are to go, however young
     */
    int forget(Instant until, long oldest) throws StoreException {
        flush();
        int count = (int) Math.min(oldest, MOST_FORGOTTEN);
        Write write =
                new Write(
                        Rows.NONE,
                        Claiming.NOTHING,
                        0,
                        new Forget(until, count),
                        ForwardedWrite.nothing(),
                        null);
        await(() -> tables.write(write));
        return write.forgotten;
    }

    private void journal(Write write) throws StoreException {
        if (ahead.isPresent()) {
            await(() -> ahead.get().write(write));
        } else {
            await(() -> tables.write(write));
        }
    }

    /** What can fail as the disk can. */
    private interface Work {
        void run() throws SQLException;
    }

    private static void await(Work work) throws StoreException {
        try {
            work.run();
        } catch (GroupCommit.UncertainException e) {
            throw new UncertainStoreException("the message store: " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new StoreException("the message store: " + e.getMessage(), e);
        }
    }

    /** Writes what was asked for before, then ends. */
    @Override
    public void close() {
        ahead.ifPresent(WriteAhead::close);
        tables.close();
    }
}
