// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.demo.Photo;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.smpp.EsmeClient;
import org.heliograph.tools.smpp.EsmeEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged arrives, whenever the server is killed. */
final class NothingLostTest {
    @TempDir Path directory;
    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(directory);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void photoArrivesThoughTheServerWasKilledRightAfterTheConfirmation() throws Exception {
        ServerProcess server = scene.serve();
        Handset a = scene.handset(Scene.A, true);
        Octets jpeg = Photo.jpeg();
        String id = Scene.accepted(a.sendMms(Scene.photo(Scene.B, jpeg)));
        server.kill();

        scene.serve();
        Handset b = scene.handset(Scene.B, true);
        a.registerNow();
        assertEquals(jpeg, Scene.saved(b, id));
        Scene.reported(a, id);
    }

    @Test
    void textOfAnEsmeArrivesAndItsReceiptWaitsForTheNextBind() throws Exception {
        ServerProcess server = scene.serve();
        EsmeClient before = scene.esme(EsmeClient.Kind.TRANSMITTER, _ -> {});
        String id =
                before.submit(
                                "Info",
                                "+" + Scene.B,
                                "Once acknowledged",
                                true,
                                EsmeClient.LongText.SEGMENTS)
                        .getFirst();
        server.kill();

        scene.serve();
        Handset b = scene.handset(Scene.B, true);
        Scene.shows(b, "Once acknowledged");
        EsmeClient after = scene.esme(EsmeClient.Kind.RECEIVER, _ -> {});
        EsmeEvent.Receipt receipt =
                Scene.await(after.log(), EsmeEvent.Receipt.class, r -> r.messageId().equals(id));
        assertEquals("DELIVRD", receipt.state());
    }

    @Test
    void textToAShortCodeWaitsForItsEsme() throws Exception {
        ServerProcess server = scene.serve();
        Handset a = scene.handset(Scene.A, true);
        Scene.registered(a);
        assertInstanceOf(Handset.SmsResult.Accepted.class, a.sendSms("1000", "Is it safe?", false));
        server.kill();

        scene.serve();
        EsmeClient esme = scene.esme(EsmeClient.Kind.TRANSCEIVER, _ -> {});
        EsmeEvent.Received received =
                Scene.await(
                        esme.log(), EsmeEvent.Received.class, r -> r.text().equals("Is it safe?"));
        assertEquals("+" + Scene.A, received.from());
        assertEquals("1000", received.to());
    }
}
