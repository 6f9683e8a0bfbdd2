// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.heliograph.mmsc.message.Body;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.message.Spool;
import org.heliograph.mmsc.message.Token;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentStoreTest implements ContentStoreContract {
    @TempDir private Path directory;
    private FileContentStore contents;

    @BeforeEach
    void open() throws IOException {
        contents = FileContentStore.open(directory, new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        contents.close();
    }

    private void again() throws IOException {
        contents.close();
        open();
    }

    @Override
    public ContentStore contents() {
        return contents;
    }

    private static Octets octets(int length) {
        byte[] octets = new byte[length];
        new SplittableRandom(length).nextBytes(octets);
        return Octets.ofOwned(octets);
    }

    private Octets read(Token name) throws IOException {
        try (InputStream in = contents.open(name).orElseThrow()) {
            return Octets.ofOwned(in.readAllBytes());
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** Files go on a thread of their own. */
    private void awaitFiles(int count) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (files().size() != count && System.nanoTime() < deadline) {
            new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
        }
        assertEquals(count, files().size(), () -> "in " + directory);
    }

    @Test
    void leavesFilesOfOthersAlone() throws IOException {
        Path other = Files.writeString(directory.resolve("README"), "mine");
        Files.writeString(directory.resolve("AAAAAAAAAAAAAAAAAAAAAA.partial"), "half");
        again();
        assertEquals(1, contents.sweep(_ -> false));
        assertTrue(Files.exists(other));
    }

    @Test
    void keepsShortBodiesTogetherAndLongOnesApartOverARestart() throws Exception {
        Map<Token, Octets> put = new HashMap<>();
        int[] lengths = {0, 1, 50_000, FileContentStore.SHORT, FileContentStore.SHORT + 1, 2 << 20};
        for (int length : lengths) {
            Token name = TOKENS.token();
            contents.put(name, Body.of(octets(length)));
            put.put(name, octets(length));
        }
        assertEquals(3, files().size(), "a segment and two files");
        again();
        for (Map.Entry<Token, Octets> entry : put.entrySet()) {
            assertEquals(entry.getValue(), read(entry.getKey()));
            contents.remove(entry.getKey());
        }
        awaitFiles(0);
    }

    @Test
    void keepsWhatWasPutDownBehindItsHeaders() throws Exception {
        Token name = TOKENS.token();
        Octets pdu = octets(300_000);
        try (Spool spool = contents.spool()) {
            spool.write(pdu.toArray(), 0, pdu.length());
            assertEquals(pdu.slice(0, 20), spool.start(20));
            contents.put(name, spool.from(123));
        }
        try (Spool forgotten = contents.spool()) {
            forgotten.write(pdu.toArray(), 0, pdu.length());
        }
        again();
        assertEquals(pdu.from(123), read(name));
        assertEquals(0, contents.sweep(name::equals));
        contents.remove(name);
        awaitFiles(0);
    }

    /** A crash in the middle of a write that nobody was told of. */
    @Test
    void readsASegmentWithATornTail() throws Exception {
        Token first = TOKENS.token();
        Token second = TOKENS.token();
        contents.put(first, Body.of(octets(1000)));
        contents.put(second, Body.of(octets(2000)));
        contents.close();
        Path segment = files().getFirst();
        for (int torn : new int[] {1, 1999, 2000, 2001, 2039}) {
            try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
                file.setLength(1040 + 2040 - torn);
            }
            open();
            assertEquals(octets(1000), read(first));
            assertTrue(contents.open(second).isEmpty());
            Token third = TOKENS.token();
            contents.put(third, Body.of(octets(10)));
            again();
            assertEquals(octets(10), read(third), "what came after the crash");
            contents.remove(third);
            contents.close();
        }
        open();
    }

    @Test
    void failsRatherThanGiveOtherOctets() throws Exception {
        Token name = TOKENS.token();
        contents.put(name, Body.of(octets(1000)));
        try (RandomAccessFile file = new RandomAccessFile(files().getFirst().toFile(), "rw")) {
            file.seek(700);
            int octet = file.read();
            file.seek(700);
            file.write(octet + 1);
        }
        assertThrows(IOException.class, () -> read(name));
    }

    /** Anything may stand in a file: what cannot be read is passed over. */
    @Test
    void opensWhateverSegmentsHold() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        Token name = TOKENS.token();
        contents.put(name, Body.of(octets(100)));
        contents.close();
        byte[] whole = Files.readAllBytes(files().getFirst());
        for (int i = 0; i < 300; i++) {
            byte[] broken = whole.clone();
            broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(directory.resolve("segment-000000000007"), broken);
            open();
            contents.close();
        }
        open();
    }

    @Test
    void refusesWhenTheDiskDoesNotTakeIt() throws Exception {
        Token name = TOKENS.token();
        Token after = TOKENS.token();
        Files.createDirectory(directory.resolve("segment-000000000001"));
        assertThrows(IOException.class, () -> contents.put(name, Body.of(octets(10))));
        assertTrue(contents.open(name).isEmpty());
        contents.put(after, Body.of(octets(10)));
        assertEquals(octets(10), read(after));
        Files.delete(directory.resolve("segment-000000000001"));
    }

    @Test
    void takesManyAtATime() throws Exception {
        List<Thread> threads = new ArrayList<>();
        Map<Token, Octets> put = new ConcurrentHashMap<>();
        for (int t = 0; t < 16; t++) {
            int length = 100 + t;
            threads.add(
                    Thread.startVirtualThread(
                            () -> {
                                for (int i = 0; i < 50; i++) {
                                    Token name = TOKENS.token();
                                    try {
                                        contents.put(name, Body.of(octets(length)));
                                        put.put(name, octets(length));
                                        if (i % 2 == 0) {
                                            contents.remove(name);
                                            put.remove(name);
                                        }
                                    } catch (IOException e) {
                                        throw new IllegalStateException(e);
                                    }
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(16 * 25, put.size());
        again();
        // removed ones are there again, but for those of segments that had no others
        int again = contents.sweep(put::containsKey);
        assertTrue(again > 0 && again <= 16 * 25, () -> "swept " + again);
        for (Map.Entry<Token, Octets> entry : put.entrySet()) {
            assertEquals(entry.getValue(), read(entry.getKey()));
            contents.remove(entry.getKey());
        }
        awaitFiles(0);
    }

    /** A full segment of which two bodies of ten are still wanted, as it is after a minute. */
    private List<Token> sparse(int damaged) throws Exception {
        List<Token> names = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            names.add(TOKENS.token());
            contents.put(names.get(i), Body.of(octets(1000 + i)));
        }
        contents.close();
        if (damaged > 0) {
            try (RandomAccessFile file = new RandomAccessFile(files().getFirst().toFile(), "rw")) {
                file.seek(damaged);
                int octet = file.read();
                file.seek(damaged);
                file.write(octet + 1);
            }
        }
        contents =
                FileContentStore.open(
                        directory,
                        new SegmentCleaner.Pace(Duration.ZERO, Duration.ofMillis(10)),
                        new SimpleMeterRegistry());
        for (Token name : names.subList(2, 10)) {
            contents.remove(name);
        }
        return names;
    }

    @Test
    void movesWhatIsWantedOutOfASegmentOfWhichMostIsNot() throws Exception {
        Path first = directory.resolve("segment-000000000001");
        List<Token> names = sparse(0);
        awaitGone(first);
        for (int start = 0; start < 2; start++) {
            assertEquals(octets(1000), read(names.get(0)));
            assertEquals(octets(1001), read(names.get(1)));
            assertEquals(1, files().size(), "one segment");
            again();
            assertEquals(0, contents.sweep(names.subList(0, 2)::contains));
        }
        contents.remove(names.get(0));
        contents.remove(names.get(1));
        awaitFiles(0);
    }

    /** What a disk has spoiled may be wanted by somebody who knows how to read it. */
    @Test
    void leavesASegmentWhoseContentCannotBeRead() throws Exception {
        Path first = directory.resolve("segment-000000000001");
        List<Token> names = sparse(500); // in the first body
        awaitFiles(2);
        assertEquals(octets(1001), read(names.get(1)), "moved, or not yet");
        contents.remove(names.get(1));
        awaitFiles(1);
        assertTrue(Files.exists(first));
        assertThrows(IOException.class, () -> read(names.get(0)));
    }

    private static void awaitGone(Path file) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Files.exists(file) && System.nanoTime() < deadline) {
            new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
        }
        assertFalse(Files.exists(file));
    }
}
