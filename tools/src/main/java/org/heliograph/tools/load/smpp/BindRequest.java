// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.smpp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** bind_transmitter, bind_receiver and bind_transceiver (SMPP 3.4 §4.1). */
final class BindRequest {
    private static final int VERSION = 0x34;

    /** Octets of interface_version, addr_ton, addr_npi and an empty address_range. */
    private static final byte[] TAIL = {VERSION, 0, 0, 0};

    private BindRequest() {}

    static byte[] octets(int commandId, String systemId, String password) {
        var pdu = new ByteArrayOutputStream();
        pdu.writeBytes(new byte[Command.HEADER]);
        string(systemId, pdu);
        string(password, pdu);
        string("", pdu); // system_type
        pdu.writeBytes(TAIL);
        byte[] octets = pdu.toByteArray();
        octets[2] = (byte) (octets.length >>> 8);
        octets[3] = (byte) octets.length;
        octets[7] = (byte) commandId;
        octets[15] = 1;
        return octets;
    }

    private static void string(String text, ByteArrayOutputStream to) {
        to.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        to.write(0);
    }
}
