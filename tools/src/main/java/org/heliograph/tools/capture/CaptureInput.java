// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.heliograph.pdu.Octets;

/** A capture file as it is read: knows its offset, and the byte order of its numbers. */
final class CaptureInput {
    private static final int BUFFER_OCTETS = 1 << 16;

    private final InputStream in;
    private ByteOrder order = ByteOrder.BIG_ENDIAN;
    private long offset;

    CaptureInput(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER_OCTETS);
    }

    long offset() {
        return offset;
    }

    void order(ByteOrder changed) {
        order = changed;
    }

    /** {@return whether nothing follows} */
    boolean atEnd() throws IOException {
        in.mark(1);
        boolean end = in.read() < 0;
        in.reset();
        return end;
    }

    /** {@return a header of so many octets, as a buffer that reads in the file's byte order} */
    ByteBuffer header(int octets) throws IOException, CaptureException {
        return ByteBuffer.wrap(bytes(octets)).order(order);
    }

    Octets octets(int count) throws IOException, CaptureException {
        return Octets.ofOwned(bytes(count));
    }

    byte[] bytes(int count) throws IOException, CaptureException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new CaptureException(
                    offset, "ends after " + bytes.length + " of " + count + " octets");
        }
        offset += count;
        return bytes;
    }

    void skip(long count) throws IOException, CaptureException {
        for (long left = count; left > 0; ) {
            left -= bytes((int) Math.min(left, BUFFER_OCTETS)).length;
        }
    }
}
