// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

/**
 * Names a message for good; later ones are greater. Written in decimal, as every ESME can read it.
 */
public record MessageId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
