// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import org.heliograph.tools.wire.Hop;
import org.heliograph.tools.wire.Tap;

/** Tells a tap of the requests of a handset and of their answers. */
final class SipWatch {
    private final String handset;
    private final Tap tap;

    SipWatch(String handset, Tap tap) {
        this.handset = handset;
        this.tap = tap;
    }

    void sent(String request) {
        tap.saw(new Hop(handset, "SMSC", "SIP", request));
    }

    void answered(String method, SipAnswer answer) {
        tap.saw(new Hop("SMSC", handset, "SIP", answer.text() + " to " + method));
    }
}
