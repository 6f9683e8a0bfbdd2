// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.smpp;

import java.io.IOException;
import java.io.OutputStream;

/** PDUs on their way out, written to the socket together. */
public final class PduBuffer {
    private static final int CAPACITY = 64 << 10;

    /** Longest PDU that is written: a submit_sm with 254 octets of short_message and its fields. */
    static final int LONGEST = 512;

    private final byte[] octets = new byte[CAPACITY];
    private int length;

    /** {@return whether one more PDU fits} */
    public boolean hasRoom() {
        return length + LONGEST <= CAPACITY;
    }

    boolean isEmpty() {
        return length == 0;
    }

    public byte[] octets() {
        return octets;
    }

    /** Appends {@code pdu} and returns where it begins, for what differs to be written over. */
    int append(byte[] pdu) {
        int at = length;
        System.arraycopy(pdu, 0, octets, at, pdu.length);
        length += pdu.length;
        return at;
    }

    /** Appends a PDU without a body but for {@code trailing} zero octets. */
    void header(int commandId, int status, int sequence, int trailing) {
        int size = Command.HEADER + trailing;
        put(length, size);
        put(length + 4, commandId);
        put(length + 8, status);
        put(length + 12, sequence);
        for (int i = Command.HEADER; i < size; i++) {
            octets[length + i] = 0;
        }
        length += size;
    }

    void put(int at, int value) {
        octets[at] = (byte) (value >>> 24);
        octets[at + 1] = (byte) (value >>> 16);
        octets[at + 2] = (byte) (value >>> 8);
        octets[at + 3] = (byte) value;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(octets, 0, length);
        length = 0;
    }
}
