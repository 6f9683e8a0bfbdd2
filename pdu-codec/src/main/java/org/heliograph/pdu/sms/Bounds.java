// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

/** Ranges of the numbers in TPDUs, for the constructors of their records. */
final class Bounds {
    private Bounds() {}

    static void octet(String field, int value) {
        within(field, value, 0, 0xFF);
    }

    static void within(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    field + " " + value + " is not " + least + " to " + most);
        }
    }
}
