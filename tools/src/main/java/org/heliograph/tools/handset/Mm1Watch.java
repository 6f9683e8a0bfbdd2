// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import java.net.URI;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.pdu.Summary;
import org.heliograph.tools.wire.Hop;
import org.heliograph.tools.wire.Tap;

/** Tells a tap what passes the packet gateway of a handset. */
public final class Mm1Watch implements PacketGateway.Traffic {
    private final String handset;
    private final Tap tap;

    public Mm1Watch(String handset, Tap tap) {
        this.handset = handset;
        this.tap = tap;
    }

    @Override
    public void request(String method, URI uri, Octets body) {
        String what = body.isEmpty() ? uri.getRawPath() : Summary.ofMms(body);
        tap.saw(new Hop(handset, "MMSC", "MM1", method + " " + what));
    }

    @Override
    public void response(int status, Octets body) {
        String what = body.isEmpty() || status / 100 != 2 ? "" : " " + Summary.ofMms(body);
        tap.saw(new Hop("MMSC", handset, "MM1", status + what));
    }
}
