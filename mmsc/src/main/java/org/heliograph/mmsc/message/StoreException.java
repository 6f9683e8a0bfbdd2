// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

/**
 * The store could not do its work, and nothing of it is durable. The caller may try again later.
 */
public sealed class StoreException extends RuntimeException permits UncertainStoreException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
