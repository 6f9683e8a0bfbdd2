// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

/**
 * The store could not do its work; nothing is known to be durable. The caller may try again later.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
