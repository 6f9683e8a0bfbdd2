// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.heliograph.config.SqlDatabase;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.store.Cable;
import org.heliograph.smsc.store.PostgresServer;
import org.heliograph.smsc.store.SqlMessageStore;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.extra.NegativeResponseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The connection to PostgreSQL ends in the middle of a commit, so that nobody can know whether it
 * was kept.
 */
@Timeout(60)
final class UnknownCommitTest {
    private static final String HANDSET = "447700900123";
    private static @Nullable PostgresServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private static SqlMessageStore store(SqlDatabase database, boolean shared) throws Exception {
        var meters = new SimpleMeterRegistry();
        return shared
                ? SqlMessageStore.share(database, meters)
                : SqlMessageStore.open(database, meters);
    }

    /** {@return how often it was refused before it was accepted} */
    private static int submit(EsmePeer esme, String text, int registered) throws Exception {
        for (int refused = 0; ; refused++) {
            try {
                esme.submit(HANDSET, 0, 0, registered, text.getBytes(US_ASCII));
                return refused;
            } catch (NegativeResponseException e) {
                assertEquals(SMPPConstant.STAT_ESME_RSYSERR, e.getCommandStatus());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private static List<String> next(TestCentre centre, int count) throws InterruptedException {
        var texts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            texts.add(centre.nextArrival().userData().text(Alphabet.GSM_7BIT));
        }
        return texts;
    }

    @ParameterizedTest(name = "kept {0}, among several nodes {1}")
    @CsvSource({"true, false", "false, false", "true, true", "false, true"})
    void refusesWhatItMayHaveKeptAndLosesNothing(boolean kept, boolean shared) throws Exception {
        try (Cable cable = Cable.to(Objects.requireNonNull(server).settings());
                SqlDatabase database = cable.settings().open(Path.of("."));
                SqlMessageStore store = store(database, shared);
                TestCentre centre = new TestCentre(store);
                EsmePeer esme = new EsmePeer(centre)) {
            esme.bind(BindType.BIND_TX);
            submit(esme, "before", 0);
            assertEquals(List.of("before"), next(centre, 1));

            centre.awaitNothingWaits();
            cable.cutAtCommit("INSERT 0 1", kept);
            assertTrue(submit(esme, "unknown", 0) > 0, "accepted, though nobody knows");
            assertFalse(cable.cutsYet());
            submit(esme, "after", 0);
            // what was refused and kept all the same comes too, once, and in its place
            List<String> expected = new ArrayList<>(Collections.nCopies(kept ? 2 : 1, "unknown"));
            expected.add("after");
            assertEquals(expected, next(centre, expected.size()));
            centre.awaitNothingWaits();
            assertTrue(centre.arrived.isEmpty());
        }
    }

    @ParameterizedTest(name = "kept {0}, among several nodes {1}")
    @CsvSource({"true, false", "false, false", "true, true", "false, true"})
    void keepsAnOutcomeAgainAndTellsItOnce(boolean kept, boolean shared) throws Exception {
        try (Cable cable = Cable.to(Objects.requireNonNull(server).settings());
                SqlDatabase database = cable.settings().open(Path.of("."));
                SqlMessageStore store = store(database, shared);
                TestCentre centre = new TestCentre(store);
                EsmePeer esme = new EsmePeer(centre)) {
            esme.bind(BindType.BIND_TRX);
            submit(esme, "before", 1);
            esme.nextDelivery();
            centre.awaitNothingWaits();
            cable.cutAtCommit("DELETE 1", kept);
            submit(esme, "unknown", 1);
            assertTrue(text(esme).contains(" stat:DELIVRD "));
            assertFalse(cable.cutsYet());
            submit(esme, "after", 1);
            assertTrue(text(esme).contains(" stat:DELIVRD "));
            centre.awaitNothingWaits();
            var arrived = new ArrayList<String>();
            centre.arrived.forEach(one -> arrived.add(one.userData().text(Alphabet.GSM_7BIT)));
            assertEquals(List.of("before", "unknown", "after"), arrived);
        }
    }

    private static String text(EsmePeer esme) throws InterruptedException {
        return new String(esme.nextDelivery().getShortMessage(), US_ASCII);
    }
}
