// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.heliograph.config.ConfigException;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.smpp.EsmeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code heliograph demo}. */
@Command(
        name = "demo",
        description = {
            "Shows the main job over real sockets, every hop in a line.",
            "A photo and some texts travel between two handsets and an ESME, on free ports, with",
            "their data in a temporary directory. Leaves nothing behind."
        },
        footer = {"", "Example:", "  heliograph demo && echo it works here"})
public final class DemoCommand implements Callable<Integer> {
    /** The longest that the end of the process waits until everything is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Spec private CommandSpec spec = CommandSpec.create();

    /** An interrupted demo leaves nothing behind either: the process ends when all is gone. */
    @Override
    public Integer call() throws CommandFailure {
        Thread demo = Thread.currentThread();
        CountDownLatch gone = new CountDownLatch(1);
        Thread hook = new Thread(() -> stop(demo, gone), "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return run();
        } catch (InterruptedException e) {
            throw new CommandFailure("the demo was interrupted", e);
        } finally {
            gone.countDown();
            forget(hook);
        }
    }

    private static void stop(Thread demo, CountDownLatch gone) {
        demo.interrupt();
        try {
            if (!gone.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(1); // it hangs, and nobody wants to wait for it
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is running
        }
    }

    private int run() throws CommandFailure, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Ladder ladder = new Ladder(out);
        ladder.line(
                "Heliograph: SMSC and MMSC, two handsets and an ESME, on free ports of 127.0.0.1");
        try {
            Path directory = Files.createTempDirectory("heliograph-demo");
            try (World world = new World(directory, ladder)) {
                ladder.title("The handsets register");
                new Demo(world, ladder).run();
                ladder.title("Stopping");
            } finally {
                delete(directory);
            }
        } catch (IOException | ConfigException | EsmeException e) {
            throw new CommandFailure("the demo failed: " + e.getMessage(), e);
        }
        ladder.title("Everything arrived, in %.1f seconds.".formatted(ladder.seconds()));
        return 0;
    }

    private static void delete(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
