// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.heliograph.pdu.Octets;

/**
 * A capture file of PDUs without the layers below them: each says which of Wireshark's dissectors
 * is to read it (link type 252, "Wireshark upper PDU export").
 */
final class UpperPdus {
    private static final int LINKTYPE_WIRESHARK_UPPER_PDU = 252;
    private static final int MAGIC = 0xa1b2c3d4;
    private static final int DISSECTOR_NAME = 12; // the tags of exported_pdu.h
    private static final int END = 0;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private int count;

    UpperPdus() {
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putLong(0);
        header.putInt(0xFFFF).putInt(LINKTYPE_WIRESHARK_UPPER_PDU);
        file.writeBytes(header.array());
    }

    void add(String dissector, Octets pdu) {
        byte[] name = dissector.getBytes(StandardCharsets.US_ASCII);
        byte[] padded = Arrays.copyOf(name, (name.length + 3) / 4 * 4);
        int length = 4 + padded.length + 4 + pdu.length();
        ByteBuffer packet = ByteBuffer.allocate(16 + length).order(ByteOrder.LITTLE_ENDIAN);
        packet.putInt(count).putInt(0).putInt(length).putInt(length).order(ByteOrder.BIG_ENDIAN);
        packet.putShort((short) DISSECTOR_NAME).putShort((short) padded.length).put(padded);
        packet.putShort((short) END).putShort((short) 0).put(pdu.toArray());
        file.writeBytes(packet.array());
        count++;
    }

    void write(Path path) throws IOException {
        Files.write(path, file.toByteArray());
    }
}
