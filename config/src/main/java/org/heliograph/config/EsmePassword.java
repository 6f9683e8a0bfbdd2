// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

/** What is known of the password of an ESME account. */
public sealed interface EsmePassword {
    /** The password of a bind has 9 octets with its NUL (SMPP 3.4 §5.2.2). */
    int LONGEST = 8;

    /** The password itself. */
    record Clear(String password) implements EsmePassword {
        /**
         * @throws IllegalArgumentException if no bind could carry it
         */
        public Clear {
            if (!password.matches("[!-~]{1," + LONGEST + "}")) {
                throw new IllegalArgumentException(
                        "expected one line of 1 to "
                                + LONGEST
                                + " ASCII characters without spaces, which is what SMPP carries");
            }
        }

        /** Without the password, since such things end in logs. */
        @Override
        public String toString() {
            return "Clear";
        }
    }

    /** Enough to recognise the password. */
    record Hashed(PasswordHash hash) implements EsmePassword {}
}
