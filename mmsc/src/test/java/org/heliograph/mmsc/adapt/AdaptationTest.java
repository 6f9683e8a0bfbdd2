// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.heliograph.config.AdaptationSettings;
import org.heliograph.config.DeviceProfile;
import org.heliograph.config.DeviceTable;
import org.heliograph.mmsc.message.MessageId;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.Tokens;
import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.Test;

final class AdaptationTest {
    private static final Msisdn A = new Msisdn("447700900001");
    private static final Msisdn B = new Msisdn("447700900002");
    private static final Device OLD = new Device("", "Old/1.0");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Octets photo = Drawn.jpeg(640, 480);

    @Test
    void makesAMessageFitOnceForHandsetsOfOneKind() throws Exception {
        AtomicInteger read = new AtomicInteger();
        try (Adaptation adaptation = adaptation(true, LONG, 1 << 20)) {
            MultimediaMessage message = message(true);
            for (int i = 0; i < 2; i++) {
                Octets body =
                        adaptation
                                .adapted(message, B, OLD, () -> counted(read))
                                .orElseThrow()
                                .body();
                assertEquals(160, Drawn.read(body).getWidth());
            }
        }
        assertEquals(1, read.get());
        assertEquals(1, counted("adapted"));
        assertEquals(1, counted("cached"));
    }

    @Test
    void keepsNoMoreThanItMay() throws Exception {
        AtomicInteger read = new AtomicInteger();
        try (Adaptation adaptation = adaptation(true, LONG, 0)) {
            MultimediaMessage message = message(true);
            for (int i = 0; i < 2; i++) {
                assertTrue(adaptation.adapted(message, B, OLD, () -> counted(read)).isPresent());
            }
        }
        assertEquals(2, read.get());
    }

    @Test
    void leavesWhatMayNotBeTouchedOrNeedNotBe() throws Exception {
        Adaptation.Body nobody =
                () -> {
                    throw new AssertionError("read");
                };
        try (Adaptation off = adaptation(false, LONG, 0);
                Adaptation on = adaptation(true, LONG, 0)) {
            assertEquals(Optional.empty(), off.adapted(message(true), B, OLD, nobody));
            assertEquals(Optional.empty(), on.adapted(message(false), B, OLD, nobody));
            assertEquals(Optional.empty(), on.adapted(message(true), B, Device.UNKNOWN, nobody));
        }
        assertEquals(1, counted("not-allowed"));
    }

    @Test
    void givesTheMessageAsItIsWhenItCannotBeDoneInTime() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Adaptation.Body stuck =
                () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    throw new IOException("given up");
                };
        try (Adaptation adaptation = adaptation(true, Duration.ofMillis(50), 0)) {
            assertEquals(Optional.empty(), adaptation.adapted(message(true), B, OLD, stuck));
            interrupted.await();
        }
        assertEquals(1, counted("adaptation-slow"));
    }

    @Test
    void givesTheMessageAsItIsWhenOthersWait() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Adaptation.Body waiting =
                () -> {
                    started.countDown();
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    return photo;
                };
        try (Adaptation adaptation = adaptation(true, LONG, 0)) {
            Thread first = Thread.ofVirtual().start(() -> adapt(adaptation, waiting));
            started.await();
            Thread second = Thread.ofVirtual().start(() -> adapt(adaptation, () -> photo));
            while (second.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            assertEquals(Optional.empty(), adaptation.adapted(message(true), B, OLD, () -> photo));
            end.countDown();
            first.join();
            second.join();
        }
        assertEquals(1, counted("adaptation-busy"));
        assertEquals(2, counted("adapted"));
    }

    @Test
    void givesTheMessageAsItIsWhenItCannotBeRead() throws Exception {
        try (Adaptation adaptation = adaptation(true, LONG, 0)) {
            Adaptation.Body broken =
                    () -> {
                        throw new IOException("the disk");
                    };
            assertEquals(Optional.empty(), adaptation.adapted(message(true), B, OLD, broken));
        }
        assertEquals(1, counted("adaptation-failed"));
    }

    private void adapt(Adaptation adaptation, Adaptation.Body body) {
        try {
            assertTrue(adaptation.adapted(message(true), B, OLD, body).isPresent());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Octets counted(AtomicInteger read) {
        read.incrementAndGet();
        return photo;
    }

    private double counted(String outcome) {
        return meters.counter("heliograph.mmsc.messages.adapted", "outcome", outcome).count();
    }

    /** One worker, one that waits. */
    private Adaptation adaptation(boolean enabled, Duration timeout, int cacheOctets) {
        DeviceProfile old =
                new DeviceProfile(
                        "old", List.of(), List.of("Old*"), true, 0, 160, 0, List.of(), List.of());
        DeviceProfile standard =
                new DeviceProfile(
                        "default", List.of(), List.of(), true, 0, 0, 0, List.of(), List.of());
        return new Adaptation(
                new AdaptationSettings(
                        enabled, "", 1, 1, timeout, 1_000_000, cacheOctets, "Removed."),
                new DeviceProfiles(
                        new DeviceTable(List.of(old, standard)), subscriber -> Optional.empty()),
                new MmscMetrics(meters));
    }

    private static MultimediaMessage message(boolean adaptationAllowed) {
        MmsHeaders headers =
                MmsHeaders.builder()
                        .add(MmsField.ADAPTATION_ALLOWED, adaptationAllowed)
                        .add(MmsField.CONTENT_TYPE, ContentType.of("image/jpeg"))
                        .build();
        Tokens tokens = new Tokens(InstantSource.system(), "mms.example");
        return new MultimediaMessage(
                new MessageId("1@mms.example"),
                A,
                headers,
                tokens.token(),
                1,
                Instant.EPOCH,
                Instant.MAX);
    }
}
