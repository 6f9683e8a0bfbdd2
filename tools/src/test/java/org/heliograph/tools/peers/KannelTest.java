// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.heliograph.tools.peers.Events.await;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kannel is an ESME: it sends, receives, is told what became of it, and comes back. */
final class KannelTest {
    private static final String NUMBER = "447700900001";
    private static final String SHORT_CODE = "1000";
    private static final String LONG_TEXT =
            "Each part of a long text says which part of how many it is. ".repeat(6).strip();
    private static final String UNICODE_TEXT = "Привет, 世界";

    /** Kannel's %d (User's Guide, "Delivery reports"): delivered to the phone. */
    private static final String DELIVERED = "1";

    /** Accepted by the SMSC. */
    private static final String ACCEPTED = "8";

    @TempDir Path directory;

    @BeforeEach
    void needsKannel() {
        assumeTrue(
                PeerProcess.isInstalled("bearerbox") && PeerProcess.isInstalled("smsbox"),
                "needs kannel");
    }

    private World world(int smppPort) throws Exception {
        return new World(directory, Tap.none(), "smsc.smpp.listen=127.0.0.1:" + smppPort);
    }

    private static Handset handset(World world) throws Exception {
        Handset handset = world.handset("handset", NUMBER, true, _ -> {});
        await(handset.log(), HandsetEvent.Registered.class, _ -> true);
        return handset;
    }

    private static void arrives(Kannel kannel, Handset handset, String id, String text, int coding)
            throws Exception {
        kannel.send(id, SHORT_CODE, "+" + NUMBER, text, coding);
        await(
                handset.log(),
                HandsetEvent.TextReceived.class,
                t -> t.text().equals(text) && t.from().equals(SHORT_CODE));
        for (String type : new String[] {ACCEPTED, DELIVERED}) {
            await(
                    kannel.heard(),
                    Kannel.Heard.class,
                    h ->
                            h.path().equals("/dlr")
                                    && h.get("id").equals(id)
                                    && h.get("type").equals(type));
        }
    }

    private static void answers(Kannel kannel, Handset handset, String text) throws Exception {
        assertInstanceOf(
                Handset.SmsResult.Accepted.class, handset.sendSms(SHORT_CODE, text, false));
        await(
                kannel.heard(),
                Kannel.Heard.class,
                h ->
                        h.path().equals("/mo")
                                && h.get("text").equals(text)
                                && h.get("from").equals("+" + NUMBER));
    }

    @Test
    void sendsReceivesAndIsToldWhatBecameOfIt() throws Exception {
        try (World world = world(0);
                Kannel kannel =
                        Kannel.start(
                                directory, world.smsc().smppAddress().port(), world.password())) {
            Handset handset = handset(world);
            arrives(kannel, handset, "short", "Hello from Kannel", 0);
            arrives(kannel, handset, "long", LONG_TEXT, 0);
            arrives(kannel, handset, "unicode", UNICODE_TEXT, 2);
            answers(kannel, handset, "Hello from a handset");
            answers(kannel, handset, LONG_TEXT);
        }
    }

    @Test
    void comesBackAfterOurRestartAndLosesNothing() throws Exception {
        World first = world(0);
        int port = first.smsc().smppAddress().port();
        try (Kannel kannel = Kannel.start(directory, port, first.password())) {
            try (first) {
                arrives(kannel, handset(first), "before", "Before the restart", 0);
            }
            kannel.send("between", SHORT_CODE, "+" + NUMBER, "While you were away", 0);
            try (World second = world(port)) {
                Handset handset = handset(second);
                await(
                        handset.log(),
                        HandsetEvent.TextReceived.class,
                        t -> t.text().equals("While you were away"));
                arrives(kannel, handset, "after", "After the restart", 0);
                answers(kannel, handset, "Welcome back");
            }
        }
    }
}
