// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.util.function.Consumer;
import org.heliograph.pdu.Octets;

/** Where the PDUs of one direction of a conversation go. */
record Outlet(Endpoint source, Endpoint destination, Consumer<Found> out, Tally tally) {
    void smpp(Octets pdu, String trouble, Frame frame) {
        found(frame, "SMPP", "", Found.Form.SMPP, "", pdu, trouble);
    }

    void found(
            Frame frame,
            String carrier,
            String uri,
            Found.Form form,
            String mediaType,
            Octets octets,
            String trouble) {
        tally.pdu();
        out.accept(
                new Found(
                        frame.number(),
                        frame.time(),
                        source,
                        destination,
                        carrier,
                        uri,
                        form,
                        mediaType,
                        octets,
                        trouble));
    }
}
