// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.h2.store.fs.FilePath;

/**
 * Two files beside an {@link EmbeddedDatabase}, on the same disk, to which entries are appended
 * before they get into its tables, and that are written over from their starts once they are there.
 *
 * <p>An entry is its length, a checksum (CRC-32C) of the rest, its number, and the octets of its
 * writer. Numbers go up by one within a file, which is how what an earlier use of the file has left
 * is told from what follows.
 */
public final class Journal implements AutoCloseable {
    private static final int HEADER = 4 + 4 + 8;

    /** A file grows by so much at a time, so that a sync seldom has to write its size too. */
    private static final int GROWTH = 1 << 20;

    /** An entry of a caller. */
    public record Entry(long number, ByteBuffer octets) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final boolean synced;
    private final List<Part> parts;
    private Part current;
    private long last;

    /** Of an entry that failed something may be there: the next one is to be written over it. */
    private boolean failed;

    private Journal(List<Part> parts, boolean synced) {
        this.parts = parts;
        this.current = parts.getFirst();
        this.synced = synced;
    }

    /**
     * @param path of the database; the files have its name and an end of their own
     * @param synced whether {@link #append} is to wait until the disk has it
     */
    static Journal open(String path, boolean synced) throws IOException {
        var parts = new ArrayList<Part>();
        for (int i = 0; i < 2; i++) {
            parts.add(new Part(FilePath.get(path + ".journal" + i).open("rw")));
        }
        return new Journal(List.copyOf(parts), synced);
    }

    /**
     * Finds what was appended in an earlier run. To be called once, first; all of it has to be
     * elsewhere before anything is appended.
     *
     * @param applied entries up to this number are not wanted any more
     * @return the others, in order
     */
    public List<Entry> begin(long applied) throws IOException {
        lock.lock();
        try {
            var entries = new ArrayList<Entry>();
            last = applied;
            for (Part part : parts) {
                for (Entry entry : part.read()) {
                    last = Math.max(last, entry.number());
                    if (entry.number() > applied) {
                        entries.add(entry);
                    }
                }
            }
            parts.forEach(part -> part.last = last);
            entries.sort(Comparator.comparingLong(Entry::number));
            return entries;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds an entry, which is on disk afterwards.
     *
     * @return its number
     * @throws IOException if it may be on disk, or not
     */
    public long append(ByteBuffer octets) throws IOException {
        lock.lock();
        try {
            failed = true;
            current.write(last + 1, octets, synced);
            failed = false;
            return ++last;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing up to this number is wanted any more. */
    public void free(long number) {
        lock.lock();
        try {
            for (Part part : parts) {
                if (part.last <= number) {
                    part.end = 0;
                }
            }
            if (current.end > 0 && !failed) {
                parts.stream()
                        .filter(part -> part.end == 0)
                        .findFirst()
                        .ifPresent(part -> current = part);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        if (failed) {
            current.wipe();
        }
        for (Part part : parts) {
            part.file.close();
        }
    }

    /** One of the files. */
    private static final class Part {
        final FileChannel file;

        /** Number of the last entry. */
        long last;

        /** Where the next entry goes. */
        long end;

        private long size;

        Part(FileChannel file) throws IOException {
            this.file = file;
            this.size = file.size();
        }

        void write(long number, ByteBuffer octets, boolean synced) throws IOException {
            int length = octets.remaining();
            ByteBuffer entry = ByteBuffer.allocate(HEADER + length);
            entry.putInt(length).putInt(0).putLong(number).put(octets);
            entry.putInt(4, checksum(entry.array(), length)).flip();
            grow(end + entry.remaining());
            write(entry, end);
            if (synced) {
                file.force(false);
            }
            end += HEADER + length;
            last = number;
        }

        private void grow(long wanted) throws IOException {
            if (wanted > size) {
                long size = (wanted / GROWTH + 1) * GROWTH;
                write(ByteBuffer.allocate((int) (size - this.size)), this.size);
                file.force(true);
                this.size = size;
            }
        }

        /** Nothing follows what was appended. */
        void wipe() throws IOException {
            write(ByteBuffer.allocate(HEADER), end);
            file.force(false);
        }

        private void write(ByteBuffer octets, long at) throws IOException {
            long to = at;
            while (octets.hasRemaining()) {
                to += file.write(octets, to);
            }
        }

        /**
         * {@return the entries from the start to the first that is not whole or does not follow}
         */
        List<Entry> read() throws IOException {
            var octets = ByteBuffer.allocate(Math.toIntExact(size));
            int count = 0;
            while (octets.hasRemaining() && count >= 0) {
                count = file.read(octets, octets.position());
            }
            octets.flip();
            var entries = new ArrayList<Entry>();
            while (octets.remaining() >= HEADER) {
                int start = octets.position();
                int length = octets.getInt(start);
                if (length < 0 || length > octets.remaining() - HEADER) {
                    break;
                }
                ByteBuffer entry = octets.slice(start, HEADER + length);
                long number = entry.getLong(8);
                boolean follows = entries.isEmpty() || number == entries.getLast().number() + 1;
                byte[] array = new byte[HEADER + length];
                entry.get(0, array);
                if (!follows || entry.getInt(4) != checksum(array, length)) {
                    break;
                }
                entries.add(new Entry(number, entry.slice(HEADER, length)));
                octets.position(start + HEADER + length);
            }
            return entries;
        }

        private static int checksum(byte[] entry, int length) {
            var crc = new CRC32C();
            crc.update(entry, 8, 8 + length);
            return (int) crc.getValue();
        }
    }
}
