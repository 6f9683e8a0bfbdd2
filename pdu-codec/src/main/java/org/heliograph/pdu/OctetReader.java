// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

import java.util.List;

/**
 * A bounds-checked cursor over one PDU. Offsets in errors count from the start of the outermost
 * PDU.
 */
public final class OctetReader {
    private final Octets octets;
    private final int base;
    private final int end;
    private final Reading reading;
    private int position;

    /** A cursor that reads strictly and records nothing. */
    public OctetReader(Octets octets) {
        this(octets, Reading.UNRECORDED);
    }

    public OctetReader(Octets octets, Reading reading) {
        this(octets, 0, octets.length(), 0, reading);
    }

    private OctetReader(Octets octets, int position, int end, int base, Reading reading) {
        this.octets = octets;
        this.position = position;
        this.end = end;
        this.base = base;
        this.reading = reading;
    }

    /**
     * {@return a strict cursor over {@code part}, whose errors count octets from {@code offset}:
     * for a PDU inside another}
     */
    public static OctetReader at(int offset, Octets part) {
        return at(offset, part, Reading.UNRECORDED);
    }

    /** {@return likewise, as a part of {@code reading}} */
    public static OctetReader at(int offset, Octets part, Reading reading) {
        return new OctetReader(part, 0, part.length(), offset, reading);
    }

    /**
     * {@return a cursor over {@code part}, which was taken from this one at {@code offset} and is
     * read as this one is}
     */
    public OctetReader inner(int offset, Octets part) {
        return at(offset, part, reading);
    }

    /** {@return the number of octets before the cursor, from the start of the outermost PDU} */
    public int offset() {
        return base + position;
    }

    public int remaining() {
        return end - position;
    }

    public boolean atEnd() {
        return position == end;
    }

    /** {@return the next octet, 0 to 255} */
    public int octet() throws DecodeException {
        need(1);
        return octets.at(position++);
    }

    /** {@return the next octet, which is the field {@code name}} */
    public int octet(String name) throws DecodeException {
        int start = offset();
        reading.open(name, start);
        try {
            return octet();
        } catch (DecodeException e) {
            throw e.within(name);
        } finally {
            reading.close(offset());
        }
    }

    /** {@return the next octet, whose bits are the fields {@code names}} */
    public int bits(List<String> names) throws DecodeException {
        int start = offset();
        int octet = octet();
        for (int i = 0; reading.isRecording() && i < names.size(); i++) {
            reading.open(names.get(i), start);
            reading.close(offset());
        }
        return octet;
    }

    /** {@return the next octet, which stays where it is} */
    public int peek() throws DecodeException {
        need(1);
        return octets.at(position);
    }

    /** {@return the next two octets, most significant first} */
    public int uint16() throws DecodeException {
        need(2);
        int value = octets.at(position) << 8 | octets.at(position + 1);
        position += 2;
        return value;
    }

    public Octets octets(int count) throws DecodeException {
        need(count);
        Octets taken = octets.slice(position, position + count);
        position += count;
        return taken;
    }

    /**
     * {@return the octets from an earlier place of this cursor to where it stands}
     *
     * @param offset as {@link #offset} gave it
     */
    public Octets since(int offset) {
        return octets.slice(offset - base, position);
    }

    /** {@return how many octets there are before the next zero, or before the end} */
    public int beforeZero() {
        return octets.zero(position, end) - position;
    }

    public Octets rest() {
        Octets taken = octets.slice(position, end);
        position = end;
        return taken;
    }

    /**
     * Takes the next {@code count} octets as a region of their own: reading past it fails, whatever
     * follows.
     */
    public OctetReader region(int count) throws DecodeException {
        need(count);
        OctetReader region = new OctetReader(octets, position, position + count, base, reading);
        position += count;
        return region;
    }

    /**
     * Decodes one field. A failure inside it is reported under {@code name}, and so is a value its
     * record refuses: record constructors are the one place where values are checked.
     */
    public <T> T field(String name, FieldDecoder<T> decoder) throws DecodeException {
        int start = offset();
        reading.open(name, start);
        try {
            return decoder.decode(this);
        } catch (DecodeException e) {
            throw e.within(name);
        } catch (IllegalArgumentException e) {
            throw refused(start, e).within(name);
        } finally {
            reading.close(offset());
        }
    }

    /**
     * Decodes one field, as above. Where a kind reading cannot, it notes why, and {@code rescue}
     * takes what it can from the same octets.
     */
    public <T> T field(String name, FieldDecoder<T> decoder, FieldDecoder<T> rescue)
            throws DecodeException {
        return reading.isKind() ? ignorable(name, decoder, rescue) : field(name, decoder);
    }

    /**
     * Decodes one field that the standard has its receiver ignore where it is wrong: {@code
     * ignored} then reads the same octets. A strict reading passes over that in silence, a kind one
     * notes why.
     */
    public <T> T ignorable(String name, FieldDecoder<T> decoder, FieldDecoder<T> ignored)
            throws DecodeException {
        return field(
                name,
                _ -> {
                    int start = position;
                    try {
                        return decoder.decode(this);
                    } catch (DecodeException e) {
                        reading.forgive(e);
                    } catch (IllegalArgumentException e) {
                        reading.forgive(refused(base + start, e));
                    }
                    reading.again();
                    position = start;
                    return ignored.decode(this);
                });
    }

    /**
     * Notes that the octets break a rule, but can be understood.
     *
     * @param offset as {@link #offset} gives it
     * @throws DecodeException unless the reading is kind
     */
    public void deviation(int offset, String reason) throws DecodeException {
        DecodeException failure = new DecodeException(offset, reason);
        if (!reading.isKind()) {
            throw failure;
        }
        reading.forgive(failure);
    }

    /** {@return whether the reading recovers what it can of octets that break a rule} */
    public boolean isKind() {
        return reading.isKind();
    }

    /**
     * {@return a cursor of its own that starts where this one stands: to look ahead, strictly and
     * unrecorded}
     */
    public OctetReader fork() {
        return new OctetReader(octets, position, end, base, Reading.UNRECORDED);
    }

    /** Refuses octets left over; a kind reading passes over them. */
    public void end() throws DecodeException {
        if (position < end) {
            deviation(offset(), remaining() + " octets left over");
            position = end;
        }
    }

    private static DecodeException refused(int offset, IllegalArgumentException e) {
        return new DecodeException(offset, String.valueOf(e.getMessage()));
    }

    private void need(int count) throws DecodeException {
        if (count < 0 || count > end - position) {
            throw new DecodeException(
                    offset(), "need " + count + " octets, have " + (end - position));
        }
    }
}
