// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.net.InetSocketAddress;

/**
 * A host and a port, written {@code 127.0.0.1:2775} or {@code [::1]:2775}.
 *
 * @param port 0 to 65535; 0 to listen on any free one
 */
public record Listen(String host, int port) {
    public Listen {
        if (host.isEmpty() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("expected host:port with a port of 0 to 65535");
        }
    }

    /**
     * @throws IllegalArgumentException if {@code text} is not of that form
     */
    public static Listen of(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isBlank() || bracketed != (host.indexOf(':') >= 0)) {
            throw new IllegalArgumentException("expected host:port or [IPv6]:port");
        }
        try {
            return new Listen(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected host:port or [IPv6]:port", e);
        }
    }

    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(host, port);
    }

    /** {@return whether this is every address of the machine, which no peer can be sent to} */
    boolean anyAddress() {
        return host.equals("0.0.0.0") || host.equals("::") || host.equals("0:0:0:0:0:0:0:0");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
