// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.charging;

import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.heliograph.charging.rating.Rater;
import org.heliograph.charging.rating.Rating;
import org.heliograph.charging.rating.RatingRequest;
import org.heliograph.charging.rating.TariffException;
import org.heliograph.charging.rating.TariffReader;
import org.heliograph.charging.rating.Usage;
import org.heliograph.config.ChargingSettings;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.cli.ConfiguredSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code heliograph cost}. */
@Command(
        name = "cost",
        description = {
            "Prints what an event costs by the tariffs of a directory, and which row of each table",
            "makes it so, as JSON. Changes nothing."
        },
        footer = {
            "",
            "Example:",
            "  heliograph cost --tariffs tariffs --category call --subject 1001 \\",
            "    --destination 61412345678 --answer-time 2026-11-22T12:00:00Z --usage 123s"
        })
public final class CostCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ConfiguredSettings configured = new ConfiguredSettings();

    @Option(
            names = "--tariffs",
            paramLabel = "DIR",
            description = "The tables; charging.rating.tariffs of the settings by default.")
    private @Nullable Path tariffs;

    @Option(
            names = "--category",
            required = true,
            description = "sms, mms, call, data, or another of the tables.")
    private String category = "";

    @Option(names = "--tenant", description = "charging.tenant of the settings by default.")
    private @Nullable String tenant;

    @Option(names = "--subject", description = "Who pays; *any by default.")
    private String subject = "*any";

    @Option(names = "--destination", required = true, description = "A number.")
    private String destination = "";

    @Option(
            names = "--answer-time",
            paramLabel = "TIME",
            description = "When it begins, such as 2026-11-22T12:00:00Z; now by default.")
    private @Nullable String answerTime;

    @Option(
            names = "--usage",
            description = "A time such as 123s, or a number of units; 1 by default.")
    private String usage = "1";

    @Override
    public Integer call() throws CommandFailure {
        ChargingSettings settings = configured.load().charging();
        var request =
                new RatingRequest(
                        category,
                        tenant == null ? settings.tenant() : tenant,
                        subject,
                        destination,
                        time(spec.commandLine(), "--answer-time", answerTime),
                        usage());
        Rater rater =
                new Rater(
                        ZoneId.of(settings.rating().timeZone()),
                        settings.rating().roundsIncrementsTo());
        try {
            rater.replace(TariffReader.read(directory(settings)));
        } catch (TariffException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
        return switch (rater.rate(request)) {
            case Rating.Rated rated -> {
                spec.commandLine().getOut().println(RatingJson.of(request, rated));
                yield 0;
            }
            case Rating.Unrated(Instant at) ->
                    throw new CommandFailure(
                            "no price for "
                                    + String.join(" ", request.tenant(), category, subject)
                                    + " to "
                                    + destination
                                    + " at "
                                    + at);
        };
    }

    private Path directory(ChargingSettings settings) throws CommandFailure {
        if (tariffs != null) {
            return tariffs;
        }
        if (settings.rating().tariffs().isEmpty()) {
            throw new CommandFailure("no tables: give --tariffs, or set charging.rating.tariffs");
        }
        return configured.data().resolve(settings.rating().tariffs());
    }

    private Usage usage() {
        try {
            return Usage.of(usage);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--usage: " + e.getMessage(), e);
        }
    }

    static Instant time(CommandLine command, String option, @Nullable String text) {
        return Optional.ofNullable(text)
                .map(
                        given -> {
                            try {
                                return OffsetDateTime.parse(given).toInstant();
                            } catch (DateTimeParseException e) {
                                throw new ParameterException(
                                        command,
                                        option + ": a time such as 2026-11-22T12:00:00Z expected",
                                        e);
                            }
                        })
                .orElseGet(Instant::now);
    }
}
