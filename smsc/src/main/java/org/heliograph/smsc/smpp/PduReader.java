// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.heliograph.pdu.Octets;

/**
 * Cuts a stream into PDUs. The length is bounded before anything of that length is allocated, and a
 * pause in the middle of a PDU loses nothing.
 */
final class PduReader {
    /** Room for about thirty submit_sm, which then become durable together. */
    private static final int BUFFER_OCTETS = 8_192;

    /** A PDU whose length cannot be right; nothing after it can be found. */
    static final class LengthException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int sequenceNumber;

        LengthException(long length, int sequenceNumber) {
            super("command_length " + length);
            this.sequenceNumber = sequenceNumber;
        }

        int sequenceNumber() {
            return sequenceNumber;
        }
    }

    private final InputStream in;
    private final int maxOctets;
    private byte[] buffer = new byte[BUFFER_OCTETS];
    private int start;
    private int end;

    PduReader(InputStream in, int maxOctets) {
        this.in = in;
        this.maxOctets = maxOctets;
    }

    /**
     * {@return the next PDU; nothing if the stream ends before it begins}
     *
     * @throws LengthException if its length is below that of a header or above the maximum
     * @throws EOFException if the stream ends inside it
     */
    Optional<Pdu> next() throws IOException {
        while (end - start < Pdu.HEADER_OCTETS) {
            if (!fill()) {
                if (start == end) {
                    return Optional.empty();
                }
                throw new EOFException("inside a header");
            }
        }
        int length = checkedLength();
        while (end - start < length) {
            if (!fill()) {
                throw new EOFException("inside a PDU");
            }
        }
        Octets octets = Octets.of(buffer, start, length);
        start += length;
        return Optional.of(Pdu.of(octets));
    }

    /** {@return whether the next PDU is here already, so that {@link #next} will not wait} */
    boolean hasNext() throws LengthException {
        return end - start >= Pdu.HEADER_OCTETS && end - start >= checkedLength();
    }

    private int checkedLength() throws LengthException {
        Octets header = Octets.of(buffer, start, Pdu.HEADER_OCTETS);
        long length = Integer.toUnsignedLong(Pdu.uint32(header, 0));
        if (length < Pdu.HEADER_OCTETS || length > maxOctets) {
            throw new LengthException(length, Pdu.uint32(header, 12));
        }
        return (int) length;
    }

    /** Reads what is there, at least one octet; grows only by what has really come. */
    private boolean fill() throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
            if (buffer.length > BUFFER_OCTETS) {
                buffer = new byte[BUFFER_OCTETS];
            }
        } else if (end == buffer.length && start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        } else if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) {
            return false;
        }
        end += count;
        return true;
    }
}
