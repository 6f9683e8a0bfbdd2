// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

/** The store could not do it; nothing of what was asked is kept, or it says otherwise. */
public class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
