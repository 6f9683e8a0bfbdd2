// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.heliograph.config.EsmePassword;
import org.heliograph.config.SecretFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code heliograph smpp password}, by what the centre reads from it. */
final class SmppPasswordTest {
    @TempDir private Path directory = Path.of("");

    @Test
    void makesAPasswordAndTheFileThatKnowsIt() throws Exception {
        CommandRun run = CommandRun.of("smpp", "password", "--make");
        assertEquals(0, run.code(), run.err());
        Files.writeString(directory.resolve("bank"), run.out());

        EsmePassword read = SecretFile.esmePassword(directory, "bank").password();
        String made = run.err().strip().replaceFirst("password ", "");
        assertTrue(read instanceof EsmePassword.Hashed(var hash) && hash.matches(made), run.err());
    }
}
