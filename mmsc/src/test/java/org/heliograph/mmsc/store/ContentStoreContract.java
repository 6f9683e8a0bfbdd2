// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import org.heliograph.mmsc.Messages;
import org.heliograph.mmsc.message.Body;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.message.Tokens;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.api.Test;

/** What every store of contents does. */
interface ContentStoreContract {
    Tokens TOKENS = new Tokens(InstantSource.system(), "mms.example");

    ContentStore contents();

    @Test
    default void givesBackWhatWasPut() throws IOException {
        Token name = TOKENS.token();
        contents().put(name, Body.of(Messages.body()));
        try (InputStream in = contents().open(name).orElseThrow()) {
            assertArrayEquals(Messages.body().toArray(), in.readAllBytes());
        }
        assertTrue(contents().open(TOKENS.token()).isEmpty());
    }

    @Test
    default void letsAReaderFinishWhatIsRemoved() throws IOException {
        Token name = TOKENS.token();
        contents().put(name, Body.of(Messages.body()));
        try (InputStream in = contents().open(name).orElseThrow()) {
            contents().remove(name);
            assertArrayEquals(Messages.body().toArray(), in.readAllBytes());
        }
        assertTrue(contents().open(name).isEmpty());
        contents().remove(name);
    }

    @Test
    default void sweepsWhatNobodyUses() throws IOException {
        Token used = TOKENS.token();
        contents().put(used, Body.of(Octets.of(1)));
        contents().put(TOKENS.token(), Body.of(Octets.of(2)));
        contents().put(TOKENS.token(), Body.of(Octets.EMPTY));
        assertEquals(2, contents().sweep(used::equals));
        assertEquals(0, contents().sweep(used::equals));
        contents().open(used).orElseThrow().close();
    }

    @Test
    default void neverReplacesAContent() throws IOException {
        Token name = TOKENS.token();
        contents().put(name, Body.of(Octets.of(1)));
        assertThrows(IOException.class, () -> contents().put(name, Body.of(Octets.of(2))));
        try (InputStream in = contents().open(name).orElseThrow()) {
            assertArrayEquals(new byte[] {1}, in.readAllBytes());
        }
    }
}
