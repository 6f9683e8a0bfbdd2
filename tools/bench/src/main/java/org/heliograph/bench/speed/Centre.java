// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A message centre that runs, and what is sent to it. */
final class Centre implements AutoCloseable {
    private final Path root;
    private final Path data;
    private final int smpp = Program.freePort();
    private final int sip = Program.freePort();
    private final Program program;
    private final double started;

    /**
     * Starts it and waits until it listens.
     *
     * @param root of the project
     * @param data the data directory, there already
     * @param javaOptions such as the most heap
     * @param settings beside those that give it ports of its own
     */
    Centre(Path root, Path data, List<String> javaOptions, List<String> settings) {
        this.root = root;
        this.data = data;
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "smsc.smpp.listen=127.0.0.1:" + smpp,
                                "smsc.sip.listen=127.0.0.1:" + sip,
                                "console.listen=127.0.0.1:" + Program.freePort(),
                                "mmsc.enabled=false"));
        all.addAll(settings);
        List<String> command = command(root, data, javaOptions, all);
        program = Program.start(root, data.resolve("serve.log"), smpp, command);
        started = program.cpuMicros();
    }

    /** {@return the command that serves with these settings} */
    static List<String> command(
            Path root, Path data, List<String> javaOptions, List<String> settings) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "env",
                                "JDK_JAVA_OPTIONS=" + String.join(" ", javaOptions),
                                root.resolve("heliograph").toString(),
                                "serve",
                                "--data",
                                data.toString()));
        for (String setting : settings) {
            command.addAll(List.of("--set", setting));
        }
        return command;
    }

    int smpp() {
        return smpp;
    }

    String sip() {
        return "127.0.0.1:" + sip;
    }

    /** {@return the password of an account} */
    String password(String systemId) throws IOException {
        return Files.readString(data.resolve("esme-" + systemId + ".password")).strip();
    }

    /** {@return what the JDK's jcmd answers about it} */
    String ask(String jcmd, String what) {
        return program.ask(jcmd, what);
    }

    /** {@return the most memory that it has had so far, in kB, as the system counts it} */
    String peakMemory() throws IOException {
        return program.peakMemory();
    }

    /**
     * Sends to an ESME that receives.
     *
     * @param rate messages a second; 0: as fast as it goes
     */
    JsonNode toEsme(Duration warmup, Duration time, long rate) throws IOException {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--to",
                                "1000",
                                "--receive-system-id",
                                "demo",
                                "--receive-binds",
                                "2",
                                "--binds",
                                "4",
                                "--window",
                                "200"));
        if (rate > 0) {
            options.addAll(List.of("--rate", Long.toString(rate)));
        }
        return load(warmup, time, options.toArray(String[]::new));
    }

    /** {@return what {@code heliograph load smpp} tells} */
    JsonNode load(Duration warmup, Duration time, String... options) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                root.resolve("heliograph").toString(),
                                "load",
                                "smpp",
                                "--json",
                                "--smpp",
                                "127.0.0.1:" + smpp,
                                "--system-id",
                                "demo",
                                "--password",
                                password("demo"),
                                "--server-pid",
                                Long.toString(program.pid()),
                                "--warmup",
                                warmup.toSeconds() + "s",
                                "--duration",
                                time.toSeconds() + "s"));
        command.addAll(List.of(options));
        return JsonMapper.shared().readTree(Program.run(root, command));
    }

    /** {@return processor time since it listened} */
    double cpuMicros() {
        return program.cpuMicros() - started;
    }

    /** {@return what the centre and the load took for each message, from the start on} */
    String cpu(JsonNode run) {
        return cpu(run, cpuMicros() / run.path("submitted").asDouble());
    }

    /** {@return what the centre took for each message once the load's warm-up was over} */
    static String measuredCpu(JsonNode run) {
        return cpu(run, run.path("server_cpu_us_per_message").asDouble());
    }

    private static String cpu(JsonNode run, double micros) {
        return String.format(
                Locale.ROOT,
                "%.1f µs of CPU a message; lost %d, repeated %d, reordered %d",
                micros,
                run.path("lost").asLong(),
                run.path("repeated").asLong(),
                run.path("reordered").asLong());
    }

    @Override
    public void close() {
        program.close();
    }
}
