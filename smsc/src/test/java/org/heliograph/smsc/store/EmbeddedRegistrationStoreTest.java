// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.smsc.register.Registration;
import org.heliograph.smsc.register.RegistrationStore;
import org.heliograph.smsc.register.RegistrationStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedRegistrationStoreTest implements RegistrationStoreContract {
    @TempDir Path directory;
    @TempDir Path elsewhere;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private RegistrationStore store;

    @BeforeEach
    void open() throws Exception {
        store = opened(directory);
    }

    private RegistrationStore opened(Path where) throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.open(where, "smsc");
        opened.add(database);
        RegistrationStore made =
                SqlRegistrationStore.open(database, false, new SimpleMeterRegistry());
        opened.add(made);
        return made;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : opened.reversed()) {
            part.close();
        }
    }

    @Override
    public RegistrationStore store() {
        return store;
    }

    /** What the file holds this moment is what a process killed now would leave. */
    @Override
    public RegistrationStore afterCrash() throws Exception {
        Files.copy(directory.resolve("smsc.mv.db"), elsewhere.resolve("smsc.mv.db"));
        return opened(elsewhere);
    }

    @Test
    @Tag("long")
    void loadsManyWithinSeconds() throws Exception {
        for (int from = 0; from < 200_000; from += 1_000) {
            store.keep(
                    IntStream.range(from, from + 1_000)
                            .mapToObj(
                                    i ->
                                            RegistrationStoreContract.registration(
                                                    "44" + (7_000_000_000L + i),
                                                    "sip:phone@192.0.2.1:" + i,
                                                    600))
                            .toList());
        }
        RegistrationStore restarted = afterCrash();
        int[] count = {0};
        long start = System.nanoTime();
        restarted.load(NOW, (Registration _) -> count[0]++);
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(count[0] == 200_000 && millis < 10_000, count[0] + " in ms: " + millis);
    }
}
