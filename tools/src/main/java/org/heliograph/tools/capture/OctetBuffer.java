// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.heliograph.pdu.Octets;

/** Octets that came and were not read yet: appended at one end, taken at the other. */
final class OctetBuffer {
    private byte[] storage = new byte[0];
    private int start;
    private int end;

    int length() {
        return end - start;
    }

    /** {@return the octets of memory that it takes} */
    int held() {
        return storage.length;
    }

    int at(int index) {
        return storage[start + index] & 0xFF;
    }

    /** {@return four octets, most significant first} */
    int int32(int index) {
        return at(index) << 24 | at(index + 1) << 16 | at(index + 2) << 8 | at(index + 3);
    }

    void append(Octets more) {
        if (end + more.length() > storage.length) {
            int needed = length() + more.length();
            byte[] larger = new byte[Math.max(needed, Math.min(2 * needed, needed + (1 << 20)))];
            System.arraycopy(storage, start, larger, 0, length());
            end = length();
            start = 0;
            storage = larger;
        }
        more.copyTo(storage, end);
        end += more.length();
    }

    Octets take(int count) {
        Octets taken = Octets.of(storage, start, count);
        skip(count);
        return taken;
    }

    void skip(int count) {
        start += count;
        if (start == end) { // an idle connection holds nothing
            storage = new byte[0];
            start = 0;
            end = 0;
        }
    }

    /** {@return the octets as characters, one for each} */
    String latin1() {
        return new String(storage, start, length(), StandardCharsets.ISO_8859_1);
    }

    /** {@return where {@code wanted} begins, not before {@code from}; -1 if nowhere} */
    int indexOf(byte[] wanted, int from) {
        for (int i = start + from; i <= end - wanted.length; i++) {
            if (Arrays.equals(storage, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i - start;
            }
        }
        return -1;
    }
}
