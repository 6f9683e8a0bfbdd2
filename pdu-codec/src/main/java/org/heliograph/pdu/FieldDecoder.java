// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

/** Reads one field from where the cursor stands. */
@FunctionalInterface
public interface FieldDecoder<T> {
    T decode(OctetReader in) throws DecodeException;
}
