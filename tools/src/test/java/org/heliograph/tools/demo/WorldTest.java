// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.rp.RpCause;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.mms.Attachment;
import org.heliograph.tools.mms.Composition;
import org.heliograph.tools.mms.Mm1Client;
import org.heliograph.tools.smpp.EsmeClient;
import org.heliograph.tools.smpp.EsmeEvent;
import org.heliograph.tools.wire.EventLog;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorldTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path directory;

    @Test
    void fetchesADeferredMessageLaterAndAcknowledgesIt() throws Exception {
        try (World world = new World(directory, Tap.none())) {
            Handset a = registered(world.handset("a", "447700900001", true, _ -> {}));
            Handset b = registered(world.handset("b", "447700900002", false, _ -> {}));
            Composition message =
                    new Composition(
                            List.of("+447700900002"),
                            "later",
                            true,
                            List.of(Attachment.text("a.txt", "there is time")));
            assertInstanceOf(Mm1Client.Answer.Pdu.class, a.sendMms(message));
            MmsPdu.MNotificationInd notification =
                    await(b.log(), HandsetEvent.NotificationReceived.class, _ -> true)
                            .notification();
            assertInstanceOf(Mm1Client.Answer.Empty.class, b.defer(notification));
            b.fetch(notification);
            HandsetEvent.MmsReceived received =
                    await(b.log(), HandsetEvent.MmsReceived.class, _ -> true);
            assertEquals(1, received.files().size());
            await(a.log(), HandsetEvent.DeliveryReportReceived.class, _ -> true);
        }
    }

    @Test
    void tellsTheSenderThatAHandsetRefused() throws Exception {
        try (World world = new World(directory, Tap.none())) {
            Handset b = registered(world.handset("b", "447700900002", true, _ -> {}));
            b.refuseNext(RpCause.UNASSIGNED_NUMBER);
            EsmeClient esme = world.esme(EsmeClient.Kind.TRANSCEIVER, world.password(), _ -> {});
            List<String> ids =
                    esme.submit(
                            "Info", "+447700900002", "Hello", true, EsmeClient.LongText.SEGMENTS);
            EsmeEvent.Receipt receipt = await(esme.log(), EsmeEvent.Receipt.class, _ -> true);
            assertEquals(ids.getFirst(), receipt.messageId());
            assertEquals("UNDELIV", receipt.state());
            assertTrue(
                    b.log().soFar().stream()
                            .noneMatch(HandsetEvent.TextReceived.class::isInstance));
        }
    }

    private static Handset registered(Handset handset) throws InterruptedException {
        await(handset.log(), HandsetEvent.Registered.class, _ -> true);
        return handset;
    }

    private static <E, T extends E> T await(EventLog<E> log, Class<T> type, Predicate<T> wanted)
            throws InterruptedException {
        return log.await(type, wanted, PATIENCE)
                .orElseThrow(() -> new AssertionError("came: " + log.soFar()));
    }
}
