// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.config.Rounds;
import org.heliograph.config.SubscriberSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscribers that the operator has written down, by MSISDN, IMSI and IMPU. A file that changes
 * is read while it is used; one that cannot be is refused whole, and what was read before stays.
 */
public final class Subscribers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Subscribers.class);

    /** With its parameters. */
    private static final int LONGEST_URI = 1024;

    private static final SubscriberSettings NOBODY =
            new SubscriberSettings("", Duration.ofDays(1), 1, false, List.of());

    /** What a file looked like: the same stamp means the same octets, as far as one can tell. */
    private record Stamp(Object time, long octets, Object key) {
        static final Stamp NO_FILE = new Stamp("", 0, "");

        static Stamp of(Path file) {
            try {
                var now = Files.readAttributes(file, BasicFileAttributes.class);
                Object key = now.fileKey();
                return new Stamp(now.lastModifiedTime(), now.size(), key == null ? "" : key);
            } catch (IOException e) {
                return NO_FILE;
            }
        }
    }

    private final SubscriberSettings settings;
    private final Path file;
    private volatile DirectoryTable table;
    private Stamp read; // this and the next belong to the thread that looks
    private Stamp seen;
    private final Rounds rounds = new Rounds();

    private Subscribers(SubscriberSettings settings, Path file, DirectoryTable table, Stamp stamp) {
        this.settings = settings;
        this.file = file;
        this.table = table;
        this.read = stamp;
        this.seen = stamp;
    }

    /** Nobody is in it, and everybody is served. */
    public static Subscribers none() {
        return nobody(NOBODY);
    }

    private static Subscribers nobody(SubscriberSettings settings) {
        return new Subscribers(settings, Path.of(""), new DirectoryTable(0), Stamp.NO_FILE);
    }

    /**
     * Reads the file, if there is one, and from then on whenever it changes.
     *
     * @throws IOException naming the file, the line and what is wrong with it
     */
    public static Subscribers open(SubscriberSettings settings, Path dataDirectory)
            throws IOException {
        if (settings.file().isEmpty()) {
            return nobody(settings);
        }
        Path file = dataDirectory.resolve(settings.file());
        Stamp stamp = Stamp.of(file); // before: a change meanwhile is seen as one
        DirectoryTable table = DirectoryFile.read(file, settings);
        LOG.info("read subscribers file=\"{}\" subscribers={}", file, table.size());
        Subscribers subscribers = new Subscribers(settings, file, table, stamp);
        subscribers.rounds.start("subscribers", settings.rereadInterval(), subscribers::look);
        return subscribers;
    }

    /**
     * {@return a sip: or tel: URI in the form in which two are compared: the scheme and a SIP host
     * in lower case, no parameters, no visual separators}
     */
    static String canonical(String uri) {
        int colon = uri.indexOf(':');
        if (colon < 0) {
            return uri;
        }
        String scheme = uri.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = uri.substring(colon + 1);
        if (scheme.equals("tel")) {
            return "tel:" + IdentityValue.separatorsOff(IdentityValue.before(';', rest));
        }
        int at = rest.lastIndexOf('@');
        String host = IdentityValue.before('?', IdentityValue.before(';', rest.substring(at + 1)));
        return scheme + ":" + rest.substring(0, at + 1) + host.toLowerCase(Locale.ROOT);
    }

    public Optional<Subscriber> find(Msisdn msisdn) {
        return table.find(msisdn);
    }

    public Optional<Subscriber> find(Imsi imsi) {
        return table.find(imsi);
    }

    /**
     * @param impu a sip:, sips: or tel: URI; its parameters do not count
     */
    public Optional<Subscriber> findImpu(String impu) {
        // what is not ASCII is no URI, and is nobody's
        return impu.length() <= LONGEST_URI && impu.chars().allMatch(c -> c > ' ' && c <= '~')
                ? table.findImpu(canonical(impu))
                : Optional.empty();
    }

    /**
     * {@return whether {@code service} is to be given to {@code msisdn}: what its line says, and
     * for somebody without one what {@code subscribers.onlyListed} says}
     */
    public Standing standing(Msisdn msisdn, String service) {
        Optional<Subscriber> found = find(msisdn);
        if (found.isEmpty()) {
            return settings.onlyListed() ? Standing.UNKNOWN : Standing.SERVED;
        } else if (found.get().barred()) {
            return Standing.BARRED;
        }
        return found.get().may(service) ? Standing.SERVED : Standing.WITHOUT_SERVICE;
    }

    /** What a subscriber gets of a service. */
    public enum Standing {
        SERVED,
        BARRED,
        /** Listed, without this service. */
        WITHOUT_SERVICE,
        /** Not listed, where only listed ones are served. */
        UNKNOWN
    }

    /** {@return how many are in it} */
    public int size() {
        return table.size();
    }

    /** A file is read once it looks as it did at the look before: nobody writes it any more. */
    private void look() {
        Stamp now = Stamp.of(file);
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(read)) {
            return;
        }
        read = now; // tried once, whatever comes of it
        try {
            DirectoryTable fresh = DirectoryFile.read(file, settings);
            if (now.equals(Stamp.of(file))) {
                table = fresh;
                LOG.info("read subscribers file=\"{}\" subscribers={}", file, fresh.size());
            } // else somebody writes it again, and it is read again
        } catch (IOException e) {
            LOG.warn(
                    "subscribers stay as they were code=subscribers-file reason=\"{}\""
                            + " subscribers={}",
                    e.getMessage(),
                    table.size());
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
