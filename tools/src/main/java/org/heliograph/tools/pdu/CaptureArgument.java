// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.heliograph.tools.capture.CaptureMagic;
import org.heliograph.tools.cli.CommandFailure;

/** Tells an argument that names a packet capture from one that names hexadecimal. */
final class CaptureArgument {
    private CaptureArgument() {}

    /**
     * {@return the capture, to be closed; empty if the argument is something else}
     *
     * @param argument what stands on the command line
     * @param standardInput what {@code -} reads; it can be marked, and nothing of it is lost
     */
    static Optional<InputStream> of(String argument, InputStream standardInput)
            throws CommandFailure {
        try {
            if (argument.equals("-")) {
                standardInput.mark(CaptureMagic.OCTETS);
                byte[] beginning = standardInput.readNBytes(CaptureMagic.OCTETS);
                standardInput.reset();
                return CaptureMagic.matches(beginning)
                        ? Optional.of(standardInput)
                        : Optional.empty();
            }
            if (!argument.startsWith("@") || !Files.isReadable(Path.of(argument.substring(1)))) {
                return Optional.empty();
            }
            Path file = Path.of(argument.substring(1));
            byte[] beginning;
            try (InputStream in = Files.newInputStream(file)) {
                beginning = in.readNBytes(CaptureMagic.OCTETS);
            }
            return CaptureMagic.matches(beginning)
                    ? Optional.of(Files.newInputStream(file))
                    : Optional.empty();
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + argument + ": " + e.getMessage(), e);
        }
    }
}
