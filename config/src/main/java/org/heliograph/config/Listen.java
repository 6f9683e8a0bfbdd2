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
            throw new IllegalArgumentException("not a host and port: " + host + ":" + port);
        }
    }

    /**
     * @throws IllegalArgumentException if {@code text} is not of that form
     */
    public static Listen of(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("expected host:port, got '" + text + "'");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            return new Listen(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected host:port, got '" + text + "'", e);
        }
    }

    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
