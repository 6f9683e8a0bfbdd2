// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heliograph.mmsc.message.ContentStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentStoreTest implements ContentStoreContract {
    @TempDir private Path directory;
    private FileContentStore contents;

    @BeforeEach
    void open() throws IOException {
        contents = new FileContentStore(directory);
    }

    @Override
    public ContentStore contents() {
        return contents;
    }

    @Test
    void leavesFilesOfOthersAlone() throws IOException {
        Path other = Files.writeString(directory.resolve("README"), "mine");
        Files.writeString(directory.resolve("AAAAAAAAAAAAAAAAAAAAAA.partial"), "half");
        assertEquals(1, contents.sweep(_ -> false));
        assertTrue(Files.exists(other));
    }
}
