// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.mms;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.wsp.Multipart;

/**
 * Where the parts of received messages are saved. File names are ours: nothing that a message says
 * becomes part of a path.
 */
public final class PartFolder {
    private static final int MAX_FILES = 100_000;

    private final Path folder;
    private int next = 1;

    public PartFolder(Path folder) {
        this.folder = folder;
    }

    /** {@return the files written: one for each part but the presentation} */
    public synchronized List<Path> save(Multipart message) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (Multipart.Part part : message.parts()) {
            if (!part.contentType().mediaType().equals("application/smil")) {
                files.add(save(part));
            }
        }
        return files;
    }

    private Path save(Multipart.Part part) throws IOException {
        String extension = MediaType.extension(part.contentType().mediaType());
        while (next < MAX_FILES) {
            Path file = folder.resolve("mms-%03d.%s".formatted(next++, extension));
            if (!Files.exists(file)) { // one of an earlier run stays as it is
                try (OutputStream out =
                        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
                    part.body().writeTo(out);
                }
                return file;
            }
        }
        throw new IOException(folder + " is full");
    }
}
