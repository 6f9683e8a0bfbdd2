// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.charging;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.heliograph.charging.cdr.RecordText;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.cli.ConfiguredSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heliograph cdr}. */
@Command(
        name = "cdr",
        description = {
            "Reads charging data records: prints those that fit, a line of JSON each, or their sum.",
            "A record that is there twice counts once; how many were is said at the end."
        },
        footer = {
            "",
            "Example:",
            "  heliograph cdr --data data --where account=447700900001 --sum --by recordType"
        })
public final class CdrCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ConfiguredSettings configured = new ConfiguredSettings();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Files; all of the installation's by default, the open ones too.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--from", paramLabel = "TIME", description = "No records before that.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "No records from that on.")
    private @Nullable String to;

    @Option(
            names = "--where",
            paramLabel = "FIELD=VALUE",
            description = "Only records of which that is so; may be repeated.")
    private Map<String, String> where = new LinkedHashMap<>();

    @Option(names = "--sum", description = "Prints counts and costs only.")
    private boolean sum;

    @Option(names = "--by", paramLabel = "FIELD", description = "One sum for each value of it.")
    private @Nullable String by;

    private final Set<String> seen = new HashSet<>();
    private final Map<String, Sum> sums = new TreeMap<>();
    private long repeats;

    /** Of records that belong together. */
    private record Sum(long count, BigDecimal cost) {
        Sum plus(Sum other) {
            return new Sum(count + other.count, cost.add(other.cost));
        }
    }

    @Override
    public Integer call() throws CommandFailure {
        for (String field : where.keySet()) {
            known(field);
        }
        if (by != null) {
            known(by);
        }
        Instant earliest = from == null ? Instant.MIN : time("--from", from);
        Instant latest = to == null ? Instant.MAX : time("--to", to);
        for (Path file : files()) {
            read(file, earliest, latest);
        }
        if (sum) {
            sums.forEach(
                    (value, each) ->
                            spec.commandLine()
                                    .getOut()
                                    .println(
                                            RecordSums.json(
                                                    by == null ? "" : by,
                                                    value,
                                                    each.count(),
                                                    each.cost())));
        }
        if (repeats > 0) {
            spec.commandLine().getErr().println(repeats + " repeats left out");
        }
        return 0;
    }

    private Instant time(String option, String text) {
        return CostCommand.time(spec.commandLine(), option, text);
    }

    private void known(String field) {
        if (!RecordText.columns().contains(field)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no field " + field + "; there are " + String.join(", ", RecordText.columns()));
        }
    }

    private List<Path> files() throws CommandFailure {
        if (!files.isEmpty()) {
            return files;
        }
        Path directory =
                configured.data().resolve(configured.load().charging().records().directory());
        try (Stream<Path> all = Files.walk(directory, 2)) {
            return all.filter(file -> file.getFileName().toString().startsWith("cdr-"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + directory + ": " + e, e);
        }
    }

    private void read(Path file, Instant earliest, Instant latest) throws CommandFailure {
        int number = 0;
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String line = in.readLine();
            while (line != null) {
                number++;
                if (!line.isBlank() && !line.startsWith("recordId,")) {
                    record(RecordText.values(line), earliest, latest);
                }
                line = in.readLine();
            }
        } catch (IOException e) {
            throw new CommandFailure(file + ":" + number + ": " + e.getMessage(), e);
        }
    }

    private void record(Map<String, String> values, Instant earliest, Instant latest)
            throws IOException {
        if (!fits(values, earliest, latest)) {
            return;
        }
        if (!seen.add(values.getOrDefault("recordId", ""))) {
            repeats++;
            return;
        }
        if (!sum) {
            spec.commandLine().getOut().println(RecordSums.json(values));
            return;
        }
        String value = by == null ? "" : values.getOrDefault(by, "");
        BigDecimal cost = new BigDecimal(values.getOrDefault("cost", "0"));
        sums.merge(value, new Sum(1, cost), Sum::plus);
    }

    private boolean fits(Map<String, String> values, Instant earliest, Instant latest)
            throws IOException {
        Instant time = RecordSums.time(values);
        return !time.isBefore(earliest)
                && time.isBefore(latest)
                && where.entrySet().stream()
                        .allMatch(
                                entry ->
                                        entry.getValue()
                                                .equals(values.getOrDefault(entry.getKey(), "")));
    }
}
