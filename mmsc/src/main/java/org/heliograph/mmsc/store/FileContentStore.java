// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.heliograph.config.Check;
import org.heliograph.mmsc.message.Body;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.message.Spool;
import org.heliograph.mmsc.message.Token;
import org.heliograph.pdu.Octets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short bodies in {@link Segment}s, which many share with one sync; long ones in a file of their
 * own, named TOKEN or TOKEN@OFFSET, where the offset is that of the body behind the headers of the
 * PDU that it came in. Where each lies is in memory, read from the directory at the start.
 */
public final class FileContentStore implements ContentStore, AutoCloseable {
    /**
     * The longest body that goes to a segment. A file of one's own costs three syncs, which long
     * bodies do not feel; a short one waits for its neighbours in memory.
     */
    public static final int SHORT = 256 * 1024;

    /** Of a file being written: a crash leaves it, the sweep takes it away. */
    private static final String PARTIAL = ".partial";

    private static final char OFFSET = '@';
    private static final int COPIED_AT_A_TIME = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(FileContentStore.class);

    private final Path directory;
    private final Map<Token, ContentPlace> places = new ConcurrentHashMap<>();
    private final AtomicLong spools = new AtomicLong();
    private final List<Path> partial = new ArrayList<>();
    private final SegmentCleaner cleaner;
    private final SegmentWriter writer;

    private FileContentStore(Path directory, SegmentCleaner.Pace pace, MeterRegistry meters)
            throws IOException {
        this.directory = Files.createDirectories(directory);
        this.cleaner = new SegmentCleaner(pace, this::move);
        long last = read();
        this.writer = new SegmentWriter(directory, last + 1, cleaner, meters);
        cleaner.start();
        Gauge.builder("heliograph.mmsc.contents.kept", places, Map::size)
                .description("Bodies of messages in the content store")
                .register(meters);
        Gauge.builder("heliograph.mmsc.contents.segments", cleaner, SegmentCleaner::segments)
                .description("Files of short bodies that are full, and of which some are wanted")
                .register(meters);
    }

    /** Makes the directory if it is missing, and reads what it holds. */
    public static FileContentStore open(Path directory, MeterRegistry meters) throws IOException {
        return open(directory, SegmentCleaner.USUAL, meters);
    }

    static FileContentStore open(Path directory, SegmentCleaner.Pace pace, MeterRegistry meters)
            throws IOException {
        return new FileContentStore(directory, pace, meters);
    }

    /** {@return number of the last segment} */
    private long read() throws IOException {
        List<Segment> segments = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                Segment.number(name).ifPresent(n -> segments.add(Segment.of(directory, n)));
                String token = name.substring(0, Math.min(Token.LENGTH, name.length()));
                String rest = name.substring(token.length());
                if (Token.isToken(token) && rest.matches("(@[0-9]{1,10})?")) {
                    long offset = rest.isEmpty() ? 0 : Long.parseLong(rest.substring(1));
                    long length = Math.max(0, Files.size(file) - offset);
                    places.put(new Token(token), new ContentPlace.OwnFile(file, offset, length));
                } else if (name.endsWith(PARTIAL)) {
                    partial.add(file);
                }
            }
        }
        segments.sort(Comparator.comparingLong(Segment::number));
        for (Segment segment : segments) {
            read(segment);
        }
        for (Segment segment : segments) {
            if (segment.isEmpty()) {
                cleaner.empty(segment);
            } else {
                cleaner.sealed(segment);
            }
        }
        return segments.isEmpty() ? 0 : segments.getLast().number();
    }

    /** What was being moved when a crash came is in two: the later one counts. */
    private void read(Segment segment) throws IOException {
        for (Segment.Entry entry : segment.scan()) {
            segment.hold(entry.place());
            if (places.put(entry.name(), entry.place()) instanceof Segment.Place before) {
                before.segment().release(before);
            }
        }
    }

    /** {@return what must be so for it to live} */
    public List<Check> checks() {
        return List.of(writer.check(), cleaner.check());
    }

    @Override
    public void put(Token name, Body body) throws IOException {
        if (places.containsKey(name)) {
            throw new FileAlreadyExistsException(name.masked());
        }
        if (body instanceof SpoolFile.Rest rest) {
            String offset = rest.offset() == 0 ? "" : String.valueOf(OFFSET) + rest.offset();
            ContentPlace place = rest.keep(directory.resolve(name.value() + offset));
            SegmentWriter.sync(directory);
            places.put(name, place);
        } else if (body.length() <= SHORT) {
            if (!writer.append(
                    name, octets(body), (n, place) -> places.putIfAbsent(n, place) == null)) {
                throw new FileAlreadyExistsException(name.masked());
            }
        } else {
            try (Spool spool = spool();
                    InputStream in = body.open()) {
                byte[] some = new byte[COPIED_AT_A_TIME];
                for (int count = in.read(some); count >= 0; count = in.read(some)) {
                    spool.write(some, 0, count);
                }
                put(name, spool.from(0));
            }
        }
    }

    private static Octets octets(Body body) throws IOException {
        if (body instanceof Body.InMemory(Octets octets)) {
            return octets;
        }
        try (InputStream in = body.open()) {
            return Octets.ofOwned(in.readAllBytes());
        }
    }

    @Override
    public Spool spool() throws IOException {
        return new SpoolFile(directory.resolve(spools.incrementAndGet() + PARTIAL));
    }

    @Override
    public Optional<InputStream> open(Token name) throws IOException {
        ContentPlace place = places.get(name);
        while (place != null) {
            try {
                return Optional.of(place.open());
            } catch (FileNotFoundException e) {
                ContentPlace now = places.get(name); // it may have been moved, or removed
                if (place.equals(now)) {
                    throw e;
                }
                place = now;
            }
        }
        return Optional.empty();
    }

    @Override
    public void remove(Token name) throws IOException {
        switch (places.remove(name)) {
            case null -> {}
            case Segment.Place place -> release(place);
            case ContentPlace.OwnFile own -> Files.deleteIfExists(own.file());
        }
    }

    private void release(Segment.Place place) {
        if (place.segment().release(place)) {
            writer.emptied(place.segment());
        }
    }

    /** Files that are not ours are left alone. */
    @Override
    public int sweep(Predicate<Token> inUse) throws IOException {
        int removed = 0;
        for (Token name : List.copyOf(places.keySet())) {
            if (!inUse.test(name)) {
                remove(name);
                removed++;
            }
        }
        for (Path file : partial) {
            if (Files.deleteIfExists(file)) {
                removed++;
            }
        }
        partial.clear();
        return removed;
    }

    /** What is not wanted is not moved, nor what cannot be read: its segment stays for it. */
    private boolean move(Segment segment) throws IOException {
        boolean all = true;
        for (Segment.Entry entry : segment.scan()) {
            Segment.Place from = entry.place();
            if (from.equals(places.get(entry.name()))) {
                try (InputStream in = from.open()) {
                    Octets body = Octets.ofOwned(in.readAllBytes());
                    if (writer.append(
                            entry.name(), body, (name, to) -> places.replace(name, from, to))) {
                        release(from);
                    }
                } catch (IOException e) {
                    LOG.error(
                            "content damaged code=content-damaged file={} offset={} reason=\"{}\"",
                            segment.file().getFileName(),
                            from.offset(),
                            e.getMessage());
                    all = false;
                }
            }
        }
        return all;
    }

    /** Finishes what waits to be written, then closes. */
    @Override
    public void close() {
        writer.close();
        cleaner.close();
    }
}
