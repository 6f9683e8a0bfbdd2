// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

/**
 * A run of a script that came to no answer. The reason names no value that the script had in hand:
 * those may be what nobody is to read in a log.
 */
public final class ScriptFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason with the line of the script, where that is known
     */
    public ScriptFailure(String reason) {
        super(reason, null, false, false);
    }

    /** {@return the reason} */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
