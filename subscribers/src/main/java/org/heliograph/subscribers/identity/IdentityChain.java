// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.Check;
import org.heliograph.config.ConfigException;
import org.heliograph.config.Listen;
import org.heliograph.config.MmscSettings;
import org.heliograph.subscribers.CallerIdentity;
import org.heliograph.subscribers.FixedAddresses;
import org.heliograph.subscribers.GatewayHeaders;
import org.heliograph.subscribers.IdentityReader;
import org.heliograph.subscribers.IdentitySource;
import org.heliograph.subscribers.Subscribers;
import org.heliograph.subscribers.lookup.HttpLookup;
import org.heliograph.subscribers.radius.RadiusServer;

/** The sources of who calls that the settings name, and what they hold open. */
public final class IdentityChain implements AutoCloseable {
    private final List<IdentitySource> sources = new ArrayList<>();
    private final CallerIdentity identity;
    private Optional<RadiusServer> radius = Optional.empty();
    private Optional<HttpLookup> lookup = Optional.empty();

    private IdentityChain(
            MmscSettings.Identity settings,
            Path dataDirectory,
            Subscribers subscribers,
            InstantSource clock)
            throws IOException, ConfigException {
        IdentityReader reader = new IdentityReader(subscribers);
        boolean opened = false;
        try {
            openSources(settings, dataDirectory, reader, clock);
            opened = true;
        } finally {
            if (!opened) {
                close();
            }
        }
        identity = new CallerIdentity(sources, settings, subscribers);
    }

    private void openSources(
            MmscSettings.Identity settings,
            Path dataDirectory,
            IdentityReader reader,
            InstantSource clock)
            throws IOException, ConfigException {
        for (String source : settings.order()) {
            switch (source) {
                case "header" -> sources.add(new GatewayHeaders(reader));
                case "fixed" -> {
                    if (settings.fixed().stream().anyMatch(one -> !one.networks().isEmpty())) {
                        sources.add(new FixedAddresses(settings.fixed()));
                    }
                }
                case "radius" -> {
                    if (settings.radius().enabled()) {
                        radius =
                                Optional.of(
                                        RadiusServer.start(
                                                settings.radius(), dataDirectory, reader, clock));
                        sources.add(radius.get());
                    }
                }
                case "lookup" -> {
                    if (!settings.lookup().url().isEmpty()) {
                        lookup =
                                Optional.of(
                                        HttpLookup.open(
                                                settings.lookup(), dataDirectory, reader, clock));
                        sources.add(lookup.get());
                    }
                }
                default -> throw new AssertionError(source); // settings allow no other
            }
        }
        if (sources.isEmpty()) {
            throw new IOException("mmsc.identity.order: none of these is set up");
        }
    }

    /**
     * @throws IOException if a port cannot be had, or a fixed address is of two subscribers
     * @throws ConfigException if a secret cannot be read or made
     */
    public static IdentityChain open(
            MmscSettings.Identity settings,
            Path dataDirectory,
            Subscribers subscribers,
            InstantSource clock)
            throws IOException, ConfigException {
        return new IdentityChain(settings, dataDirectory, subscribers, clock);
    }

    public CallerIdentity identity() {
        return identity;
    }

    /** {@return where the RADIUS server listens, if there is one} */
    public Optional<Listen> radiusAddress() {
        return radius.map(RadiusServer::address);
    }

    /** {@return what must be so for callers to be known} */
    public List<Check> checks() {
        return radius.map(RadiusServer::check).stream().toList();
    }

    @Override
    public void close() {
        radius.ifPresent(RadiusServer::close);
        lookup.ifPresent(HttpLookup::close);
    }
}
