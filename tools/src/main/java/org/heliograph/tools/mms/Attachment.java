// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.mms;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heliograph.pdu.Octets;

/**
 * Something to send with a multimedia message.
 *
 * @param name what the part is called: letters, digits, dot, dash and underscore
 */
public record Attachment(String name, String mediaType, Octets content) {
    /** No MMSC takes more. */
    private static final int MAX_OCTETS = 16 << 20;

    /** Reads a file; its media type is found by its content, else by its name. */
    public static Attachment read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MAX_OCTETS + 1);
            if (octets.length > MAX_OCTETS) {
                throw new IOException(file + " is longer than " + MAX_OCTETS + " octets");
            }
            return of(String.valueOf(file.getFileName()), Octets.ofOwned(octets));
        }
    }

    public static Attachment of(String fileName, Octets content) {
        String safe = fileName.replaceAll("[^A-Za-z0-9._-]", "_");
        return new Attachment(safe, MediaType.of(fileName, content), content);
    }

    public static Attachment text(String name, String text) {
        return new Attachment(name, "text/plain", Octets.of(text, StandardCharsets.UTF_8));
    }

    boolean isText() {
        return mediaType.equals("text/plain");
    }
}
