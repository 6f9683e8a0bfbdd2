// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that come, change and go while they are in use. */
final class ScriptDirectoryTest {
    private static final Duration LIMIT = Duration.ofMillis(200);

    @TempDir Path directory;

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private static String sends(String cause) {
        return "Answer send(Parcel parcel) { refuse('" + cause + "') }";
    }

    private static List<String> said(ScriptDirectory<Carrier> scripts) throws ScriptFailure {
        List<String> all = new ArrayList<>();
        for (LoadedScript<Carrier> script : scripts.scripts()) {
            all.add(script.run(one -> one.send(ScriptTest.PARCEL)).toString());
        }
        return all;
    }

    @Test
    void takesUpWhatChangesAndKeepsWhatCannotBeUsed() throws Exception {
        ScriptDirectory<Carrier> scripts =
                ScriptDirectory.open(directory.resolve("."), Carrier.FORM, LIMIT);
        assertEquals(List.of(), scripts.scripts());
        write("20-b.groovy", sends("b"));
        write("10-a.groovy", "Answer send(Parcel parcel) { refuse(table('t').get('k')) }");
        write("t.csv", "# rows\nk,first\n");
        assertEquals(0, scripts.refresh());
        assertEquals(List.of("refused: first", "refused: b"), said(scripts));
        write("t.csv", "k,second row, with a comma\n");
        write("20-b.groovy", "Answer send(Parcel parcel) { System.exit(1) }");
        write("30-c.groovy", "no script");
        assertEquals(2, scripts.refresh());
        assertEquals(0, scripts.refresh());
        assertEquals(List.of("refused: second row, with a comma", "refused: b"), said(scripts));
        write("t.csv", "k\nk,v\n");
        Files.delete(directory.resolve("20-b.groovy"));
        Files.delete(directory.resolve("30-c.groovy"));
        assertEquals(1, scripts.refresh());
        assertEquals(List.of("refused: second row, with a comma"), said(scripts));
    }

    @Test
    void doesNotStartWithWhatCannotBeUsed() throws Exception {
        write("a.groovy", "Answer send(Parcel parcel) {\n  new File('x')\n}");
        IOException e =
                assertThrows(
                        IOException.class,
                        () -> ScriptDirectory.open(directory, Carrier.FORM, LIMIT));
        assertTrue(e.toString().contains("file=a.groovy"), e.toString());
        assertTrue(e.toString().contains("line 2"), e.toString());
    }

    @Test
    void readsNoneOfTooMany() throws Exception {
        write("00.groovy", sends("first"));
        ScriptDirectory<Carrier> scripts = ScriptDirectory.open(directory, Carrier.FORM, LIMIT);
        for (int i = 1; i <= 50; i++) {
            write("x" + i + ".groovy", "no script");
        }
        assertEquals(1, scripts.refresh(), "said once, and not of each");
        assertEquals(0, scripts.refresh(), "until something changes");
        assertEquals(List.of("refused: first"), said(scripts));
        IOException e =
                assertThrows(
                        IOException.class,
                        () -> ScriptDirectory.open(directory, Carrier.FORM, LIMIT));
        assertTrue(
                e.toString().endsWith("reason=\"more than 50 scripts or 50 tables\""),
                e.toString());
        Files.delete(directory.resolve("x50.groovy"));
        assertEquals(49, scripts.refresh(), "each is looked at now");
        for (int i = 1; i <= 51; i++) {
            write("t" + i + ".csv", "k,v\n");
        }
        assertEquals(1, scripts.refresh());
        assertEquals(0, scripts.refresh());
    }

    @Test
    void watches() throws Exception {
        try (var scripts =
                ScriptDirectory.open(directory, Carrier.FORM, LIMIT).watch(Duration.ofMillis(20))) {
            write("a.groovy", sends("a"));
            while (scripts.scripts().isEmpty()) {
                Thread.onSpinWait();
            }
            assertEquals(List.of("refused: a"), said(scripts));
        }
    }
}
