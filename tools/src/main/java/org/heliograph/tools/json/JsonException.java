// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.json;

/** JSON that does not say what it should: where in it, and why. */
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param path names from the outermost member on, with dots between; empty for the whole
     */
    public JsonException(String path, String reason) {
        super(path.isEmpty() ? reason : path + ": " + reason);
    }
}
