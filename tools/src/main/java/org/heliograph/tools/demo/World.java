// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.heliograph.config.ConfigException;
import org.heliograph.config.Listen;
import org.heliograph.config.Settings;
import org.heliograph.config.SettingsLoader;
import org.heliograph.config.SmscSettings;
import org.heliograph.mmsc.Mmsc;
import org.heliograph.smsc.Smsc;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.handset.HandsetSettings;
import org.heliograph.tools.serve.Installation;
import org.heliograph.tools.smpp.EsmeClient;
import org.heliograph.tools.smpp.EsmeEvent;
import org.heliograph.tools.smpp.EsmeException;
import org.heliograph.tools.wire.SmppTap;
import org.heliograph.tools.wire.Tap;

/**
 * A whole installation on free ports of loopback, with handsets and ESMEs that reach it over
 * sockets alone. All SMPP and MM1 passes taps.
 */
public final class World implements AutoCloseable {
    /** The account that the shipped settings have. */
    public static final String ESME = "demo";

    private static final List<String> FREE_PORTS =
            List.of(
                    "smsc.smpp.listen=127.0.0.1:0",
                    "smsc.sip.listen=127.0.0.1:0",
                    "mmsc.mm1.listen=127.0.0.1:0",
                    "mmsc.smpp.smsc=127.0.0.1:0",
                    "console.listen=127.0.0.1:0");

    private final Path directory;
    private final Tap tap;
    private final Settings settings;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private Installation installation;
    private Listen esmeDoor;

    /**
     * Starts both centres.
     *
     * @param directory for data and for what handsets save; may hold the data of an earlier run
     * @param overrides settings that differ from the shipped ones, {@code key=value} each
     */
    @SuppressWarnings("NullAway.Init") // open() sets the rest, or throws
    public World(Path directory, Tap tap, String... overrides) throws IOException, ConfigException {
        this.directory = directory;
        this.tap = tap;
        List<String> all = new ArrayList<>(FREE_PORTS);
        all.addAll(List.of(overrides));
        settings = SettingsLoader.load(List.of(), all);
        boolean complete = false;
        try {
            open();
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    private void open() throws IOException, ConfigException {
        installation =
                Installation.start(
                        settings,
                        directory.resolve("data"),
                        Clock.systemUTC(),
                        smsc -> tapped(smsc, "MMSC"));
        opened.addFirst(installation);
        esmeDoor = tapped(smsc().smppAddress(), "ESME");
    }

    private Listen tapped(Listen smsc, String esme) {
        try {
            SmppTap smppTap = new SmppTap(smsc, esme, tap);
            opened.addFirst(smppTap);
            return smppTap.address();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Smsc smsc() {
        return installation.smsc().orElseThrow();
    }

    public Mmsc mmsc() {
        return installation.mmsc().orElseThrow();
    }

    public URI mm1() {
        return URI.create("http://" + mmsc().mm1Address() + "/");
    }

    /** {@return where operators ask} */
    public URI console() {
        return URI.create("http://" + installation.consoleAddress() + "/");
    }

    /** {@return the password of {@link #ESME}} */
    public String password() throws ConfigException {
        SmscSettings.Account account =
                settings.smsc().smpp().accounts().stream()
                        .filter(a -> a.systemId().equals(ESME))
                        .findFirst()
                        .orElseThrow(NoSuchElementException::new);
        return installation.password(account).secret();
    }

    /** Starts a handset; it registers by itself. */
    public Handset handset(
            String name, String msisdn, boolean fetchesAtOnce, Consumer<HandsetEvent> screen)
            throws IOException {
        Handset handset =
                Handset.start(
                        new HandsetSettings(
                                name,
                                new Msisdn(msisdn),
                                smsc().sipAddress(),
                                false,
                                mm1(),
                                settings.smsc().serviceCentreAddress(),
                                fetchesAtOnce,
                                directory.resolve(name.replace(' ', '-')),
                                tap),
                        screen);
        opened.addFirst(handset);
        return handset;
    }

    /** Binds as {@link #ESME}. */
    public EsmeClient esme(EsmeClient.Kind kind, String password, Consumer<EsmeEvent> screen)
            throws EsmeException {
        EsmeClient esme = EsmeClient.bind(esmeDoor, kind, ESME, password, screen);
        opened.addFirst(esme);
        return esme;
    }

    /** Stops everything, the last opened first; what does not stop keeps nothing else from it. */
    @Override
    public void close() throws IOException {
        List<Exception> problems = new ArrayList<>();
        for (AutoCloseable part : opened) {
            try {
                part.close();
            } catch (Exception e) {
                problems.add(
                        new IOException(part.getClass().getSimpleName() + " does not close", e));
            }
        }
        opened.clear();
        if (!problems.isEmpty()) {
            IOException problem = new IOException(problems.getFirst().getMessage());
            problems.forEach(problem::addSuppressed);
            throw problem;
        }
    }
}
