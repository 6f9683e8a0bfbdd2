// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.config.Listen;
import org.heliograph.tools.Heliograph;
import org.heliograph.tools.wire.EventLog;

/** {@code heliograph serve} as a process of its own: what an operator starts, reads and kills. */
final class ServerProcess implements AutoCloseable {
    /** The machine that tests may have little to spare. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String END = "(end of output)";
    private static final Pattern SMPP = Pattern.compile(" +SMPP +(\\S+)");
    private static final Pattern SIP = Pattern.compile(" +SIP +(\\S+) \\(UDP, TCP\\)");
    private static final Pattern MM1 = Pattern.compile(" +MM1 +(http://\\S+/)");

    private final Process process;
    private final EventLog<String> output = new EventLog<>(_ -> {});
    private final EventLog<String> errors = new EventLog<>(_ -> {});

    private ServerProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(() -> read(process.getInputStream(), output));
        Thread.ofVirtual().start(() -> read(process.getErrorStream(), errors));
    }

    /**
     * @param settings {@code key=value} each
     */
    static ServerProcess start(Path dataDirectory, List<String> settings) throws IOException {
        return start(dataDirectory, settings, List.of());
    }

    /**
     * @param options of the Java machine, such as the most heap
     */
    static ServerProcess start(Path dataDirectory, List<String> settings, List<String> options)
            throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("serve", "--data", dataDirectory.toString()));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return start(options, arguments);
    }

    /** {@code heliograph demo}, whose temporary files are in {@code directory}. */
    static ServerProcess demo(Path directory) throws IOException {
        return start(List.of("-Djava.io.tmpdir=" + directory), List.of("demo"));
    }

    private static ServerProcess start(List<String> options, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.exists(Path.of("/proc/self/status"))) {
            // a shell that runs us in the background has SIGINT ignored, also by our children
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(Heliograph.class.getName());
        command.addAll(arguments);
        return new ServerProcess(new ProcessBuilder(command).start());
    }

    private static void read(InputStream in, EventLog<String> log) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().forEach(log::add);
        } catch (IOException | UncheckedIOException e) {
            log.add("(unreadable: " + e.getMessage() + ")"); // killed while writing
        } finally {
            log.add(END);
        }
    }

    Listen smpp() throws InterruptedException {
        return Listen.of(printed(SMPP).group(1));
    }

    Listen sip() throws InterruptedException {
        return Listen.of(printed(SIP).group(1));
    }

    URI mm1() throws InterruptedException {
        return URI.create(printed(MM1).group(1));
    }

    long pid() {
        return process.pid();
    }

    /** Waits for a line of standard output; fails at once if the process ends before. */
    Matcher printed(Pattern wanted) throws InterruptedException {
        String line =
                output.await(String.class, l -> wanted.matcher(l).find() || l.equals(END), PATIENCE)
                        .orElse(END);
        Matcher matcher = wanted.matcher(line);
        if (!matcher.find()) {
            throw new AssertionError("no " + wanted + " in " + output.soFar() + errors.soFar());
        }
        return matcher;
    }

    /** {@return what it printed so far, its log included} */
    List<String> output() {
        return output.soFar().stream().filter(l -> !l.equals(END)).toList();
    }

    /** {@return what it refused or dropped so far, by its log} */
    List<String> refusals() {
        Pattern refusal = Pattern.compile(" (refused|dropped|aborted|ignored) .*code=");
        return output().stream().filter(l -> refusal.matcher(l).find()).toList();
    }

    /** Sends a signal such as {@code INT}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    /** kill -9, and sees it dead. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("does not end: " + output.soFar() + errors.soFar());
        }
        output.await(String.class, END::equals, PATIENCE);
        errors.await(String.class, END::equals, PATIENCE);
        return process.exitValue();
    }

    /** {@return all that it wrote to standard error, once it has ended} */
    List<String> errors() {
        return errors.soFar().stream().filter(l -> !l.equals(END)).toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
