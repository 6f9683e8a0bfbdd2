// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.cdr;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.heliograph.config.ChargingSettings;

/**
 * The file that records are appended to: {@code cdr-20261122T120000.000Z.json.part}, which loses
 * {@code .part} when it is full or old. One that was left by a crash is gone on with, less a last
 * line that was not whole.
 */
final class RecordFile implements AutoCloseable {
    private static final String PART = ".part";

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ChargingSettings.Records settings;
    private final Path directory;
    private final InstantSource clock;
    private final int remembered;
    private final Deque<String> lastIds = new ArrayDeque<>();
    private Optional<Open> open = Optional.empty();

    /** A file being written. */
    private record Open(Path path, FileChannel channel, Instant begun) {}

    /**
     * @param remembered how many of the last ids of a file that was left are known
     */
    RecordFile(
            ChargingSettings.Records settings, Path directory, InstantSource clock, int remembered)
            throws IOException {
        this.settings = settings;
        this.directory = directory;
        this.clock = clock;
        this.remembered = remembered;
        Files.createDirectories(directory);
        for (Path left : left()) {
            goOn(left);
        }
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending() + PART))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private String ending() {
        return "." + settings.format();
    }

    /** {@return ids of the last records that were there at the start} */
    Set<String> lastIds() {
        return new HashSet<>(lastIds);
    }

    private void goOn(Path left) throws IOException {
        if (open.isPresent()) { // there is one only, unless somebody made more
            finish();
        }
        try (RandomAccessFile file = new RandomAccessFile(left.toFile(), "rw")) {
            file.setLength(wholeLines(file));
            file.getFD().sync();
        }
        try (BufferedReader in = Files.newBufferedReader(left, StandardCharsets.UTF_8)) {
            String line = in.readLine();
            while (line != null) {
                RecordText.idOf(line).ifPresent(lastIds::add);
                if (lastIds.size() > remembered) {
                    lastIds.removeFirst();
                }
                line = in.readLine();
            }
        }
        var channel = FileChannel.open(left, StandardOpenOption.APPEND);
        open = Optional.of(new Open(left, channel, begun(left)));
    }

    private static long wholeLines(RandomAccessFile file) throws IOException {
        long end = file.length();
        while (end > 0) {
            file.seek(end - 1);
            if (file.read() == '\n') {
                return end;
            }
            end--;
        }
        return 0;
    }

    private Instant begun(Path file) {
        String name = file.getFileName().toString();
        try {
            return NAME.parse(
                    name.substring("cdr-".length(), name.length() - (ending() + PART).length()),
                    Instant::from);
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            return Instant.EPOCH; // not named by us: old
        }
    }

    /** Appends lines; they are on disk when it returns. */
    void append(List<ChargingRecord> records) throws IOException {
        Open file = current();
        var text = new StringBuilder();
        for (ChargingRecord record : records) {
            text.append(
                            settings.format().equals("csv")
                                    ? RecordText.csv(record)
                                    : RecordText.json(record, false))
                    .append('\n');
        }
        write(file.channel(), text.toString());
    }

    /** Gives the file its name when it is large or old; its records are in no outbox any more. */
    void rotate() throws IOException {
        if (open.isPresent()
                && (open.get().channel().size() >= settings.maxFileOctets()
                        || Duration.between(open.get().begun(), clock.instant())
                                        .compareTo(settings.maxFileAge())
                                >= 0)) {
            finish();
        }
    }

    private Open current() throws IOException {
        if (open.isPresent()) {
            return open.get();
        }
        Instant now = clock.instant();
        while (Files.exists(directory.resolve(name(now)))) {
            now = now.plusMillis(1); // a clock that was set back must not cost a file
        }
        Path path = directory.resolve(name(now) + PART);
        var channel =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
        var file = new Open(path, channel, now);
        open = Optional.of(file);
        if (settings.format().equals("csv")) {
            write(channel, String.join(",", RecordText.columns()) + "\n");
        }
        syncDirectory();
        return file;
    }

    private String name(Instant begun) {
        return "cdr-" + NAME.format(begun) + ending();
    }

    private static void write(FileChannel channel, String text) throws IOException {
        long before = channel.size();
        boolean whole = false;
        try {
            ByteBuffer octets = StandardCharsets.UTF_8.encode(text);
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
            whole = true;
        } finally {
            if (!whole) {
                channel.truncate(before); // a full disk leaves no half line behind
            }
        }
    }

    private void finish() throws IOException {
        Open file = open.orElseThrow();
        file.channel().close();
        open = Optional.empty();
        String name = file.path().getFileName().toString();
        Files.move(
                file.path(),
                directory.resolve(name.substring(0, name.length() - PART.length())),
                StandardCopyOption.ATOMIC_MOVE);
        syncDirectory();
    }

    private void syncDirectory() throws IOException {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            open.get().channel().close();
        }
    }
}
