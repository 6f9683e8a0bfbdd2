// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.config.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a rater at what the tables of a directory say. Tables that changed are read anew, all of
 * them; those that cannot be used leave the rater with what it had. Put new tables into place by
 * renaming them, the last one last: a reading in between may see some old and some new.
 */
public final class TariffDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TariffDirectory.class);

    private final Path directory;
    private final Rater rater;
    private final Rounds rounds = new Rounds();
    private List<String> read;

    private TariffDirectory(Path directory, Rater rater, List<String> read) {
        this.directory = directory;
        this.rater = rater;
        this.read = read;
    }

    /**
     * Reads the tables for the first time.
     *
     * @throws TariffException if they cannot be used
     */
    public static TariffDirectory open(Path directory, Rater rater) throws TariffException {
        List<String> seen = look(directory);
        rater.replace(TariffReader.read(directory));
        return new TariffDirectory(directory, rater, seen);
    }

    /** Looks for changes every so often, until it is closed. */
    public TariffDirectory watch(Duration interval) {
        rounds.start("charging-tariffs", interval, this::refresh);
        return this;
    }

    /** Reads the tables if any has changed since. {@return whether the rater has new ones} */
    synchronized boolean refresh() {
        List<String> seen = look(directory);
        if (seen.equals(read)) {
            return false;
        }
        read = seen;
        try {
            rater.replace(TariffReader.read(directory));
            LOG.info("tariffs-read directory={}", directory);
            return true;
        } catch (TariffException e) {
            LOG.error("tariffs-refused directory={} reason=\"{}\"", directory, e.getMessage());
            return false;
        }
    }

    /** {@return what tells a changed file from an unchanged one} */
    private static List<String> look(Path directory) {
        List<String> seen = new ArrayList<>();
        for (String name : TariffReader.FILES) {
            try {
                var file = Files.readAttributes(directory.resolve(name), BasicFileAttributes.class);
                seen.add(file.lastModifiedTime() + " " + file.size() + " " + file.fileKey());
            } catch (IOException e) {
                seen.add("missing");
            }
        }
        return seen;
    }

    @Override
    public void close() {
        rounds.close();
    }
}
