// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

/**
 * The operator's settings or data directory cannot be used. The message is meant for the operator:
 * where, which setting, what was expected. Checked and stackless, because not the code is at fault.
 */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;

    ConfigException(String message) {
        super(message, null, false, false);
        this.message = message;
    }

    ConfigException(String message, Throwable cause) {
        super(message, cause, false, false);
        this.message = message;
    }

    /** {@return the whole of what an operator needs to see} */
    @Override
    public String getMessage() {
        return message;
    }
}
