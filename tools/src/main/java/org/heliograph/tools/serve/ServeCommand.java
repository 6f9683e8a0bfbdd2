// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.serve;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.heliograph.config.ConfigException;
import org.heliograph.config.Settings;
import org.heliograph.config.SmscSettings;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.cli.ConfiguredSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code heliograph serve}. */
@Command(
        name = "serve",
        description = {
            "Runs both centres in one process on an embedded database.",
            "Ends with SIGTERM or SIGINT. As it comes, everything listens on loopback."
        },
        footer = {
            "",
            "Example:",
            "  heliograph serve --data /var/lib/heliograph --set mmsc.mm1.listen=0.0.0.0:8002"
        })
public final class ServeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ConfiguredSettings configured = new ConfiguredSettings();

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        Logging.toStandardOutput();
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch stopping = new CountDownLatch(1);
        try {
            Settings settings = configured.load();
            SmscSettings smsc = settings.smsc();
            List<SmscSettings.Account> unseen =
                    smsc.smpp().accounts().stream().filter(this::isNew).toList();
            Installation installation =
                    Installation.start(
                            settings,
                            configured.data(),
                            Clock.systemUTC(),
                            UnaryOperator.identity());
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> stop(installation, out), "shutdown"));
            new Welcome(out, configured.data(), spec.root().name())
                    .print(settings, installation, unseen);
            stopping.await(); // the hook ends the process
            return 0;
        } catch (ConfigException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailure(reason(e), e);
        }
    }

    private boolean isNew(SmscSettings.Account account) {
        return !Files.exists(configured.data().resolve(account.passwordFile()));
    }

    private static String reason(IOException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return e instanceof BindException ? "cannot listen: " + message : message;
    }

    /** A process that was told to stop and did has not failed: it exits with 0. */
    private static void stop(Installation installation, PrintWriter out) {
        installation.close();
        out.println("stopped");
        out.flush();
        Runtime.getRuntime().halt(0);
    }
}
