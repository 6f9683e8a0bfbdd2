// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.subscribers.SipCredentials.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SipCredentialsTest {
    private static final String MD5 = "0123456789abcdef0123456789ABCDEF";
    private static final String SHA_256 = MD5 + MD5;

    @TempDir Path directory;

    private SipCredentials read(String text) throws IOException {
        Path file = directory.resolve("sip.users");
        Files.writeString(file, text);
        return SipCredentials.read(file, "ims.example");
    }

    @Test
    void readsWhatHtdigestWrites() throws IOException {
        SipCredentials read =
                read(
                        "# lab\n\n447700900001:ims.example:"
                                + MD5
                                + "\n447700900001:IMS.example:"
                                + SHA_256
                                + "\nalice:elsewhere.example:no hash at all\nbob:ims.example:"
                                + MD5
                                + ":+447700900002\n");
        assertEquals(List.of(Algorithm.MD5), read.algorithms());
        assertEquals(
                Map.of(
                        Algorithm.MD5,
                        MD5.toLowerCase(java.util.Locale.ROOT),
                        Algorithm.SHA_256,
                        SHA_256.toLowerCase(java.util.Locale.ROOT)),
                read.of("447700900001").orElseThrow().ha1());
        assertEquals(new Msisdn("447700900002"), read.of("bob").orElseThrow().number());
        assertEquals(Optional.empty(), read.of("alice"));
        assertTrue(SipCredentials.none().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    447700900001:ims.example                | line 1: expected user:realm:HA1
                    447700900001:ims.example:M:1:2          | line 1: expected user:realm:HA1
                    447700900001:ims.example:xyz            | line 1: HA1 is not hex
                    447700900001:ims.example:00             | line 1: HA1 has 32 hex digits
                    alice:ims.example:M                     | line 1: neither
                    447700900001:ims.example:M~447700900001:ims.example:M | line 2: the user is there already
                    a:ims.example:M:447700900001~a:ims.example:S:447700900002 | line 2: the user is there already
                    447700900001:ims.example:M~447700900002:ims.example:S | every user needs a line
                    """)
    void saysWhichLineCannotBeRead(String text, String reason) {
        var e =
                assertThrows(
                        IOException.class,
                        () ->
                                read(
                                        text.replace(":M", ":" + MD5)
                                                .replace(":S", ":" + SHA_256)
                                                .replace('~', '\n')));
        assertTrue(String.valueOf(e.getMessage()).contains(reason), e::toString);
    }
}
