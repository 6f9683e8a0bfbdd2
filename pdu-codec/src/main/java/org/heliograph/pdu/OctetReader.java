// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

/**
 * A bounds-checked cursor over one PDU. Offsets in errors count from the start of the outermost
 * PDU.
 */
public final class OctetReader {
    private final Octets octets;
    private final int base;
    private final int end;
    private int position;

    public OctetReader(Octets octets) {
        this(octets, 0, octets.length(), 0);
    }

    private OctetReader(Octets octets, int position, int end, int base) {
        this.octets = octets;
        this.position = position;
        this.end = end;
        this.base = base;
    }

    /**
     * {@return a cursor over {@code part}, whose errors count octets from {@code offset}: for a PDU
     * inside another}
     */
    public static OctetReader at(int offset, Octets part) {
        return new OctetReader(part, 0, part.length(), offset);
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
        OctetReader region = new OctetReader(octets, position, position + count, base);
        position += count;
        return region;
    }

    /**
     * Decodes one field. A failure inside it is reported under {@code name}, and so is a value its
     * record refuses: record constructors are the one place where values are checked.
     */
    public <T> T field(String name, FieldDecoder<T> decoder) throws DecodeException {
        int start = offset();
        try {
            return decoder.decode(this);
        } catch (DecodeException e) {
            throw e.within(name);
        } catch (IllegalArgumentException e) {
            throw new DecodeException(start, String.valueOf(e.getMessage())).within(name);
        }
    }

    /** {@return a cursor of its own that starts where this one stands: to look ahead} */
    public OctetReader fork() {
        return new OctetReader(octets, position, end, base);
    }

    /** Refuses octets left over. */
    public void end() throws DecodeException {
        if (position < end) {
            throw new DecodeException(offset(), remaining() + " octets left over");
        }
    }

    private void need(int count) throws DecodeException {
        if (count < 0 || count > end - position) {
            throw new DecodeException(
                    offset(), "need " + count + " octets, have " + (end - position));
        }
    }
}
