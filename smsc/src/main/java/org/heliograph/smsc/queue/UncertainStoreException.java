// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

/** Nobody knows whether the store has kept what it was given: it failed while it committed. */
public final class UncertainStoreException extends StoreException {
    private static final long serialVersionUID = 1;

    public UncertainStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
