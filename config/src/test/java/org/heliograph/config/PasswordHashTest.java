// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PasswordHashTest {
    /** From the tests of the reference implementation (P-H-C/phc-winner-argon2, test.c). */
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    @Test
    void agreesWithTheReferenceImplementation() {
        PasswordHash hash = PasswordHash.parse(REFERENCE);
        assertTrue(hash.matches("password"));
        assertFalse(hash.matches("Password"));
        assertEquals(REFERENCE, hash.toString());
    }

    @Test
    void readsWhatItWritesAndSaltsEachHash() {
        String written = PasswordHash.of("secret01").toString();
        assertTrue(PasswordHash.parse(written).matches("secret01"), written);
        assertNotEquals(written, PasswordHash.of("secret01").toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    argon2i         | $argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8
                    old version     | $argon2id$v=16$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8
                    too much memory | $argon2id$v=19$m=65537,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8
                    too many passes | $argon2id$v=19$m=65536,t=11,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8
                    too many lanes  | $argon2id$v=19$m=65536,t=2,p=5$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8
                    no memory       | $argon2id$v=19$m=0,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8
                    no passes       | $argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8
                    no salt         | $argon2id$v=19$m=65536,t=2,p=1$$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8
                    salt of no octets| $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQAA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8
                    two lines       | $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8\\n
                    """)
    void refusesWhatItCannotCheckInBoundedTime(String name, String text) {
        assertThrows(
                IllegalArgumentException.class,
                () -> PasswordHash.parse(text.replace("\\n", "\n")),
                name);
    }
}
