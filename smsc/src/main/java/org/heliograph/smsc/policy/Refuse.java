// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.policy;

/**
 * It goes no further.
 *
 * @param cause for the log
 */
public record Refuse(String cause) implements Decision {
    public Refuse {
        Accept.requireWord("a cause", cause);
    }

    @Override
    public String toString() {
        return "refuse " + cause;
    }
}
