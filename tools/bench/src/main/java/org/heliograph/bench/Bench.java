// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks whose name has a pattern, all by default, and prints one table. */
public final class Bench {
    private static final TimeValue WARMUP = TimeValue.milliseconds(700);
    private static final TimeValue ITERATION = TimeValue.milliseconds(400);

    /**
     * The compiler takes its turn on the worker's thread: on a machine that others use too, what it
     * does on threads of its own would still be under way when the measurement begins.
     */
    private static final String COMPILE_AT_ONCE = "-Xbatch";

    private Bench() {}

    /** Who does the work; a benchmark method each. */
    private enum Contender {
        FLOOR,
        MINIMAL,
        HELIOGRAPH,
        PEER
    }

    private record Score(Result<?> cpu, Result<?> allocated) {
        /** {@return the median of all iterations} One that was disturbed does not move it. */
        double nanoseconds() {
            return cpu.getStatistics().getPercentile(50);
        }
    }

    public static void main(String[] arguments) throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(2)
                        .warmupIterations(4)
                        .warmupTime(WARMUP)
                        .measurementIterations(4)
                        .measurementTime(ITERATION)
                        .jvmArgs("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", COMPILE_AT_ONCE)
                        .addProfiler(GCProfiler.class)
                        .addProfiler(CpuTime.class);
        for (String pattern : arguments) {
            options.include(pattern);
        }
        print(new Runner(options.build()).run());
    }

    private static void print(Collection<RunResult> results) {
        Map<String, Map<Contender, Score>> jobs = new TreeMap<>();
        for (RunResult result : results) {
            String benchmark = result.getParams().getBenchmark();
            int method = benchmark.lastIndexOf('.');
            String job = benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1, method);
            String sample = result.getParams().getParam("sample");
            jobs.computeIfAbsent(
                            sample == null ? job : job + " " + sample,
                            _ -> new EnumMap<>(Contender.class))
                    .put(
                            Contender.valueOf(
                                    benchmark.substring(method + 1).toUpperCase(Locale.ROOT)),
                            score(result));
        }
        System.out.println();
        System.out.println("| job | ns/op | ± | × floor | × minimal | × peer | octets/op |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|");
        jobs.forEach((job, scores) -> row(job, scores));
    }

    private static Score score(RunResult result) {
        var measured = result.getSecondaryResults();
        return new Score(
                Optional.ofNullable(measured.get(CpuTime.LABEL)).orElseThrow(),
                Optional.ofNullable(measured.get("gc.alloc.rate.norm")).orElseThrow());
    }

    /**
     * One line for each contender; the ratios say how much slower Heliograph is than the others.
     */
    private static void row(String job, Map<Contender, Score> scores) {
        Score ours = scores.get(Contender.HELIOGRAPH);
        if (ours == null) {
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %s | %s | %s | %.0f |%n",
                job,
                ours.nanoseconds(),
                ours.cpu.getScoreError(),
                ratio(ours, Optional.ofNullable(scores.get(Contender.FLOOR))),
                ratio(ours, Optional.ofNullable(scores.get(Contender.MINIMAL))),
                ratio(ours, Optional.ofNullable(scores.get(Contender.PEER))),
                ours.allocated.getScore());
    }

    private static String ratio(Score ours, Optional<Score> other) {
        return other.map(
                        o ->
                                String.format(
                                        Locale.ROOT,
                                        "%.2f (%.0f)",
                                        ours.nanoseconds() / o.nanoseconds(),
                                        o.nanoseconds()))
                .orElse("-");
    }
}
