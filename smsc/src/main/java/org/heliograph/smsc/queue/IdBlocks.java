// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

/** Where message ids come from, block by block. */
public interface IdBlocks {
    /**
     * Sets message ids aside, never to be given again.
     *
     * @return the first of {@code count} ids
     */
    long reserveIds(int count) throws StoreException;
}
