// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.heliograph.tools.peers.Events.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.handset.HandsetSettings;
import org.heliograph.tools.smpp.EsmeClient;
import org.heliograph.tools.smpp.EsmeEvent;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kamailio is the P-CSCF that handsets register through: what goes to them passes it, by the Path
 * that it has put into their registrations.
 */
final class KamailioPathTest {
    private static final String ALICE = "447700900021";
    private static final String BOB = "447700900022";
    private static final String SERVICE_CENTRE = "+447700900999";

    @TempDir private Path directory;
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void assumeKamailio() {
        Kamailio.assumeInstalled();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }

    private World heliograph(String registerFrom) throws Exception {
        return opened(
                new World(
                        directory,
                        Tap.none(),
                        "smsc.serviceCentreAddress=" + SERVICE_CENTRE,
                        "smsc.sip.registerFrom=" + registerFrom,
                        "smsc.retry.temporary.first=300ms",
                        "smsc.retry.temporary.longest=300ms",
                        "smsc.retry.absent.first=1h",
                        "smsc.retry.absent.longest=1h"));
    }

    private Path place(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    private Handset handset(World world, Kamailio pcscf, String name, String msisdn)
            throws Exception {
        Handset handset =
                opened(
                        Handset.start(
                                new HandsetSettings(
                                        name,
                                        new Msisdn(msisdn),
                                        pcscf.address(),
                                        false,
                                        world.mm1(),
                                        SERVICE_CENTRE,
                                        true,
                                        directory.resolve(name),
                                        _ -> {}),
                                _ -> {}));
        await(handset.log(), HandsetEvent.Registered.class, _ -> true);
        return handset;
    }

    /** From Alice to Bob, and from an ESME once the P-CSCF is there again. */
    private void messagesPass(World world, Kamailio pcscf, Handset alice, Handset bob)
            throws Exception {
        assertInstanceOf(
                Handset.SmsResult.Accepted.class, alice.sendSms("+" + BOB, "from Alice", false));
        shown(bob, "from Alice");
        pcscf.logs(1, "MESSAGE by its Path to sip:+" + BOB + "@127.0.0.1:");

        EsmeClient esme =
                opened(world.esme(EsmeClient.Kind.TRANSCEIVER, world.password(), _ -> {}));
        pcscf.kill();
        String id =
                esme.submit("Info", "+" + BOB, "late", true, EsmeClient.LongText.SEGMENTS)
                        .getFirst();
        String path = "\r\nRoute: <sip:" + pcscf.address() + ";lr>";
        pcscf.loses(
                List.of(
                        datagram ->
                                datagram.startsWith("MESSAGE sip:+" + BOB + "@127.0.0.1:")
                                        && datagram.contains(path)));
        pcscf.startAgain();
        EsmeEvent.Receipt receipt =
                await(esme.log(), EsmeEvent.Receipt.class, one -> one.messageId().equals(id));
        assertEquals("DELIVRD", receipt.state());
        shown(bob, "late");
        pcscf.logs(1, "MESSAGE by its Path to sip:+" + BOB + "@127.0.0.1:");
    }

    private static void shown(Handset bob, String text) throws InterruptedException {
        await(bob.log(), HandsetEvent.TextReceived.class, event -> event.text().equals(text));
    }

    @Test
    void messagesPassThePcscfWhereHandsetsRegisterWithHeliograph() throws Exception {
        World world = heliograph("[127.0.0.0/8]");
        Kamailio pcscf = opened(Kamailio.pcscf(place("pcscf"), world.smsc().sipAddress().port()));
        Handset alice = handset(world, pcscf, "alice", ALICE);
        messagesPass(world, pcscf, alice, handset(world, pcscf, "bob", BOB));
    }

    @Test
    void messagesPassThePcscfBehindAnScscf() throws Exception {
        World world = heliograph("[]");
        Kamailio scscf = opened(Kamailio.scscf(place("scscf"), world.smsc().sipAddress().port()));
        Kamailio pcscf = opened(Kamailio.pcscf(place("pcscf"), scscf.address().port()));
        Handset alice = handset(world, pcscf, "alice", ALICE);
        Handset bob = handset(world, pcscf, "bob", BOB);
        for (String msisdn : List.of(ALICE, BOB)) {
            scscf.logs(
                    1, "third-party REGISTER of sip:+" + msisdn + "@ims.example.org answered 200");
        }
        messagesPass(world, pcscf, alice, bob);
    }
}
