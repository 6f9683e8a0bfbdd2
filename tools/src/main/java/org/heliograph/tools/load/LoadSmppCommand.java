// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.heliograph.config.Listen;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.load.smpp.AddressRange;
import org.heliograph.tools.load.smpp.EsmeFailure;
import org.heliograph.tools.smpp.TlsOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code heliograph load smpp}. */
@Command(
        name = "smpp",
        sortOptions = false,
        description = {
            "Submits short messages as ESMEs do, over many binds at once, and receives them where"
                    + " asked to. Each is followed by a number in its text.",
            "A summary goes to standard error, one line of JSON to standard output. Exit 1 if the"
                    + " run broke off, or anything acknowledged was lost. Ctrl-C ends it early, with"
                    + " what it came to."
        },
        footer = {
            "",
            "Examples:",
            "  As fast as it goes, for ten seconds, to the short code of an account that receives:",
            "  heliograph load smpp --system-id demo --password SECRET --to 1000 \\",
            "      --receive-system-id demo --binds 4 --duration 10s --warmup 2s",
            "",
            "  5000 a second, however slow the server gets, mixed, a tenth with receipts:",
            "  heliograph load smpp --system-id demo --password SECRET --rate 5000 \\",
            "      --to +4477009%%06d --mix text=70,concat=20,ucs2=10 --receipts 0.1"
        })
final class LoadSmppCommand implements Callable<Integer> {
    private static final Duration BY_COUNT_ALONE = Duration.ofDays(1);
    private static final Duration BY_DEFAULT = Duration.ofSeconds(10);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--smpp",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:2775",
            converter = Spelling.Server.class,
            split = ",",
            description =
                    "The message centre, or several, which the binds take in turn;"
                            + " ${DEFAULT-VALUE} by default.")
    private List<Listen> servers = new ArrayList<>();

    @Mixin private TlsOptions tls = new TlsOptions();

    @Option(
            names = "--system-id",
            paramLabel = "U",
            required = true,
            description = "Account that submits; may be repeated, each with its --password.")
    private List<String> systemIds = new ArrayList<>();

    @Option(names = "--password", paramLabel = "P", required = true, description = "Its password.")
    private List<String> passwords = new ArrayList<>();

    @Option(
            names = "--binds",
            paramLabel = "N",
            description = "Binds that submit, the accounts in turn; one for each by default.")
    private @Nullable Integer binds;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "100",
            description = "Most unanswered submit_sm of a bind; ${DEFAULT-VALUE} by default.")
    private int window;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "submit_sm a second, of all binds together, each at its time: latency counts"
                            + " from there, however late it is sent. Without it, each is sent as"
                            + " soon as the window allows.")
    private @Nullable Long rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Spelling.Time.class,
            description = "How long to send after the warm-up; 10s by default.")
    private @Nullable Duration duration;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Ends after N submit_sm, warm-up included.")
    private @Nullable Long count;

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = Spelling.Time.class,
            description =
                    "Sends so long before rates and latencies are measured. Loss counts all the"
                            + " time.")
    private Duration warmup = Duration.ZERO;

    @Option(
            names = "--from",
            paramLabel = "A",
            defaultValue = "Load",
            converter = Spelling.Addresses.class,
            description = "Sender, or a range of them as in --to; ${DEFAULT-VALUE} by default.")
    private AddressRange from = AddressRange.of("Load");

    @Option(
            names = "--to",
            paramLabel = "B",
            required = true,
            converter = Spelling.Addresses.class,
            description =
                    "Recipients in turn: +4477009%%06d is a million, +4477009%%06d:100-299 some of"
                            + " those, 1000 is one. Each is sent to by one bind, as far as there are"
                            + " enough of them, so that their order can be checked.")
    private AddressRange to = AddressRange.of("0");

    @Option(
            names = "--mix",
            paramLabel = "SHARES",
            defaultValue = "text=1",
            converter = Spelling.Shares.class,
            description =
                    "What to send, such as text=70,concat=20,ucs2=10; concat is a text in two"
                            + " parts. ${DEFAULT-VALUE} by default.")
    private Mix mix = Mix.of("text=1");

    @Option(
            names = "--receipts",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the messages that ask for a receipt, 0 to 1.")
    private double receipts;

    @Option(
            names = "--receive-system-id",
            paramLabel = "U",
            description = "Account that receives what is sent; may be repeated.")
    private List<String> receiveSystemIds = new ArrayList<>();

    @Option(
            names = "--receive-password",
            paramLabel = "P",
            description = "Its password; not needed for an account that submits too.")
    private List<String> receivePasswords = new ArrayList<>();

    @Option(
            names = "--receive-binds",
            paramLabel = "N",
            description = "Binds that receive, the accounts in turn; one for each by default.")
    private @Nullable Integer receiveBinds;

    @Option(
            names = "--receive-late",
            description =
                    "Binds those accounts only when all has been sent, so that it waits until then.")
    private boolean receiveLate;

    @Option(
            names = "--receive-sip",
            paramLabel = "HOST:PORT",
            converter = Spelling.Server.class,
            description =
                    "Registers the numbers of --to there as handsets, over UDP, which confirm what"
                            + " arrives with RP-ACK.")
    private @Nullable Listen handsets;

    @Option(
            names = "--reconnect",
            description =
                    "Binds again, to the next server, when a connection is lost. What was not"
                            + " answered is not sent again.")
    private boolean reconnect;

    @Option(
            names = "--response-delay",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = Spelling.Time.class,
            description = "Answers a deliver_sm after so long; at once by default.")
    private Duration responseDelay = Duration.ZERO;

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = Spelling.Time.class,
            description = "To connect, and to be bound; ${DEFAULT-VALUE} by default.")
    private Duration connectTimeout = Duration.ZERO;

    @Option(
            names = "--response-timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = Spelling.Time.class,
            description =
                    "The server is dead if a bind waits so long for any answer; ${DEFAULT-VALUE} by"
                            + " default.")
    private Duration responseTimeout = Duration.ZERO;

    @Option(
            names = "--enquire-link",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = Spelling.Time.class,
            description =
                    "Silence after which a bind asks whether the server is there, and after which it"
                            + " is not; ${DEFAULT-VALUE} by default.")
    private Duration enquireLink = Duration.ZERO;

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = Spelling.Time.class,
            description =
                    "At the end, what has not arrived is lost if nothing more has come for so long;"
                            + " ${DEFAULT-VALUE} by default.")
    private Duration drain = Duration.ZERO;

    @Mixin private ServerProcess server = new ServerProcess();

    @Option(names = "--json", description = "Prints the line of JSON only.")
    private boolean json;

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter err = spec.commandLine().getErr();
        LoadPlan plan = plan();
        Consumer<LoadRun.Progress> progress =
                !json && Terminal.isStandardError() ? p -> err.println(Summary.line(p)) : _ -> {};
        LoadRun whole = new LoadRun(plan, InstantSource.system(), progress);
        try (InterruptibleRun run = new InterruptibleRun(whole)) {
            LoadResult result = run.run();
            if (!json) {
                err.print(Summary.of(result));
            }
            result.failures().forEach(f -> err.println("failed: " + f));
            err.flush();
            PrintWriter out = spec.commandLine().getOut();
            out.println(ResultJson.of(result));
            out.flush();
            return result.failures().isEmpty() ? 0 : 1;
        } catch (EsmeFailure e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private LoadPlan plan() throws CommandFailure {
        try {
            List<LoadPlan.Account> senders = accounts(systemIds, passwords, "--password");
            List<LoadPlan.Account> receivers = receivers(senders);
            Duration time = count == null ? BY_DEFAULT : BY_COUNT_ALONE;
            return new LoadPlan(
                    servers,
                    tls.open(),
                    senders,
                    binds == null ? senders.size() : binds,
                    window,
                    given(rate, "--rate"),
                    given(count, "--count"),
                    duration == null ? time : duration,
                    warmup,
                    from,
                    to,
                    mix,
                    receipts,
                    receivers,
                    receiveBinds == null ? receivers.size() : receiveBinds,
                    receiveLate,
                    responseDelay,
                    connectTimeout,
                    responseTimeout,
                    enquireLink,
                    drain,
                    reconnect,
                    Optional.ofNullable(handsets),
                    server.handle());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static long given(@Nullable Long value, String option) {
        if (value != null && value == 0) {
            throw new IllegalArgumentException(option + " is more than 0");
        }
        return value == null ? 0 : value;
    }

    private static List<LoadPlan.Account> accounts(
            List<String> names, List<String> secrets, String option) {
        if (names.size() != secrets.size()) {
            throw new IllegalArgumentException(
                    names.size()
                            + " accounts, but "
                            + option
                            + " stands there "
                            + secrets.size()
                            + " times");
        }
        List<LoadPlan.Account> accounts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            accounts.add(new LoadPlan.Account(names.get(i), secrets.get(i)));
        }
        return accounts;
    }

    private List<LoadPlan.Account> receivers(List<LoadPlan.Account> senders) {
        if (!receivePasswords.isEmpty()) {
            return accounts(receiveSystemIds, receivePasswords, "--receive-password");
        }
        List<LoadPlan.Account> accounts = new ArrayList<>();
        for (String name : receiveSystemIds) {
            accounts.add(
                    senders.stream()
                            .filter(a -> a.systemId().equals(name))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "--receive-password of "
                                                            + name
                                                            + " is missing")));
        }
        return accounts;
    }
}
