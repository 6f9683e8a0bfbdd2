// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.heliograph.charging.credit.Balances;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.mms.Attachment;
import org.heliograph.tools.mms.Composition;
import org.heliograph.tools.mms.Mm1Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prepaid messages while the server is killed again and again, at any moment of the reservation,
 * the message, its end, the record and the file: in the end what was taken from the balances is
 * what the records say, and each message has one.
 */
final class KilledWhileChargingTest {
    private static final int KILLS = 5;
    private static final int LONGEST_LIFE = 2_000;
    private static final String RICH = "1000000";

    @TempDir Path directory;
    private Scene scene;
    private Money money;
    private final Set<String> texts = ConcurrentHashMap.newKeySet();
    private final Set<String> photos = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void open() throws Exception {
        scene = new Scene(directory);
        Files.createDirectories(scene.data());
        money = new Money(scene.data());
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void recordsAndBalancesAgreeInTheEnd() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        money.topUp("demo", RICH);
        money.topUp(Scene.A, RICH);
        ServerProcess server = serve();
        Handset b = scene.handset(Scene.B, false);
        for (int i = 0; i < KILLS; i++) {
            b.registerNow();
            try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
                var sending =
                        List.of(senders.submit(this::sendTexts), senders.submit(this::sendPhotos));
                pass(Duration.ofMillis(random.nextInt(LONGEST_LIFE)));
                server.kill();
                for (Future<?> one : sending) {
                    one.get(); // nothing was refused
                }
            }
            server = serve();
        }
        b.registerNow();
        money.await("smsc", records -> values(records, "messageReference").containsAll(texts));
        money.await("mmsc", records -> values(records, "messageID").containsAll(photos));
        server.signal("TERM");
        server.exitCode();
        List<Map<String, String>> sms = money.records("smsc");
        List<Map<String, String>> mms = money.records("mmsc");
        int left = money.expire();
        System.out.printf(
                "seed %d, %d kills: %d texts and %d photos acknowledged, %d and %d records, %d"
                        + " reservations that were for nothing%n",
                seed, KILLS, texts.size(), photos.size(), sms.size(), mms.size(), left);
        assertTrue(texts.size() > KILLS && photos.size() > KILLS, "little was sent");
        assertEquals(sms.size(), values(sms, "recordId").size(), "an event twice, seed " + seed);
        assertEquals(mms.size(), values(mms, "recordId").size(), "an event twice, seed " + seed);
        agree("demo", sms, seed);
        agree(Scene.A, mms, seed);
    }

    private void agree(String account, List<Map<String, String>> records, long seed)
            throws Exception {
        Balances.Balance balance = money.balance(account);
        BigDecimal taken = new BigDecimal(RICH).subtract(balance.amount());
        assertEquals(0, taken.compareTo(Money.cost(records)), taken + " is taken, seed " + seed);
        assertEquals(0, balance.reserved().signum(), "seed " + seed);
    }

    private static Set<String> values(List<Map<String, String>> records, String field) {
        Set<String> values = new HashSet<>();
        records.forEach(record -> values.add(record.getOrDefault(field, "")));
        return values;
    }

    private ServerProcess serve() throws IOException, InterruptedException {
        return scene.serve(Money.SETTINGS.toArray(String[]::new));
    }

    private static void pass(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Until the server is killed. */
    private void sendTexts() {
        try (SmppDoor esme = new SmppDoor(scene.smpp(), ServerProcess.PATIENCE)) {
            assertEquals(0, esme.bind("demo", scene.password()));
            while (true) {
                SmppDoor.Response response = esme.submit(Scene.B, "text");
                assertEquals(0, response.status());
                texts.add(response.messageId());
            }
        } catch (IOException e) {
            return; // killed
        }
    }

    private void sendPhotos() {
        try (Mm1Client mm1 = new Mm1Client(Optional.empty(), Map.of("X-MSISDN", Scene.A))) {
            for (int i = 0; true; i++) {
                var message =
                        new Composition(
                                List.of("+" + Scene.B),
                                "photo " + i,
                                false,
                                List.of(Attachment.text("a.txt", "photo")));
                if (!(mm1.post(scene.mm1(), message.toPdu())
                                instanceof Mm1Client.Answer.Pdu(MmsPdu.MSendConf conf))
                        || !conf.responseStatus().equals(ResponseStatus.OK)) {
                    return; // killed
                }
                photos.add(conf.messageId().orElseThrow());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
