// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.heliograph.pdu.Octets;

/** Octets as commands take them: hexadecimal, {@code @FILE} of hexadecimal, or {@code -}. */
public final class HexInput {
    /** Far beyond any PDU: an MMS with its photos in hexadecimal. */
    private static final int MAX_CHARACTERS = 64 << 20;

    private HexInput() {}

    /**
     * @param argument what stands on the command line
     * @param standardInput what {@code -} reads
     */
    public static Octets read(String argument, InputStream standardInput) throws CommandFailure {
        try {
            if (argument.equals("-")) {
                return parse(standardInput, "standard input");
            }
            if (argument.startsWith("@")) {
                try (InputStream file = Files.newInputStream(Path.of(argument.substring(1)))) {
                    return parse(file, argument.substring(1));
                }
            }
            return hex(argument, "the argument");
        } catch (NoSuchFileException e) {
            throw new CommandFailure("no such file: " + argument.substring(1), e);
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + argument + ": " + e.getMessage(), e);
        }
    }

    private static Octets parse(InputStream in, String where) throws IOException, CommandFailure {
        byte[] text = in.readNBytes(MAX_CHARACTERS + 1);
        if (text.length > MAX_CHARACTERS) {
            throw new CommandFailure(where + " is longer than " + MAX_CHARACTERS + " octets");
        }
        return hex(new String(text, StandardCharsets.ISO_8859_1), where);
    }

    private static Octets hex(String text, String where) throws CommandFailure {
        try {
            Octets octets = Octets.ofHex(text);
            if (octets.isEmpty()) {
                throw new CommandFailure(where + " is empty");
            }
            return octets;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(where + " is not hexadecimal: " + e.getMessage(), e);
        }
    }
}
