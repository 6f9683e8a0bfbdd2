// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

/** A capture file is broken: what stands before the offset has been read. */
public final class CaptureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;

    /**
     * @param offset in octets from the start of the file
     */
    CaptureException(long offset, String reason) {
        super("capture broken at octet " + offset + ": " + reason);
        this.offset = offset;
    }

    /** {@return where, in octets from the start of the file} */
    public long offset() {
        return offset;
    }
}
