// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.smpp;

import java.nio.file.Path;
import java.util.Optional;
import org.heliograph.config.ClientTls;
import org.heliograph.config.ClientTlsSettings;
import org.heliograph.config.ConfigException;
import org.heliograph.tools.cli.CommandFailure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of a command that binds to an SMSC: whether TLS is spoken, and how. */
public final class TlsOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--tls", description = "Speaks TLS 1.2 or 1.3.")
    private boolean tls;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description =
                    "Certificates, PEM, by one of which the SMSC's must be signed; those that Java"
                            + " comes with by default.")
    private @Nullable Path authorities;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "Our certificate, PEM, if the SMSC asks for one.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, PEM.")
    private @Nullable Path key;

    @Option(
            names = "--tls-any-host",
            description = "Takes the SMSC's certificate whatever host it is for.")
    private boolean anyHost;

    /** {@return with what to connect; empty without TLS} */
    public Optional<ClientTls> open() throws CommandFailure {
        if (!tls && (authorities != null || certificate != null || key != null || anyHost)) {
            throw new ParameterException(spec.commandLine(), "what begins with --tls needs --tls");
        }
        try {
            var settings =
                    new ClientTlsSettings(
                            tls, text(authorities), text(certificate), text(key), !anyHost);
            return ClientTls.open(Path.of(""), settings);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--tls-cert and --tls-key belong together", e);
        } catch (ConfigException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static String text(@Nullable Path file) {
        return file == null ? "" : file.toString();
    }
}
