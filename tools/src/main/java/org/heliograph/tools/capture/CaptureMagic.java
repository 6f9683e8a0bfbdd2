// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The first four octets of capture files. */
public final class CaptureMagic {
    /** How many octets {@link #matches} needs. */
    public static final int OCTETS = 4;

    static final int PCAPNG = 0x0A0D0D0A; // the same in both byte orders
    static final int PCAP_MICROSECONDS = 0xA1B2C3D4;
    static final int PCAP_NANOSECONDS = 0xA1B23C4D;

    private CaptureMagic() {}

    /** {@return whether a file that begins so is a capture; fewer octets never are} */
    public static boolean matches(byte[] beginning) {
        return beginning.length >= OCTETS
                && (bigEndian(beginning) == PCAPNG || pcapOrder(beginning).isPresent());
    }

    /** {@return the byte order of a pcap file; empty if it is none} */
    static Optional<ByteOrder> pcapOrder(byte[] beginning) {
        int magic = bigEndian(beginning);
        if (isPcap(magic)) {
            return Optional.of(ByteOrder.BIG_ENDIAN);
        }
        return isPcap(Integer.reverseBytes(magic))
                ? Optional.of(ByteOrder.LITTLE_ENDIAN)
                : Optional.empty();
    }

    static int bigEndian(byte[] beginning) {
        return ByteBuffer.wrap(beginning).getInt();
    }

    private static boolean isPcap(int magic) {
        return magic == PCAP_MICROSECONDS || magic == PCAP_NANOSECONDS;
    }
}
