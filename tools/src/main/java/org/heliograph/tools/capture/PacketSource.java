// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.Optional;

/** The packets of a capture file, one after the other. */
sealed interface PacketSource permits Pcap, Pcapng {
    /**
     * {@return the next packet; empty at the end of the file}
     *
     * @throws CaptureException if the file is broken; nothing more can be read then
     */
    Optional<Packet> next() throws IOException, CaptureException;

    /** Recognises the format by its first octets. */
    static PacketSource open(InputStream file) throws IOException, CaptureException {
        CaptureInput in = new CaptureInput(file);
        byte[] magic = in.bytes(CaptureMagic.OCTETS);
        if (CaptureMagic.bigEndian(magic) == CaptureMagic.PCAPNG) {
            return new Pcapng(in);
        }
        Optional<ByteOrder> order = CaptureMagic.pcapOrder(magic);
        if (order.isEmpty()) {
            throw new CaptureException(0, "neither pcap nor pcapng");
        }
        return Pcap.open(in, order.get(), magic);
    }
}
