// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.io.Closeable;
import java.io.IOException;
import org.heliograph.pdu.Octets;

/**
 * Where a PDU is put down while it arrives that is too long, or comes too slowly, to wait for it in
 * memory. Not durable; what {@link #from} gave may be kept by {@link ContentStore#put}. Closing
 * forgets what was not.
 */
public interface Spool extends Closeable {
    void write(byte[] octets, int offset, int length) throws IOException;

    long length();

    /** {@return as many of the first octets as there are, up to {@code most}} */
    Octets start(int most) throws IOException;

    /** {@return all from an octet on; nothing more is written} */
    Body from(long offset);

    @Override
    void close();
}
