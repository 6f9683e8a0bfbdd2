// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.smpp;

/** The SMSC refused a request, or did not answer it. */
public final class EsmeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int commandStatus;

    EsmeException(String message, int commandStatus, Throwable cause) {
        super(message, cause);
        this.commandStatus = commandStatus;
    }

    /** {@return the command_status of the refusal; 0 if there was no answer} */
    public int commandStatus() {
        return commandStatus;
    }
}
