// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The process of the server under load, where it runs on this machine. */
final class ServerProcess {
    @Option(
            names = "--server-pid",
            paramLabel = "PID",
            converter = Spelling.Pid.class,
            description =
                    "The server's process on this machine, whose processor time is told for each"
                            + " message.")
    private @Nullable ProcessHandle handle;

    Optional<ProcessHandle> handle() {
        return Optional.ofNullable(handle);
    }
}
