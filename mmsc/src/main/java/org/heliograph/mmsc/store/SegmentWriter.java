// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.heliograph.config.Check;
import org.heliograph.config.GroupCommit;
import org.heliograph.mmsc.message.Token;
import org.heliograph.pdu.Octets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends short bodies to segments: those that wait share one sync. */
final class SegmentWriter implements AutoCloseable {
    /**
     * Then the next segment begins: some thousand photos, so that a new file costs nothing that
     * shows, and little enough to be written again when most of it is not wanted any more.
     */
    private static final long LARGEST = 64 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(SegmentWriter.class);

    /** What is done with a body once it is on disk, before its writer is told. */
    interface Kept {
        /** {@return whether it is wanted there} */
        boolean at(Token name, Segment.Place place);
    }

    private static final class Append {
        final Token name;
        final Octets body;
        final Kept kept;
        boolean wanted;

        Append(Token name, Octets body, Kept kept) {
            this.name = name;
            this.body = body;
            this.kept = kept;
        }
    }

    private final Path directory;
    private final SegmentCleaner cleaner;
    private final GroupCommit<Append> group;

    /** Held while {@link #current} is written, or taken away. */
    private final ReentrantLock lock = new ReentrantLock();

    private long next;
    private @Nullable Segment current;
    private @Nullable FileChannel channel;

    /**
     * @param first number of the next segment
     */
    SegmentWriter(Path directory, long first, SegmentCleaner cleaner, MeterRegistry meters) {
        this.directory = directory;
        this.next = first;
        this.cleaner = cleaner;
        this.group = new GroupCommit<>("mmsc-content", meters, List.of(new Appending()));
    }

    /** {@return whether it is wanted, when it is on disk} */
    boolean append(Token name, Octets body, Kept kept) throws IOException {
        Append append = new Append(name, body, kept);
        try {
            group.write(append);
            return append.wanted;
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** {@return that the thread runs} */
    Check check() {
        return group.check();
    }

    /** One that nobody wants anything of goes, even while it is the one to append to. */
    void emptied(Segment segment) {
        if (segment.isSealed()) {
            cleaner.empty(segment);
            return;
        }
        lock.lock();
        try {
            if (segment == current && segment.isEmpty()) {
                finish();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the current segment; if it is of no use, it goes. */
    private void finish() {
        Segment ended = current;
        FileChannel written = channel;
        current = null;
        channel = null;
        if (ended != null && written != null) {
            try {
                written.close();
            } catch (IOException e) {
                LOG.warn("cannot close a segment: {}", e.getMessage());
            }
            ended.seal();
            if (ended.isEmpty()) {
                cleaner.empty(ended);
            }
            cleaner.sealed(ended);
        }
    }

    @Override
    public void close() {
        group.close();
    }

    /** The one thread that appends. */
    private final class Appending implements GroupCommit.Committer<Append> {
        private final byte[] record = new byte[Segment.HEADER + FileContentStore.SHORT];

        @Override
        public void commit(List<Append> appends) throws SQLException {
            lock.lock();
            try {
                write(appends);
            } catch (IOException e) {
                finish(); // what is behind a failure could not be found again
                throw new SQLException("content: " + e.getMessage(), e);
            } finally {
                lock.unlock();
            }
        }

        private void write(List<Append> appends) throws IOException {
            Segment segment = current;
            FileChannel to = channel;
            boolean begun = segment == null || to == null;
            if (segment == null || to == null) {
                segment = Segment.of(directory, next++);
                to = segment.create();
                current = segment;
                channel = to;
            }
            List<Segment.Place> places = new ArrayList<>(appends.size());
            for (Append append : appends) {
                places.add(segment.append(to, append.name, append.body, record));
            }
            to.force(false);
            if (begun) {
                sync(directory);
            }
            for (int i = 0; i < places.size(); i++) {
                Append append = appends.get(i);
                segment.hold(places.get(i));
                append.wanted = append.kept.at(append.name, places.get(i));
                if (!append.wanted) {
                    segment.release(places.get(i));
                }
            }
            if (segment.isEmpty() || segment.octets() >= LARGEST) {
                finish();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                finish();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Makes the names in a directory durable. */
    static void sync(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
