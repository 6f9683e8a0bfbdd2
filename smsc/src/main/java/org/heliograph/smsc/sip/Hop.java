// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * Where a SIP message came from or goes to next. Over TCP and TLS it also names the connection, for
 * a connection is known by its far end.
 *
 * @param name what the far end's certificate must say, where we connect by TLS (RFC 5922 §7.3);
 *     empty: whoever connected to us from there
 */
record Hop(Transport transport, InetSocketAddress address, String name) {
    enum Transport {
        UDP(5_060),
        TCP(5_060),
        TLS(5_061);

        private final int port;

        Transport(int port) {
            this.port = port;
        }

        /** {@return the port where a URI has none (RFC 3261 §19.1.2)} */
        int port() {
            return port;
        }

        /** Whether what is sent arrives, or the connection breaks. */
        boolean isReliable() {
            return this != UDP;
        }

        /** {@return as a URI writes it (RFC 3261 §25.1)} */
        String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Hop {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("unresolved host " + address.getHostString());
        }
    }

    Hop(Transport transport, InetSocketAddress address) {
        this(transport, address, "");
    }

    InetAddress host() {
        return address.getAddress();
    }

    /** {@return the same place by another transport} */
    Hop over(Transport other) {
        return new Hop(other, address, name);
    }

    @Override
    public String toString() {
        return transport + " " + host().getHostAddress() + ":" + address.getPort();
    }
}
