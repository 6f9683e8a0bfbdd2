// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.smpp;

/** No bind could be had, or a bind ended: one line that says why. */
public final class EsmeFailure extends Exception {
    private static final long serialVersionUID = 1L;

    EsmeFailure(String message) {
        super(message);
    }

    public EsmeFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
