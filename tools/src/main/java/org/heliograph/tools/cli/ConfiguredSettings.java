// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.config.ConfigException;
import org.heliograph.config.Settings;
import org.heliograph.config.SettingsLoader;
import picocli.CommandLine.Option;

/** The options that say which installation is meant. */
public final class ConfiguredSettings {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML with what differs from the defaults; may be repeated.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "key=value",
            description = "One setting, such as smsc.smpp.listen=127.0.0.1:3000; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the installation keeps its files; ./data by default.")
    private Path data = Path.of("data");

    public Settings load() throws CommandFailure {
        try {
            return SettingsLoader.load(files, overrides);
        } catch (ConfigException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    public Path data() {
        return data;
    }
}
