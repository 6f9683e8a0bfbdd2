// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

/**
 * A run went beyond a bound. An error, so that nothing that a script calls takes it for its own.
 */
final class ScriptLimit extends Error {
    private static final long serialVersionUID = 1L;

    /** Whether it was the time. */
    private final boolean late;

    ScriptLimit(String reason, boolean late) {
        super(reason, null, false, true); // where it was in the script is worth its trace
        this.late = late;
    }

    boolean late() {
        return late;
    }
}
