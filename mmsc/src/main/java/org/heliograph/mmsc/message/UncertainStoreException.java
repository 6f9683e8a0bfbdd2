// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

/** Nobody knows whether the store has kept what it was given: it failed while it committed. */
public final class UncertainStoreException extends StoreException {
    private static final long serialVersionUID = 1L;

    public UncertainStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
