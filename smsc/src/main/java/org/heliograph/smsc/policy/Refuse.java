// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.policy;

import org.heliograph.config.script.Word;

/**
 * It goes no further.
 *
 * @param cause for the log
 */
public record Refuse(String cause) implements Decision {
    public Refuse {
        cause = Word.of("a cause", cause);
    }

    @Override
    public String toString() {
        return "refuse " + cause;
    }
}
