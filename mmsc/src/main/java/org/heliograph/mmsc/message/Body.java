// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.heliograph.pdu.Octets;

/**
 * What a message carries, before a {@link ContentStore} keeps it: in memory if it is short, else
 * put down by the store already. To be closed, which lets go of what was not kept.
 */
public interface Body extends Closeable {
    long length();

    /** {@return its octets from the start, to be closed by the caller} */
    InputStream open() throws IOException;

    @Override
    void close();

    /** {@return one in memory} */
    static Body of(Octets octets) {
        return new InMemory(octets);
    }

    /** Nothing to let go of but memory. */
    record InMemory(Octets octets) implements Body {
        @Override
        public long length() {
            return octets.length();
        }

        @Override
        public InputStream open() {
            return octets.asInputStream();
        }

        @Override
        public void close() {
            // the collector does it
        }
    }
}
