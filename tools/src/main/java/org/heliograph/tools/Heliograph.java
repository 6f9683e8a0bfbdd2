// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.heliograph.tools.account.SmppAccountCommand;
import org.heliograph.tools.charging.BalanceCommand;
import org.heliograph.tools.charging.CdrCommand;
import org.heliograph.tools.charging.CostCommand;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.demo.DemoCommand;
import org.heliograph.tools.handset.HandsetCommand;
import org.heliograph.tools.load.LoadCommand;
import org.heliograph.tools.pdu.PduCommand;
import org.heliograph.tools.policy.PolicyCommand;
import org.heliograph.tools.quarantine.QuarantineCommand;
import org.heliograph.tools.route.RouteCommand;
import org.heliograph.tools.send.SendCommand;
import org.heliograph.tools.serve.ServeCommand;
import org.heliograph.tools.setup.HandsetSetupCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The {@code heliograph} command: picks the part that does the job. */
@Command(
        name = "heliograph",
        description = "An SMS and MMS message centre, and what is needed to try and to use it.",
        footer = {"", "'heliograph COMMAND --help' tells more, with an example."},
        mixinStandardHelpOptions = true,
        version = "Heliograph 0.1.0",
        scope = ScopeType.INHERIT,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            PduCommand.class,
            SendCommand.class,
            HandsetCommand.class,
            HandsetSetupCommand.class,
            LoadCommand.class,
            SmppAccountCommand.class,
            CostCommand.class,
            BalanceCommand.class,
            CdrCommand.class,
            RouteCommand.class,
            QuarantineCommand.class,
            PolicyCommand.class
        })
public final class Heliograph {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Says more when something goes wrong.")
    private boolean verbose;

    private Heliograph() {}

    public static void main(String[] args) {
        System.exit(run(utf8(FileDescriptor.out), utf8(FileDescriptor.err), args));
    }

    /**
     * Runs one command.
     *
     * @return 0 done, 1 the job failed, 2 wrong usage
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        Heliograph heliograph = new Heliograph();
        CommandLine line = new CommandLine(heliograph);
        line.setOut(out);
        line.setErr(err);
        line.setUsageHelpAutoWidth(true);
        line.setExpandAtFiles(false); // @FILE holds octets, not arguments
        line.setParameterExceptionHandler((e, _) -> wrongUsage(e, err));
        line.setExecutionExceptionHandler((e, _, _) -> heliograph.failed(e, err));
        int code = line.execute(args);
        out.flush();
        err.flush();
        return code;
    }

    /** A locale that knows no UTF-8 must not spoil the texts of messages. */
    private static PrintWriter utf8(FileDescriptor where) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(where), StandardCharsets.UTF_8), true);
    }

    private static int wrongUsage(ParameterException e, PrintWriter err) {
        CommandLine command = e.getCommandLine();
        boolean unmatched = e instanceof CommandLine.UnmatchedArgumentException;
        if (!command.getSubcommands().isEmpty() && !unmatched) {
            command.usage(err); // nothing was asked of a group
            return WRONG_USAGE;
        }
        err.println(e.getMessage());

        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return WRONG_USAGE;
    }

    private int failed(Exception e, PrintWriter err) {
        boolean expected = e instanceof CommandFailure;
        err.println(expected ? e.getMessage() : "unexpected: " + e);
        if (verbose) {
            e.printStackTrace(err);
        }
        return FAILED;
    }
}
