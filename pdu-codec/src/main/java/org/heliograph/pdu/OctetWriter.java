// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Grows a run of octets. */
public final class OctetWriter {
    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] storage;
    private int length;

    public OctetWriter() {
        this(180); // an SMS-DELIVER with its addresses and a full TP-UD
    }

    public OctetWriter(int expected) {
        storage = new byte[Math.max(16, expected)];
    }

    public OctetWriter octet(int value) {
        room(1);
        storage[length++] = (byte) value;
        return this;
    }

    /** Most significant octet first. */
    public OctetWriter uint16(int value) {
        return octet(value >> 8).octet(value);
    }

    /**
     * The low {@code count} octets of {@code octets}, lowest first.
     *
     * @param count 0 to 8
     */
    public OctetWriter lowest(int count, long octets) {
        room(Long.BYTES);
        EIGHT.set(storage, length, octets); // what is too much, the next will overwrite
        length += count;
        return this;
    }

    public OctetWriter octets(Octets octets) {
        room(octets.length());
        octets.copyTo(storage, length);
        length += octets.length();
        return this;
    }

    public int length() {
        return length;
    }

    /** {@return what was written so far} */
    public Octets toOctets() {
        return 2 * length >= storage.length
                ? Octets.ofOwned(storage).slice(0, length) // what is written will never change
                : Octets.of(storage, 0, length);
    }

    private void room(int more) {
        if (storage.length - length < more) {
            storage = Arrays.copyOf(storage, Math.max(storage.length * 2, length + more));
        }
    }
}
