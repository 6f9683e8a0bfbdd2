// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.cdr;

import java.io.IOException;
import java.util.List;

/**
 * Records that were stored with the outcomes they tell of, and are not in a file yet. Where several
 * nodes share it, one of them empties it at a time.
 */
public interface Outbox extends AutoCloseable {
    /** {@return the oldest; nothing where there are none, or another node has them} */
    List<ChargingRecord> next(int most) throws IOException;

    /** Takes them out, for good. */
    void remove(List<ChargingRecord> records) throws IOException;

    @Override
    void close();
}
