// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mm1;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.message.Spool;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.pdu.Octets;
import org.jspecify.annotations.Nullable;

/** A body while it comes: in memory as long as it is short and there is room, then on disk. */
final class ArrivingBody implements Closeable {
    static final int OCTETS_A_PERMIT = 1024;

    /** The longest that stays in memory: what the content store writes together with others. */
    private static final int LONGEST = 256 * 1024;

    /** What one without a stated length gets at first. */
    private static final int FIRST = 16 * 1024;

    /** For what is on disk. */
    private static final int COPIED_AT_A_TIME = 16 * 1024;

    private final ContentStore contents;
    private final Semaphore room;
    private int permits;
    private byte[] memory;
    private int length;
    private @Nullable Spool spool;

    /**
     * @param room in permits of {@link #OCTETS_A_PERMIT} for each octet in memory
     * @param stated length, or less than zero
     * @throws StoreException if the disk does not take it; so do other methods
     */
    ArrivingBody(ContentStore contents, Semaphore room, long stated) {
        this.contents = contents;
        this.room = room;
        int first = stated < 0 ? FIRST : (int) Math.min(stated, LONGEST + 1L);
        boolean held = first <= LONGEST && take(first);
        this.memory = new byte[held ? first : COPIED_AT_A_TIME];
        if (!held) {
            putDown();
        }
    }

    private boolean take(int octets) {
        int wanted = octets / OCTETS_A_PERMIT + 1 - permits;
        if (!room.tryAcquire(Math.max(0, wanted))) {
            return false;
        }
        permits += Math.max(0, wanted);
        return true;
    }

    boolean isInMemory() {
        return spool == null;
    }

    long length() {
        return spool == null ? length : spool.length();
    }

    void add(ByteBuffer octets) {
        if (spool == null && octets.remaining() > memory.length - length) {
            grow(length + octets.remaining());
        }
        if (spool == null) {
            int count = octets.remaining();
            octets.get(memory, length, count);
            length += count;
            return;
        }
        while (octets.hasRemaining()) {
            int count = Math.min(octets.remaining(), memory.length);
            octets.get(memory, 0, count);
            write(spool, count);
        }
    }

    private void grow(int wanted) {
        int next = Math.min(LONGEST, Math.max(wanted, 2 * memory.length));
        if (wanted <= LONGEST && take(next)) {
            memory = Arrays.copyOf(memory, next);
        } else {
            putDown();
        }
    }

    /** Gives the memory to others. */
    void putDown() {
        if (spool == null) {
            try {
                spool = contents.spool();
            } catch (IOException e) {
                throw new StoreException("cannot put a body down", e);
            }
            write(spool, length);
            length = 0;
            memory = new byte[COPIED_AT_A_TIME];
            room.release(permits);
            permits = 0;
        }
    }

    private void write(Spool to, int count) {
        try {
            to.write(memory, 0, count);
        } catch (IOException e) {
            throw new StoreException("cannot put a body down", e);
        }
    }

    /** {@return the first octets, up to {@code most}} */
    Octets start(int most) throws IOException {
        return spool == null ? Octets.of(memory, 0, Math.min(most, length)) : spool.start(most);
    }

    /** All of it has come. */
    BodyReader.Body end() {
        if (spool != null) {
            return new BodyReader.Body.OnDisk(spool);
        }
        Octets octets =
                length == memory.length ? Octets.ofOwned(memory) : Octets.of(memory, 0, length);
        return new BodyReader.Body.Whole(octets, this);
    }

    @Override
    public void close() {
        if (spool != null) {
            spool.close();
        }
        room.release(permits);
        permits = 0;
    }
}
