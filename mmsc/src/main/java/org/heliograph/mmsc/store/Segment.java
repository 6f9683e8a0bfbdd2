// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.heliograph.mmsc.message.Token;
import org.heliograph.pdu.Octets;

/**
 * A file of short bodies, one appended after the other and none changed after that, and how many of
 * them are still wanted.
 *
 * <p>A record is a mark, the name, the length of the body, its checksum (CRC-32C) and one of what
 * comes before; then the body. What follows the last whole one was never acknowledged: nothing is
 * appended behind what failed, nor by a later run.
 */
final class Segment {
    private static final String PREFIX = "segment-";
    private static final int MARK = 0x48474331;

    /** So that a record's numbers lie where a processor likes them. */
    private static final int NAME = 24;

    static final int HEADER = 4 + NAME + 4 + 4 + 4;

    /** Where a body lies. */
    record Place(Segment segment, long offset, int length, int checksum) implements ContentPlace {
        @Override
        public ContentInput open() throws IOException {
            return new ContentInput(segment.file, offset, length, OptionalLong.of(checksum));
        }
    }

    /** A body and its name. */
    record Entry(Token name, Place place) {}

    private final Path file;
    private final long number;
    private long octets;
    private int live;
    private long liveOctets;
    private boolean sealed;

    private Segment(Path directory, long number) {
        this.file = directory.resolve(String.format(Locale.ROOT, PREFIX + "%012d", number));
        this.number = number;
    }

    /** {@return one that is still to be written; its file is made by {@link #create}} */
    static Segment of(Path directory, long number) {
        return new Segment(directory, number);
    }

    /** {@return the number in the name of a segment's file; nothing if it is another file} */
    static OptionalLong number(String fileName) {
        String digits =
                fileName.startsWith(PREFIX) ? fileName.substring(PREFIX.length()) : "no digits";
        return digits.matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(digits))
                : OptionalLong.empty();
    }

    FileChannel create() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    Path file() {
        return file;
    }

    long number() {
        return number;
    }

    /**
     * Adds a body, which is not counted yet.
     *
     * @param record has room for all of it
     */
    synchronized Place append(FileChannel to, Token name, Octets body, byte[] record)
            throws IOException {
        int length = body.length();
        body.copyTo(record, HEADER);
        int checksum = checksum(record, HEADER, length);
        ByteBuffer out = ByteBuffer.wrap(record, 0, HEADER + length);
        out.putInt(MARK).put(name.value().getBytes(StandardCharsets.US_ASCII));
        out.position(4 + NAME).putInt(length).putInt(checksum);
        out.putInt(checksum(record, 0, HEADER - 4)).rewind();
        while (out.hasRemaining()) {
            to.write(out);
        }
        Place place = new Place(this, octets + HEADER, length, checksum);
        octets += HEADER + length;
        return place;
    }

    private static int checksum(byte[] octets, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(octets, offset, length);
        return (int) crc.getValue();
    }

    /** {@return what lies in it, up to the first record that is not whole; all of it is sealed} */
    List<Entry> scan() throws IOException {
        List<Entry> entries = new ArrayList<>();
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        byte[] name = new byte[Token.LENGTH];
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = from.size();
            long at = 0;
            while (at + HEADER <= size) {
                header.clear();
                while (header.hasRemaining() && from.read(header, at + header.position()) >= 0) {}
                int length = header.getInt(4 + NAME);
                boolean whole =
                        header.getInt(0) == MARK
                                && header.getInt(HEADER - 4)
                                        == checksum(header.array(), 0, HEADER - 4)
                                && length >= 0
                                && length <= size - at - HEADER;
                if (!whole) {
                    break;
                }
                header.get(4, name);
                Token token = new Token(new String(name, StandardCharsets.US_ASCII));
                Place place = new Place(this, at + HEADER, length, header.getInt(8 + NAME));
                entries.add(new Entry(token, place));
                at += HEADER + length;
            }
            synchronized (this) {
                octets = size;
                sealed = true;
            }
        }
        return entries;
    }

    /** One more is wanted. */
    synchronized void hold(Place place) {
        live++;
        liveOctets += place.length;
    }

    /** {@return whether that was the last that was wanted} */
    synchronized boolean release(Place place) {
        live--;
        liveOctets -= place.length;
        return live == 0;
    }

    /** Nothing is appended any more. */
    synchronized void seal() {
        sealed = true;
    }

    synchronized boolean isEmpty() {
        return live == 0;
    }

    synchronized boolean isSealed() {
        return sealed;
    }

    /** {@return whether most of it is room that nobody else can use} */
    synchronized boolean isSparse() {
        return sealed && live > 0 && liveOctets < octets / 4;
    }

    synchronized long octets() {
        return octets;
    }

    /** {@return whether there was a file} */
    boolean delete() throws IOException {
        return Files.deleteIfExists(file);
    }
}
