// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.cli;

/** A command could not do its job: one line for standard error, exit code 1. */
public final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
