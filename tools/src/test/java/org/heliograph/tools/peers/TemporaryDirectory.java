// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What {@code @TempDir} is to a test, for an extension. */
record TemporaryDirectory(Path path) implements AutoCloseable {
    TemporaryDirectory() throws IOException {
        this(Files.createTempDirectory("heliograph-peers"));
    }

    @Override
    public void close() throws IOException {
        List<Path> contents;
        try (Stream<Path> walk = Files.walk(path)) {
            contents = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : contents) {
            Files.delete(each);
        }
    }
}
