// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.io.IOException;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;

/**
 * Has the system acknowledge at once what has come, instead of waiting some 40 ms for something to
 * send along. Many peers write each response by itself and leave Nagle's algorithm on (RFC 896): of
 * a window of responses all but the first then wait for that acknowledgement, while we wait for
 * them and send nothing.
 */
final class Acknowledgement {
    private final Socket socket;

    /** Linux has it; elsewhere such peers stay slow. */
    private final boolean supported;

    Acknowledgement(Socket socket) {
        this.socket = socket;
        this.supported = socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    }

    /** To be called after each read, for the system goes back to waiting with what is sent. */
    void send() throws IOException {
        if (supported) {
            socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }
}
