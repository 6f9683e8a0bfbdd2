// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.route;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.heliograph.config.ConfigException;
import org.heliograph.config.RouteRows;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Router;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.cli.ConfiguredSettings;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.json.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heliograph route explain}. */
@Command(
        name = "explain",
        description = {
            "Says which route a message would take and why, and which were passed over.",
            "Reads the settings as serve does; asks no server, and sends nothing."
        },
        footer = {"", "Example:", "  heliograph route explain esme:demo 447700900123"})
final class RouteExplainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FROM",
            description = "esme:NAME, upstream:NAME, or the number of a handset.")
    private String from = "";

    @Parameters(paramLabel = "TO", description = "The destination as it is written.")
    private String to = "";

    @Mixin private ConfiguredSettings configured = new ConfiguredSettings();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When it is sent, such as 2026-11-22T20:00Z; now by default.")
    private String at = "";

    @Option(
            names = "--away",
            paramLabel = "upstream:NAME",
            description = "What cannot be reached, esme:NAME too; may be repeated.")
    private List<String> away = new ArrayList<>();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws CommandFailure {
        Instant time = time();
        try {
            SmscSettings settings = configured.load().smsc();
            Router router =
                    new Router(
                            settings.smpp().accounts(),
                            settings.smpp().upstreams(),
                            settings.routing(),
                            () -> time);
            if (!settings.routing().file().isEmpty()) {
                router.load(RouteRows.read(configured.data().resolve(settings.routing().file())));
            }
            router.reachedBy(
                    route ->
                            away.stream()
                                    .noneMatch(one -> (text(route) + ":").startsWith(one + ":")));
            print(router.explain(origin(), TpAddress.of(to)));
            return 0;
        } catch (ConfigException | IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private Instant time() {
        try {
            return at.isEmpty() ? Instant.now() : OffsetDateTime.parse(at).toInstant();
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(), "--at: no time such as 2026-11-22T20:00Z: " + at, e);
        }
    }

    private Origin origin() {
        if (from.startsWith("esme:")) {
            return new Origin.Esme(from.substring(5));
        } else if (from.startsWith("upstream:")) {
            return new Origin.Upstream(from.substring(9));
        }
        return new Origin.Subscriber(
                new Msisdn(from.startsWith("+") ? from.substring(1) : from), 0);
    }

    private static String text(Route route) {
        return switch (route) {
            case Route.Destination destination -> destination.text();
            case Route.Reject(var reason) -> "nowhere: " + reason;
        };
    }

    private void print(Router.Explanation why) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(
                    JsonText.of(
                            Json.object()
                                    .put("from", from)
                                    .put("to", to)
                                    .put("number", why.number().toString())
                                    .put("route", text(why.route()))
                                    .put("rule", why.rule())
                                    .put(
                                            "passedOver",
                                            Json.of(
                                                    why.passedOver().stream()
                                                            .map(Json::of)
                                                            .toList()))
                                    .build()));
            return;
        }
        String read = why.number().toString();
        out.println("from    " + from);
        out.println("to      " + to + (read.equals(to) ? "" : ", read as " + read));
        out.println("goes    " + text(why.route()));
        out.println("by      " + why.rule());
        why.passedOver().forEach(one -> out.println("not by  " + one));
    }
}
