// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import org.heliograph.mmsc.message.Body;
import org.heliograph.mmsc.message.Spool;
import org.heliograph.pdu.Octets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PDU in a file, which becomes that of a content by another name, or goes. */
final class SpoolFile implements Spool {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolFile.class);

    private final Path path;
    private final RandomAccessFile file;
    private long length;
    private boolean kept;

    SpoolFile(Path path) throws IOException {
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), "rw");
        file.setLength(0);
    }

    @Override
    public void write(byte[] octets, int offset, int count) throws IOException {
        file.seek(length);
        file.write(octets, offset, count);
        length += count;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Octets start(int most) throws IOException {
        byte[] start = new byte[(int) Math.min(most, length)];
        file.seek(0);
        file.readFully(start);
        return Octets.ofOwned(start);
    }

    @Override
    public Body from(long offset) {
        return new Rest(offset);
    }

    /** What follows an octet of the file. Closing the {@link Spool} closes it. */
    final class Rest implements Body {
        private final long offset;

        private Rest(long offset) {
            this.offset = offset;
        }

        @Override
        public long length() {
            return length - offset;
        }

        @Override
        public InputStream open() throws IOException {
            return new ContentInput(path, offset, length - offset, OptionalLong.empty());
        }

        /** Makes it durable under another name in the same directory, which is to be synced. */
        ContentPlace.OwnFile keep(Path as) throws IOException {
            file.getFD().sync();
            Files.move(path, as, StandardCopyOption.ATOMIC_MOVE);
            kept = true;
            return new ContentPlace.OwnFile(as, offset, length - offset);
        }

        long offset() {
            return offset;
        }

        @Override
        public void close() {
            SpoolFile.this.close();
        }
    }

    @Override
    public void close() {
        try {
            file.close();
            if (!kept) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) { // the sweep at the next start finds it
            LOG.warn("cannot remove a body that is not kept: {}", e.getMessage());
        }
    }
}
