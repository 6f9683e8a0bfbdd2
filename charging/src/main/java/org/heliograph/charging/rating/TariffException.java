// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

/** Tables that cannot be used: which file, which line, and why. */
public final class TariffException extends Exception {
    private static final long serialVersionUID = 1;

    TariffException(String file, int line, String reason) {
        super(file + ":" + line + ": " + reason);
    }

    TariffException(String file, String reason) {
        super(file + ": " + reason);
    }
}
