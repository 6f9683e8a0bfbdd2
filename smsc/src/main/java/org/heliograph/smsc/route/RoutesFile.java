// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.heliograph.config.ConfigException;
import org.heliograph.config.Rounds;
import org.heliograph.config.RouteRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a {@link Router} at what its file says. */
public final class RoutesFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoutesFile.class);

    private record Stamp(FileTime changed, long octets) {}

    private final Path file;
    private final Router router;
    private final Duration interval;
    private final Rounds rounds = new Rounds();
    private Stamp seen;

    /**
     * Loads the routes.
     *
     * @throws IOException naming the line that cannot be used, and why
     */
    public RoutesFile(Path file, Duration interval, Router router) throws IOException {
        this.file = file;
        this.interval = interval;
        this.router = router;
        this.seen = stamp();
        load();
    }

    private Stamp stamp() throws IOException {
        return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
    }

    private void load() throws IOException {
        try {
            int routes = router.load(RouteRows.read(file));
            LOG.info("routes-loaded file={} routes={}", file, routes);
        } catch (ConfigException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Looks at the file until {@link #close}. */
    public RoutesFile start() {
        rounds.start("smsc-routes", interval, this::look);
        return this;
    }

    /** Loads the routes if the file has changed; the old ones stay where it cannot be used. */
    void look() {
        try {
            Stamp now = stamp();
            if (!now.equals(seen)) {
                seen = now; // tried once, whatever comes of it
                load();
            }
        } catch (IOException e) {
            LOG.warn("routes-refused file={} reason=\"{}\"", file, e.getMessage());
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
