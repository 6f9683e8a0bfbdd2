// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.heliograph.charging.Charging;
import org.heliograph.config.Check;
import org.heliograph.config.ConfigException;
import org.heliograph.config.Listen;
import org.heliograph.config.MmscSettings;
import org.heliograph.config.SecretFile;
import org.heliograph.config.Settings;
import org.heliograph.config.SmscSettings;
import org.heliograph.console.Console;
import org.heliograph.mmsc.Mmsc;
import org.heliograph.smsc.Smsc;
import org.heliograph.subscribers.Subscribers;

/** What one process runs: the console, and those of the two centres that its settings enable. */
public final class Installation implements AutoCloseable {
    private final Settings settings;
    private final Path dataDirectory;
    private final Console console;
    private Subscribers subscribers = Subscribers.none();
    private Optional<Charging> charging = Optional.empty();
    private Optional<Smsc> smsc = Optional.empty();
    private Optional<Mmsc> mmsc = Optional.empty();

    private Installation(Settings settings, Path dataDirectory)
            throws IOException, ConfigException {
        this.settings = settings;
        this.dataDirectory = dataDirectory;
        this.console = Console.start(settings.console(), dataDirectory);
    }

    /**
     * Starts the SMSC first, then the MMSC. An MMSC whose setting for the SMSC has port 0 binds to
     * the SMSC of this process, or of the one beside it that has the same setting of where to
     * listen.
     *
     * @param way how the MMSC reaches the SMSC, given where the SMSC is: what a tap is put into
     * @throws IOException if a port or the data directory cannot be had
     */
    public static Installation start(
            Settings settings, Path dataDirectory, Clock clock, UnaryOperator<Listen> way)
            throws IOException, ConfigException {
        makePrivate(dataDirectory);
        Installation installation = new Installation(settings, dataDirectory);
        boolean started = false;
        try {
            installation.open(clock, way);
            started = true;
            return installation;
        } finally {
            if (!started) {
                installation.close();
            }
        }
    }

    /** Messages and passwords will be in it; one that exists is the operator's to guard. */
    private static void makePrivate(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            return;
        }
        Files.createDirectories(absolute.getParent());
        boolean posix = absolute.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectory(
                    absolute,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(absolute);
        }
    }

    private void open(Clock clock, UnaryOperator<Listen> way) throws IOException, ConfigException {
        subscribers = Subscribers.open(settings.subscribers(), dataDirectory);
        if (settings.charging().isOn()) {
            charging =
                    Optional.of(
                            Charging.open(
                                    settings.charging(),
                                    settings.smsc().store(),
                                    dataDirectory,
                                    clock,
                                    console.meters()));
        }
        if (settings.smsc().enabled()) {
            smsc =
                    Optional.of(
                            Smsc.start(
                                    settings.smsc(),
                                    dataDirectory,
                                    clock,
                                    console.meters(),
                                    charging));
        }
        if (settings.mmsc().enabled()) {
            mmsc =
                    Optional.of(
                            Mmsc.start(
                                    bindingTo(way.apply(smscToBindTo()), settings.mmsc()),
                                    settings.handsetSetup(),
                                    subscribers,
                                    dataDirectory,
                                    clock,
                                    console.meters(),
                                    charging));
        }
        List<Check> checks = new ArrayList<>();
        smsc.ifPresent(running -> checks.addAll(running.checks()));
        smsc.ifPresent(running -> console.serving(running.releases()));
        mmsc.ifPresent(running -> checks.addAll(running.checks()));
        console.serving(checks);
    }

    private Listen smscToBindTo() {
        Listen wanted = settings.mmsc().smpp().smsc();
        if (wanted.port() != 0) {
            return wanted;
        }
        SmscSettings.Smpp ours = settings.smsc().smpp();
        return settings.mmsc().smpp().tls().enabled()
                ? smsc.flatMap(Smsc::smppTlsAddress).orElse(ours.tls().listen())
                : smsc.map(Smsc::smppAddress).orElse(ours.listen());
    }

    private static MmscSettings bindingTo(Listen smsc, MmscSettings mmsc) {
        MmscSettings.Smpp smpp = mmsc.smpp();
        return new MmscSettings(
                mmsc.enabled(),
                mmsc.domain(),
                mmsc.expiry(),
                mmsc.maxExpiry(),
                mmsc.repeatWindow(),
                mmsc.notification(),
                mmsc.numbering(),
                mmsc.mm1(),
                mmsc.identity(),
                mmsc.content(),
                mmsc.adaptation(),
                mmsc.page(),
                mmsc.mmbox(),
                mmsc.policy(),
                new MmscSettings.Smpp(
                        smsc,
                        smpp.systemId(),
                        smpp.passwordFile(),
                        smpp.sourceAddress(),
                        smpp.window(),
                        smpp.reconnect(),
                        smpp.responseTimeout(),
                        smpp.tls()));
    }

    public Optional<Smsc> smsc() {
        return smsc;
    }

    public Optional<Mmsc> mmsc() {
        return mmsc;
    }

    /** {@return where operators and their tools ask; nothing is there if the settings say so} */
    public Listen consoleAddress() {
        return console.address();
    }

    /** {@return the password of an account of the SMSC, as kept in the data directory} */
    public SecretFile password(SmscSettings.Account account) throws ConfigException {
        return SecretFile.esmePassword(dataDirectory, account.passwordFile());
    }

    /** Stops the MMSC, then the SMSC; what they accepted is in their stores. */
    @Override
    public void close() {
        console.closing();
        mmsc.ifPresent(Mmsc::close);
        smsc.ifPresent(Smsc::close);
        charging.ifPresent(Charging::close);
        subscribers.close();
        console.close();
    }
}
