// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.heliograph.tools.peers.Events.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.heliograph.config.Listen;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** node-smpp, which most ESMEs in JavaScript are made with, binds, sends, receives and asks. */
final class NodeSmppTest {
    private static final String NUMBER = "447700900001";
    private static final String SHORT_CODE = "1000";

    /** As esme.js spells it. */
    private static final String LONG_TEXT =
            "Each part of a long text says which part of how many it is. ".repeat(4).strip();

    /** Where ./verify puts it. */
    private static final Path MODULES =
            Path.of(System.getProperty("heliograph.root", ".."), "tools/target/node/node_modules");

    @TempDir Path directory;

    @BeforeEach
    void needsNodeSmpp() {
        assumeTrue(
                PeerProcess.isInstalled("node") && Files.isDirectory(MODULES.resolve("smpp")),
                "needs node-smpp");
    }

    @Test
    void bindsSendsReceivesAndAsks() throws Exception {
        try (World world = new World(directory, Tap.none())) {
            Handset handset = world.handset("handset", NUMBER, true, _ -> {});
            await(handset.log(), HandsetEvent.Registered.class, _ -> true);
            try (PeerProcess node = start(world, world.password())) {
                for (String text :
                        List.of("Hello from Node", "Привет, 世界", LONG_TEXT, "part 1, part 2, ")) {
                    await(
                            handset.log(),
                            HandsetEvent.TextReceived.class,
                            t -> t.from().equals("Heliograph1") && t.text().equals(text));
                }
                assertInstanceOf(
                        Handset.SmsResult.Accepted.class,
                        handset.sendSms(SHORT_CODE, "Hello to Node", false));

                assertEquals(
                        """
                        bind_receiver 0
                        bind_transmitter 0
                        bind_transceiver 0
                        submit short 0
                        submit unicode 0
                        submit payload 0
                        submit part 0
                        submit part 0
                        submit echo 0
                        submit echo 0
                        query_sm 0 2
                        query_sm 12
                        enquire_link 0
                        unbind 0
                        enquire_link 0
                        unbind 0
                        enquire_link 0
                        unbind 0
                        """,
                        sorted(node.lines(), false));
                assertEquals(
                        """
                        echo 0 4711 to myself
                        echo 8 4712 мне
                        receipt 2 DELIVRD
                        receipt 2 DELIVRD
                        receipt 2 DELIVRD
                        text 447700900001 0 Hello to Node
                        """,
                        sorted(node.lines(), true));
            }
        }
    }

    /** Deliveries come between answers as they will: by their own, in alphabetical order. */
    private static String sorted(List<String> lines, boolean deliveries) {
        Stream<String> chosen =
                lines.stream()
                        .filter(line -> line.matches("(receipt|echo|text) .*") == deliveries)
                        .map(line -> line.replaceFirst("^receipt \\d+ ", "receipt "));
        return (deliveries ? chosen.sorted() : chosen)
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    @Test
    void isRefusedWithAWrongPassword() throws Exception {
        try (World world = new World(directory, Tap.none());
                PeerProcess node = start(world, "wrong")) {
            assertEquals(1, node.process().waitFor());
            assertEquals("bind_receiver 14\n", Files.readString(node.output()));
        }
    }

    private PeerProcess start(World world, String password) throws IOException {
        Listen smsc = world.smsc().smppAddress();
        return PeerProcess.start(
                directory,
                List.of(
                        "env",
                        "NODE_PATH=" + MODULES.toAbsolutePath(),
                        "node",
                        "esme.js",
                        smsc.host(),
                        Integer.toString(smsc.port()),
                        World.ESME,
                        password,
                        NUMBER,
                        SHORT_CODE),
                "esme.js");
    }
}
