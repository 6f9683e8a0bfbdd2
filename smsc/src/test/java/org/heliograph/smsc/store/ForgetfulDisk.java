// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A disk for the files of a directory, which may lose power. What is written is safe from the next
 * {@code force} on; of what is written after the last, any part may be there, cut anywhere, or
 * nothing.
 *
 * <p>For H2 it is a file system with a scheme of its own, for the rest of us a path to open a
 * database in.
 */
final class ForgetfulDisk implements AutoCloseable {
    private static final String SCHEME = "forgetful";

    /** H2 makes its paths by reflection, so that they cannot be told where they lead. */
    private static final AtomicReference<@Nullable ForgetfulDisk> CURRENT = new AtomicReference<>();

    /** What a loss of power leaves of each write. */
    enum Rest {
        NOTHING,
        ANY_PART
    }

    /** What is not safe yet, in order; a truncation has no octets. */
    private record Change(FileChannel file, long at, ByteBuffer octets) {
        void apply() throws IOException {
            if (octets.capacity() == 0) {
                file.truncate(at);
            }
            ByteBuffer rest = octets.duplicate();
            while (rest.hasRemaining()) {
                file.write(rest, at + rest.position());
            }
        }
    }

    private final Path safe;
    private final Map<String, FileChannel> files = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final Paths paths = new Paths();
    private boolean powered = true;

    /**
     * @param safe the directory that will hold what a loss of power leaves, with copies of the
     *     files that are about to be opened
     */
    ForgetfulDisk(Path safe) {
        this.safe = safe;
        CURRENT.set(this);
        FilePath.register(paths);
    }

    /**
     * {@return a directory as it is on this disk: good for a database to be opened in, by its name}
     */
    static Path path(Path directory) {
        return (Path)
                Proxy.newProxyInstance(
                        ForgetfulDisk.class.getClassLoader(),
                        new Class<?>[] {Path.class},
                        (path, method, arguments) ->
                                switch (method.getName()) {
                                    case "toAbsolutePath" -> path;
                                    case "resolve" ->
                                            path(directory.resolve(arguments[0].toString()));
                                    case "toString" -> SCHEME + ":" + directory;
                                    default ->
                                            throw new UnsupportedOperationException(
                                                    method.getName());
                                });
    }

    /** From now on nothing can be written or forced. */
    synchronized void losePower(Rest rest, SplittableRandom random) throws IOException {
        powered = false;
        for (Change change : changes) {
            int length = change.octets().capacity();
            if (rest == Rest.ANY_PART && length > 0 && random.nextBoolean()) {
                int from = random.nextInt(length);
                ByteBuffer part = change.octets().slice(from, random.nextInt(length - from) + 1);
                new Change(change.file(), change.at() + from, part).apply();
            }
        }
        for (FileChannel file : files.values()) {
            file.close();
        }
    }

    private synchronized FileChannel safe(String name) throws IOException {
        FileChannel file = files.get(name);
        if (file == null) {
            file =
                    FileChannel.open(
                            safe.resolve(name),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            files.put(name, file);
        }
        return file;
    }

    private synchronized void force(FileChannel file) throws IOException {
        check();
        List<Change> others = new ArrayList<>();
        for (Change change : changes) {
            if (change.file().equals(file)) {
                change.apply();
            } else {
                others.add(change);
            }
        }
        changes.clear();
        changes.addAll(others);
    }

    private synchronized void changed(FileChannel file, long at, ByteBuffer octets)
            throws IOException {
        check();
        changes.add(new Change(file, at, octets));
    }

    private void check() throws IOException {
        if (!powered) {
            throw new IOException("the power is off");
        }
    }

    @Override
    public void close() {
        FilePath.unregister(paths);
        CURRENT.set(null);
    }

    /** Names on this disk. */
    public static final class Paths extends FilePathWrapper {
        /** For H2. */
        public Paths() {}

        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileChannel open(String mode) throws IOException {
            ForgetfulDisk disk = CURRENT.get();
            if (disk == null) {
                throw new IOException("there is no such disk any more");
            }
            return disk.new Channel(super.open(mode), disk.safe(getName()));
        }
    }

    /** The file as who writes it sees it. */
    private final class Channel extends FileBaseDefault {
        private final FileChannel file;
        private final FileChannel copy;

        /**
         * @param copy what is safe of it
         */
        Channel(FileChannel file, FileChannel copy) {
            this.file = file;
            this.copy = copy;
        }

        @Override
        public synchronized int read(ByteBuffer to, long at) throws IOException {
            return file.read(to, at);
        }

        @Override
        public synchronized int write(ByteBuffer from, long at) throws IOException {
            ByteBuffer octets = ByteBuffer.allocate(from.remaining());
            octets.put(from.duplicate()).flip();
            changed(copy, at, octets);
            return file.write(from, at);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            changed(copy, size, ByteBuffer.allocate(0));
            file.truncate(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            ForgetfulDisk.this.force(copy);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileLock tryLock(long at, long size, boolean shared) throws IOException {
            return file.tryLock(at, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
