// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.account;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.heliograph.config.EsmePassword;
import org.heliograph.config.PasswordHash;
import org.heliograph.config.SecretFile;
import org.heliograph.tools.cli.CommandFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code heliograph smpp password}. */
@Command(
        name = "password",
        description = {
            "Prints what a passwordFile of smsc.smpp.accounts holds: a salted Argon2id hash.",
            "Reads the password from standard input, or makes one."
        },
        footer = {
            "",
            "Example:",
            "  heliograph smpp password --make > data/esme-bank.password",
            "",
            "Restart to use it. Who binds needs the password itself: the passwordFile of mmsc.smpp",
            "cannot be a hash."
        })
final class SmppPasswordCommand implements Callable<Integer> {
    /** One more than allowed and a line end tell too long from just right. */
    private static final int ENOUGH = EsmePassword.LONGEST + 3;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--make",
            description = "Makes a random password and prints it to standard error.")
    private boolean make;

    @Override
    public Integer call() throws CommandFailure {
        String password = make ? SecretFile.randomPassword() : read(System.in);
        try {
            spec.commandLine()
                    .getOut()
                    .println(PasswordHash.of(new EsmePassword.Clear(password).password()));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
        if (make) {
            spec.commandLine().getErr().println("password " + password);
        }
        return 0;
    }

    private static String read(InputStream in) throws CommandFailure {
        try {
            byte[] octets = in.readNBytes(ENOUGH);
            return new String(octets, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new CommandFailure("cannot read the password: " + e.getMessage(), e);
        }
    }
}
