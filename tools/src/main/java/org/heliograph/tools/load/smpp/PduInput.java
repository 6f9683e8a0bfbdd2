// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.smpp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What comes in: whole PDUs, read where they lie in one buffer. */
final class PduInput {
    /** A message_payload of 64 KiB - 1 octets and all other fields fit. */
    private static final int LONGEST = 80 << 10;

    private final InputStream in;
    private final byte[] octets = new byte[2 * LONGEST];
    private int end;
    private int next;
    private int start;
    private int length;

    PduInput(InputStream in) {
        this.in = in;
    }

    /**
     * Waits for more octets.
     *
     * @return false at the end of the stream
     */
    boolean read() throws IOException {
        if (next > 0) { // what is left is a part of one PDU
            System.arraycopy(octets, next, octets, 0, end - next);
            end -= next;
            next = 0;
        }
        int read = in.read(octets, end, octets.length - end);
        end += Math.max(0, read);
        return read >= 0;
    }

    /**
     * Goes to the next PDU.
     *
     * @return false if no whole one is there
     * @throws EsmeFailure if the length cannot be that of a PDU
     */
    boolean next() throws EsmeFailure {
        if (end - next < Command.HEADER) {
            return false;
        }
        int announced = intAt(next);
        if (announced < Command.HEADER || announced > LONGEST) {
            throw new EsmeFailure(
                    "what came is no SMPP: command_length " + Integer.toUnsignedString(announced));
        }
        if (end - next < announced) {
            return false;
        }
        start = next;
        length = announced;
        next += announced;
        return true;
    }

    int commandId() {
        return intAt(start + 4);
    }

    int status() {
        return intAt(start + 8);
    }

    int sequence() {
        return intAt(start + 12);
    }

    byte[] octets() {
        return octets;
    }

    /** {@return index of the first octet of the body} */
    int body() {
        return start + Command.HEADER;
    }

    /** {@return index after the last octet} */
    int end() {
        return start + length;
    }

    /** {@return the C-octet string at the beginning of the body, such as message_id} */
    String firstString() {
        int to = body();
        while (to < end() && octets[to] != 0) {
            to++;
        }
        return new String(octets, body(), to - body(), StandardCharsets.ISO_8859_1);
    }

    private int intAt(int at) {
        return (octets[at] << 24)
                | ((octets[at + 1] & 0xFF) << 16)
                | ((octets[at + 2] & 0xFF) << 8)
                | (octets[at + 3] & 0xFF);
    }
}
