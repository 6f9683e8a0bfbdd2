// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An immutable run of octets. Slices share the storage of what they are cut from, so that the parts
 * of a large message cost no copies.
 */
public final class Octets {
    public static final Octets EMPTY = new Octets(new byte[0], 0, 0);

    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] storage;
    private final int start;
    private final int length;

    private Octets(byte[] storage, int start, int length) {
        this.storage = storage;
        this.start = start;
        this.length = length;
    }

    /** Copies {@code bytes}. */
    public static Octets of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Octets(bytes.clone(), 0, bytes.length);
    }

    /** Copies {@code length} bytes of {@code bytes} from {@code offset}. */
    public static Octets of(byte[] bytes, int offset, int length) {
        return length == 0
                ? EMPTY
                : new Octets(Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
    }

    /**
     * Takes {@code bytes} over without a copy: for large bodies just read, whose array nobody else
     * keeps. The caller must never change the array again.
     */
    public static Octets ofOwned(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Octets(bytes, 0, bytes.length);
    }

    /** {@return the low eight bits of each of {@code values}} */
    public static Octets of(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ofOwned(bytes);
    }

    public static Octets of(String text, Charset charset) {
        return ofOwned(text.getBytes(charset));
    }

    /**
     * Reads hexadecimal digits of either case; white space between octets is allowed.
     *
     * @throws IllegalArgumentException on anything else
     */
    public static Octets ofHex(String hex) {
        return ofOwned(HexFormat.of().parseHex(hex.strip().replaceAll("\\s+", "")));
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** {@return the octet at {@code index}, 0 to 255} */
    public int at(int index) {
        return storage[start + Objects.checkIndex(index, length)] & 0xFF;
    }

    /**
     * {@return eight octets from {@code index}, the first in the lowest bits; what lies beyond the
     * end is zero}
     *
     * @param index 0 to the length
     */
    public long eightAt(int index) {
        Objects.checkIndex(index, length + 1);
        if (length - index >= Long.BYTES) {
            return (long) EIGHT.get(storage, start + index);
        }
        long octets = 0;
        for (int i = length - 1; i >= index; i--) {
            octets = octets << 8 | (storage[start + i] & 0xFF);
        }
        return octets;
    }

    /**
     * {@return where between {@code from} and {@code to} the first zero is; {@code to} if nowhere}
     */
    public int zero(int from, int to) {
        for (int i = from; i < to; i += Long.BYTES) {
            long octets = eightAt(i);
            long zero = octets - 0x0101_0101_0101_0101L & ~octets & 0x8080_8080_8080_8080L;
            if (zero != 0) { // bits above the lowest may be wrong
                return Math.min(to, i + Long.numberOfTrailingZeros(zero) / Byte.SIZE);
            }
        }
        return to;
    }

    /** {@return where the first octet above 127 is; the length if nowhere} */
    public int high() {
        for (int i = 0; i < length; i += Long.BYTES) {
            long high = eightAt(i) & 0x8080_8080_8080_8080L;
            if (high != 0) {
                return i + Long.numberOfTrailingZeros(high) / Byte.SIZE;
            }
        }
        return length;
    }

    public Octets slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        return from == to ? EMPTY : new Octets(storage, start + from, to - from);
    }

    public Octets from(int from) {
        return slice(from, length);
    }

    public Octets plus(Octets more) {
        byte[] joined = Arrays.copyOfRange(storage, start, start + length + more.length);
        System.arraycopy(more.storage, more.start, joined, length, more.length);
        return ofOwned(joined);
    }

    /** {@return a copy} */
    public byte[] toArray() {
        return Arrays.copyOfRange(storage, start, start + length);
    }

    public String toHex() {
        return HexFormat.of().formatHex(storage, start, start + length);
    }

    public String toString(Charset charset) {
        return new String(storage, start, length, charset);
    }

    public InputStream asInputStream() {
        return new ByteArrayInputStream(storage, start, length);
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(storage, start, length);
    }

    /** Copies all octets into {@code target} from {@code position}. */
    public void copyTo(byte[] target, int position) {
        System.arraycopy(storage, start, target, position, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that
                && Arrays.equals(
                        storage,
                        start,
                        start + length,
                        that.storage,
                        that.start,
                        that.start + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + storage[i];
        }
        return hash;
    }

    /** {@return the octets in hexadecimal, shortened after 64 octets: for errors and debugging} */
    @Override
    public String toString() {
        return length <= 64 ? toHex() : slice(0, 64).toHex() + "… (" + length + " octets)";
    }
}
