// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.heliograph.config.Listen;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.load.mm1.Mm1Plan;
import org.heliograph.tools.load.mm1.Mm1Result;
import org.heliograph.tools.load.mm1.Mm1Run;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code heliograph load mm1}. */
@Command(
        name = "mm1",
        sortOptions = false,
        description = {
            "Sends multimedia messages as user agents do, over connections that are kept; is the SMSC"
                    + " that the MMSC binds to, and so hears of each message; then fetches and"
                    + " acknowledges all of them. Each is followed by a number in its photo, and goes"
                    + " to a recipient of its own.",
            "A summary goes to standard error, one line of JSON to standard output. Exit 1 if the"
                    + " run broke off, or anything accepted could not be fetched whole."
        },
        footer = {
            "",
            "Example, to a server begun with --set mmsc.smpp.smsc=127.0.0.1:12775:",
            "  heliograph load mm1 --smsc-listen 127.0.0.1:12775 --duration 10s --warmup 5s"
        })
final class LoadMm1Command implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--mm1",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8002",
            converter = Spelling.Server.class,
            description = "Where the MMSC listens; ${DEFAULT-VALUE} by default.")
    private Listen mm1 = new Listen("127.0.0.1", 8002);

    @Option(
            names = "--smsc-listen",
            paramLabel = "HOST:PORT",
            converter = Spelling.Server.class,
            description =
                    "Where to listen as the SMSC: mmsc.smpp.smsc of the MMSC. Any password is taken."
                            + " Without it messages are sent only.")
    private @Nullable Listen smsc;

    @Option(
            names = "--identity-header",
            paramLabel = "NAME",
            defaultValue = "X-MSISDN",
            description = "Has the number of who calls; ${DEFAULT-VALUE} by default.")
    private String identityHeader = "X-MSISDN";

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "32",
            description = "Connections at a time; ${DEFAULT-VALUE} by default.")
    private int connections;

    @Option(
            names = "--octets",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Of the photo in each message; ${DEFAULT-VALUE} by default.")
    private int octets;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Messages a second; as fast as answers come by default.")
    private long rate;

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = Spelling.Time.class,
            description = "Sends so long before it measures; ${DEFAULT-VALUE} by default.")
    private Duration warmup = Duration.ZERO;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = Spelling.Time.class,
            description = "Sends so long after that; ${DEFAULT-VALUE} by default.")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Sends at most so many; ${DEFAULT-VALUE} by default.")
    private int count;

    @Option(
            names = "--together",
            description =
                    "Half of the connections fetch and acknowledge while the others send, not after"
                            + " them.")
    private boolean together;

    @Option(
            names = "--reconnect",
            description = "Goes on when a connection is lost, as when the server is killed.")
    private boolean reconnect;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = Spelling.Time.class,
            description =
                    "For the MMSC to bind, and at the end for a notification that is missing;"
                            + " ${DEFAULT-VALUE} by default.")
    private Duration patience = Duration.ZERO;

    @Mixin private ServerProcess server = new ServerProcess();

    @Option(names = "--json", description = "Prints the line of JSON only.")
    private boolean json;

    @Override
    public Integer call() throws CommandFailure {
        Mm1Plan plan = plan();
        try {
            Mm1Result result = new Mm1Run(plan).run();
            PrintWriter err = spec.commandLine().getErr();
            if (!json) {
                err.print(summary(result));
            }
            result.failures()
                    .forEach((what, times) -> err.println("failed: " + what + ": " + times));
            err.flush();
            PrintWriter out = spec.commandLine().getOut();
            out.println(Mm1Json.of(plan, result));
            out.flush();
            return result.isWhole() ? 0 : 1;
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", e);
        }
    }

    private Mm1Plan plan() {
        try {
            return new Mm1Plan(
                    mm1,
                    Optional.ofNullable(smsc),
                    identityHeader,
                    connections,
                    octets,
                    rate,
                    warmup,
                    duration,
                    count,
                    together,
                    reconnect,
                    patience,
                    server.handle());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static String summary(Mm1Result result) {
        StringBuilder text = new StringBuilder();
        for (Mm1Result.Phase phase : result.cycle()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-12s %,9d, %,8.0f/s; %s; server %.0f µs each%n",
                            phase.name(),
                            phase.count(),
                            phase.perSecond(),
                            Summary.latency(phase.micros()),
                            phase.serverMicros()));
        }
        text.append(
                String.format(
                        Locale.ROOT,
                        "notification           %s%n"
                                + "accepted %,d, notified %,d, fetched %,d, acknowledged %,d; lost"
                                + " %,d, damaged %,d, notified again %,d%n%s%n",
                        Summary.latency(result.notification()),
                        result.accepted(),
                        result.notified(),
                        result.fetched(),
                        result.acknowledged(),
                        result.lost(),
                        result.damaged(),
                        result.repeatedNotifications(),
                        Summary.machine()));
        return text.toString();
    }
}
