// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.setup;

import java.util.concurrent.Callable;
import org.heliograph.config.Settings;
import org.heliograph.mmsc.setup.HandsetSetup;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.cli.ConfiguredSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin private ConfiguredSettings configured = new ConfiguredSettings();

    @Override
    public Integer call() throws CommandFailure {
        Settings settings = configured.load();
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
    }
}
