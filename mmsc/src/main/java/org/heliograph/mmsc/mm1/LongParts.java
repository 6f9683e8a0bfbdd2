// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mm1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.heliograph.mmsc.message.Body;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.pdu.wsp.WspWriter;

/** Reads a multipart body (WAP-230-WSP §8.5) that is too long for the heap: all but its data. */
final class LongParts {
    /** For the headers of all parts together. */
    private static final int LONGEST = 64 * 1024;

    /** A uintvar has at most so many octets (§8.1.2). */
    private static final int UINTVAR = 5;

    private LongParts() {}

    /**
     * {@return the body without the data of its parts, whose lengths become zero}
     *
     * @throws DecodeException if the lengths do not add up, or the headers are too long
     */
    static Octets outline(Body body) throws IOException, DecodeException {
        OctetWriter outline = new OctetWriter(1024);
        try (InputStream in = new BufferedInputStream(body.open())) {
            long parts = uintvar(in);
            if (parts > Multipart.MAX_PARTS) {
                throw new DecodeException(0, parts + " parts, at most " + Multipart.MAX_PARTS);
            }
            WspWriter.uintvar(outline, parts);
            for (long i = 0; i < parts; i++) {
                long headers = uintvar(in);
                long data = uintvar(in);
                if (headers > LONGEST - outline.length()) {
                    throw new DecodeException(
                            outline.length(), "headers of parts longer than " + LONGEST);
                }
                WspWriter.uintvar(outline, headers);
                WspWriter.uintvar(outline, 0);
                byte[] read = in.readNBytes((int) headers);
                if (read.length < headers) {
                    throw new EOFException();
                }
                outline.octets(Octets.ofOwned(read));
                in.skipNBytes(data);
            }
        } catch (EOFException e) {
            throw new DecodeException(outline.length(), "the parts end too early");
        }
        return outline.toOctets();
    }

    private static long uintvar(InputStream in) throws IOException, DecodeException {
        long value = 0;
        for (int i = 0; i < UINTVAR; i++) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException();
            }
            value = value << 7 | (octet & 0x7F);
            if ((octet & 0x80) == 0) {
                return value;
            }
        }
        throw new DecodeException(0, "a length of more than " + UINTVAR + " octets");
    }
}
