// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    @TempDir Path directory;

    private Journal open() throws IOException {
        return Journal.open(directory.resolve("test").toString(), true);
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(List<Journal.Entry> entries) {
        var texts = new ArrayList<String>();
        for (Journal.Entry entry : entries) {
            texts.add(entry.number() + " " + StandardCharsets.UTF_8.decode(entry.octets()));
        }
        return texts;
    }

    private List<String> after(long applied) throws IOException {
        try (Journal journal = open()) {
            return texts(journal.begin(applied));
        }
    }

    @Test
    void givesBackWhatIsNotApplied() throws Exception {
        try (Journal journal = open()) {
            assertEquals(List.of(), journal.begin(41));
            assertEquals(42, journal.append(octets("a")));
            assertEquals(43, journal.append(octets("")));
            assertEquals(44, journal.append(octets("c".repeat(3_000_000))));
        }
        assertEquals(List.of("43 ", "44 " + "c".repeat(3_000_000)), after(42));
    }

    @Test
    void goesOnInTheOtherFileAndUsesTheFirstAgain() throws Exception {
        try (Journal journal = open()) {
            journal.begin(0);
            for (int i = 1; i <= 9; i++) {
                journal.append(octets("long enough to leave something behind, " + i));
                journal.free(i - 2); // some are wanted still
            }
        }
        assertEquals(
                List.of(
                        "8 long enough to leave something behind, 8",
                        "9 long enough to leave something behind, 9"),
                after(7));
        try (Journal journal = open()) {
            journal.begin(9);
            journal.append(octets("new"));
        }
        assertEquals(List.of("10 new"), after(9));
    }

    @Test
    void endsWhereAnEntryIsNotWhole() throws Exception {
        try (Journal journal = open()) {
            journal.begin(0);
            journal.append(octets("first"));
            journal.append(octets("second"));
            journal.append(octets("third"));
        }
        try (FileChannel file =
                FileChannel.open(directory.resolve("test.journal0"), StandardOpenOption.WRITE)) {
            file.write(octets("X"), 16 + 5 + 16 + 3); // within the second
        }
        assertEquals(List.of("1 first"), after(0));
        try (Journal journal = open()) { // the number is free again
            journal.begin(1);
            assertEquals(2, journal.append(octets("once more")));
        }
        assertEquals(List.of("2 once more"), after(1));
    }

    @Test
    void takesAnythingForTheEnd() throws Exception {
        for (String rest : List.of("", "12345678901234", "\u007f".repeat(40), "\0".repeat(40))) {
            Files.writeString(directory.resolve("test.journal1"), rest);
            assertEquals(List.of(), after(0));
        }
    }
}
