// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where a SIP message came from or goes to next. Over TCP it also names the connection, for a
 * connection is known by its far end.
 */
record Hop(Transport transport, InetSocketAddress address) {
    enum Transport {
        UDP,
        TCP
    }

    Hop {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("unresolved host " + address.getHostString());
        }
    }

    InetAddress host() {
        return address.getAddress();
    }

    @Override
    public String toString() {
        return transport + " " + host().getHostAddress() + ":" + address.getPort();
    }
}
