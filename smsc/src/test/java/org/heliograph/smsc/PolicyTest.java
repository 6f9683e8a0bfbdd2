// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.heliograph.smsc.accept.Releases;
import org.heliograph.smsc.message.MessageId;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole SMSC with scripts: what an ESME sends, and what another one gets. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class PolicyTest {
    private static final int SUBMIT_FAILED = 0x45;

    /** What arrived, where and from whom. */
    private record Arrival(String account, String from, String to, String text) {}

    @TempDir Path directory;
    private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
    private @Nullable Smsc smsc;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private SMPPSession demo = new SMPPSession();
    private SMPPSession other = new SMPPSession();

    private void start(String onFailure, String... namesAndTexts) throws Exception {
        start(List.of("smsc.policy.onFailure=" + onFailure), namesAndTexts);
    }

    private Smsc start(List<String> more, String... namesAndTexts) throws Exception {
        Files.createDirectories(directory.resolve("scripts"));
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "smsc.policy.directory=scripts",
                                "smsc.policy.reloadInterval=100ms"));
        settings.addAll(more);
        smsc =
                WholeSmsc.start(
                        WholeSmsc.settings(settings.toArray(String[]::new)), directory, meters);
        demo = bind("demo");
        other = bind("other");
        return smsc;
    }

    /** Puts a file into its place at once, as operators are told to. */
    private void put(String name, String text) throws IOException {
        Path made = Files.writeString(directory.resolve("made"), text);
        Files.move(
                made,
                directory.resolve("scripts").resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @AfterEach
    void stop() {
        demo.unbindAndClose();
        other.unbindAndClose();
        if (smsc != null) {
            smsc.close();
        }
    }

    private SMPPSession bind(String account) throws IOException {
        return WholeSmsc.bind(
                Objects.requireNonNull(smsc),
                directory,
                account,
                pdu -> {
                    String text = new String(pdu.getShortMessage(), US_ASCII);
                    arrived.add(
                            new Arrival(account, pdu.getSourceAddr(), pdu.getDestAddress(), text));
                });
    }

    private static int submit(SMPPSession session, String to, String text) throws Exception {
        try {
            WholeSmsc.submit(session, to, text.startsWith("receipt") ? 1 : 0, text);
            return 0;
        } catch (NegativeResponseException e) {
            return e.getCommandStatus();
        }
    }

    private Arrival next() throws InterruptedException {
        Arrival next = arrived.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing arrived");
        }
        return next;
    }

    @Test
    void changesRefusesAndTags() throws Exception {
        start(
                "accept",
                "10-news.groovy",
                """
                Decision submission(Sms sms) {
                    if (sms.text.contains('casino')) return refuse('gambling')
                    accept().from('News').to('2000').text(sms.text.toUpperCase()).tag('news')
                }
                """,
                "20-more.groovy",
                "Decision submission(Sms sms) { accept().text(sms.text + ' to ' + sms.to) }");
        assertEquals(0, submit(demo, "447700900001", "hello"));
        assertEquals(new Arrival("other", "News", "2000", "HELLO to 2000"), next());
        assertEquals(SUBMIT_FAILED, submit(demo, "2000", "the casino"));
    }

    @Test
    void makesAsManyPartsAsALongerTextNeeds() throws Exception {
        start(
                "accept",
                "a.groovy",
                """
                Decision submission(Sms sms) {
                    String text = ''
                    for (i in 1..60) { text += 'part ' }
                    accept().text(text)
                }
                """);
        assertEquals(0, submit(demo, "2000", "x"));
        next();
        next();
    }

    @Test
    void routes() throws Exception {
        start(
                "accept",
                "a.groovy",
                """
                Decision routing(Sms sms) {
                    if (sms.text == 'lost') return route('esme:nobody')
                    if (sms.text == 'back') return refuse('not-there')
                    sms.route == 'ims' ? route('esme:other') : accept()
                }
                """);
        assertEquals(0, submit(demo, "447700900001", "for a handset"));
        assertEquals(new Arrival("other", "1000", "447700900001", "for a handset"), next());
        assertEquals(0, submit(demo, "1000", "for us"));
        assertEquals("demo", next().account);
        assertEquals(0x0B, submit(demo, "2000", "back"));
        assertEquals(0, submit(demo, "2000", "lost")); // as usual, for there is no such account
        assertEquals("other", next().account);
    }

    @Test
    void delaysFromTheStart() throws Exception {
        start("accept", "a.groovy", "Decision submission(Sms sms) { delayFor('2s') }");
        long began = System.nanoTime();
        assertEquals(0, submit(demo, "2000", "later"));
        assertEquals("later", next().text);
        assertTrue(System.nanoTime() - began >= TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void decidesAboutWhatAnOperatorReleases() throws Exception {
        Smsc centre =
                start(
                        List.of(
                                "smsc.firewall.enabled=true",
                                "smsc.firewall.ownNumbers.action=quarantine",
                                "smsc.firewall.ownNumbers.numbers=[1000]"),
                        "a.groovy",
                        """
                        Decision submission(Sms sms) { delayFor('2s') }
                        Decision routing(Sms sms) { route('esme:other') }
                        """);
        assertEquals(0, submit(demo, "447700900001", "held"));
        MessageId held =
                centre.releases()
                        .quarantine()
                        .list(new MessageId(Long.MAX_VALUE), 1)
                        .getFirst()
                        .last()
                        .id();
        long released = System.nanoTime();
        assertInstanceOf(Releases.Outcome.Done.class, centre.releases().release(held));
        assertEquals("other", next().account);
        assertTrue(System.nanoTime() - released >= TimeUnit.MILLISECONDS.toNanos(1_900));
    }

    @Test
    void delaysAndRefusesBeforeEachAttempt() throws Exception {
        start(
                "accept",
                "a.groovy",
                """
                Decision delivery(Sms sms) {
                    if (sms.text.startsWith('receipt')) return refuse('unwanted')
                    sms.source == 'esme:demo' && table('gate').get('open') == 'no' ? delayFor('1s') : accept()
                }
                """,
                "gate.csv",
                "open,no\n");
        assertEquals(0, submit(demo, "2000", "one"));
        assertEquals(0, submit(demo, "2000", "two"));
        assertEquals(null, arrived.poll(1500, TimeUnit.MILLISECONDS));
        put("gate.csv", "open,yes\n");
        assertEquals("one", next().text);
        assertEquals("two", next().text);
        assertEquals(0, submit(demo, "2000", "receipt please"));
        String receipt = next().text;
        assertTrue(receipt.contains("stat:UNDELIV err:108"), receipt);
    }

    @Test
    void costsNobodyElseAnythingWhereItFails() throws Exception {
        String bad =
                """
                Decision submission(Sms sms) {
                    if (sms.text == 'loop') { while (true) { } }
                    if (sms.text == 'deep') { return again(sms) }
                    if (sms.text == 'fail') { sms.text.toInteger() }
                    if (sms.text == 'much') { String s = 'x'; while (true) { s += s } }
                    if (sms.text == 'null') { return null }
                    accept()
                }
                Decision again(Sms sms) { again(sms) }
                """;
        start("refuse", "bad.groovy", bad);
        for (String text : List.of("deep", "fail", "much", "null", "loop")) {
            assertEquals(SUBMIT_FAILED, submit(demo, "2000", text), text);
            assertEquals(0, submit(demo, "2000", "good after " + text));
            assertEquals("good after " + text, next().text);
        }
        assertEquals(5, meters.get("heliograph.smsc.scripts.failed").counter().count());
        var stop = new AtomicBoolean();
        SMPPSession second = bind("other");
        Thread looping =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        for (int i = 0; i < 4 && !stop.get(); i++) {
                                            submit(second, "1000", "loop");
                                        }
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        for (int i = 0; i < 100; i++) {
            assertEquals(0, submit(demo, "1000", "good " + i));
        }
        stop.set(true);
        looping.join();
        for (int i = 0; i < 100; i++) {
            assertEquals("good " + i, next().text);
        }
        second.unbindAndClose();
    }

    @Test
    void goesOnWithoutAScriptThatFailsIfSoConfigured() throws Exception {
        start("accept", "a.groovy", "Decision submission(Sms sms) { table('none'); refuse('x') }");
        assertEquals(0, submit(demo, "2000", "all the same"));
        assertEquals("all the same", next().text);
    }

    @Test
    void losesNothingWhileScriptsAreReplaced() throws Exception {
        start("accept", "a.groovy", version(0));
        var stop = new AtomicBoolean();
        Thread operator =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        for (int i = 1; !stop.get(); i++) {
                                            put("a.groovy", i % 3 == 0 ? "broken" : version(i));
                                            new CountDownLatch(1).await(150, TimeUnit.MILLISECONDS);
                                        }
                                    } catch (IOException | InterruptedException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        Set<String> versions = new HashSet<>();
        for (int i = 0; i < 600; i++) {
            assertEquals(0, submit(demo, "2000", "message " + i));
            String text = next().text;
            assertTrue(text.startsWith("message " + i + " v"), text);
            versions.add(text.substring(text.indexOf(" v")));
            new CountDownLatch(1).await(3, TimeUnit.MILLISECONDS);
        }
        stop.set(true);
        operator.join();
        assertEquals(0, arrived.size());
        assertTrue(versions.size() > 2, versions.toString());
    }

    private static String version(int number) {
        return "Decision submission(Sms sms) { accept().text(sms.text + ' v" + number + "') }";
    }

    @Test
    void doesNotStartWithAScriptThatCannotBeUsed() {
        IOException e =
                assertThrows(
                        IOException.class,
                        () ->
                                start(
                                        "accept",
                                        "a.groovy",
                                        "Decision submission(Sms sms) { 'x'.execute() }"));
        assertTrue(e.toString().contains("a.groovy"), e.toString());
    }
}
