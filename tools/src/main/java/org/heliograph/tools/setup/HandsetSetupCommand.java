// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.setup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.heliograph.config.ConfigException;
import org.heliograph.config.Settings;
import org.heliograph.config.SettingsLoader;
import org.heliograph.mmsc.setup.HandsetSetup;
import org.heliograph.tools.cli.CommandFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heliograph handset-setup}. */
@Command(
        name = "handset-setup",
        description = {
            "Prints what handsets are to be set up with, from the settings in handsetSetup:",
            "apple: a configuration profile (.mobileconfig); android: an apns-conf.xml."
        },
        footer = {
            "",
            "Example:",
            "  heliograph handset-setup android --set handsetSetup.apn=internet"
        })
public final class HandsetSetupCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "apple|android", description = "For which handsets.")
    private String handsets = "";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML with what differs from the defaults; may be repeated.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "key=value",
            description = "One setting, such as handsetSetup.mcc=901; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Override
    public Integer call() throws CommandFailure {
        try {
            Settings settings = SettingsLoader.load(files, overrides);
            HandsetSetup setup =
                    HandsetSetup.of(
                            settings.handsetSetup(),
                            settings.mmsc().contentBase(settings.mmsc().mm1().listen()));
            HandsetSetup.Document document =
                    switch (handsets) {
                        case "apple" -> setup.apple();
                        case "android" -> setup.android();
                        default ->
                                throw new ParameterException(
                                        spec.commandLine(),
                                        "expected apple or android, got '" + handsets + "'");
                    };
            spec.commandLine().getOut().print(document.text());
            spec.commandLine().getOut().flush();
            return 0;
        } catch (ConfigException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
