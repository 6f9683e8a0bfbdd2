// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * Part of a file. No channel, which an interrupt would close. Where a checksum is known, the last
 * octets are given only if it is right.
 */
final class ContentInput extends InputStream {
    private final RandomAccessFile file;
    private final CRC32C read = new CRC32C();
    private final OptionalLong checksum;
    private long left;

    /**
     * @param checksum CRC-32C of what is read, if it is known
     * @throws java.io.FileNotFoundException if there is no such file
     */
    ContentInput(Path path, long offset, long length, OptionalLong checksum) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "r");
        this.left = length;
        this.checksum = checksum;
        boolean ready = false;
        try {
            file.seek(offset);
            ready = true;
        } finally {
            if (!ready) {
                file.close();
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (left == 0) {
            return -1;
        }
        int count = file.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the content ends " + left + " octets too early");
        }
        left -= count;
        if (checksum.isPresent()) {
            read.update(target, offset, count);
            if (left == 0 && (int) read.getValue() != (int) checksum.getAsLong()) {
                throw new IOException("the content is not what was stored: wrong checksum");
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
