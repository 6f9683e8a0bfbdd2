// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The HTTP requests on a connection that are not answered yet: whether a response has a body
 * depends on what was asked (RFC 9112 §6.3).
 */
final class Exchanges {
    private static final int MAX_PIPELINED = 64;

    private final Deque<String> methods = new ArrayDeque<>();

    void asked(String method) {
        if (methods.size() < MAX_PIPELINED) {
            methods.add(method);
        }
    }

    /** {@return the method that the next response answers; empty if it is not known} */
    String answered() {
        String method = methods.poll();
        return method == null ? "" : method;
    }

    /** Octets are missing: nobody knows what answers what. */
    void forget() {
        methods.clear();
    }
}
