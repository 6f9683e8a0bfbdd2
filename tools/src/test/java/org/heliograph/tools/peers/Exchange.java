// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.heliograph.tools.peers.Events.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.tools.demo.Photo;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.handset.HandsetSettings;
import org.heliograph.tools.mms.Attachment;
import org.heliograph.tools.mms.Composition;
import org.heliograph.tools.mms.Mm1Client;
import org.heliograph.tools.smpp.EsmeClient;
import org.heliograph.tools.smpp.EsmeEvent;
import org.heliograph.tools.wire.Tap;

/**
 * All that the product can do, once: two handsets on UDP and one on TCP, a photo with a delivery
 * report, texts in all directions.
 */
final class Exchange {
    static final String A = "+447700900001";
    static final String B = "+447700900002";
    static final String ON_TCP = "+447700900003";
    static final String SERVICE_CENTRE = "+447700900999";
    static final String SHORT_CODE = "1000";
    static final String SHORT_SENDER = "Info";
    static final String LONG_SENDER = "Heliograph1";
    static final String TEXT = "Hello from an ESME";
    static final String EXTENDED_TEXT = "5 € für {A} @ [Ω]";
    static final String UNICODE_TEXT = "Привет, 世界";
    static final String QUESTION = "STATUS?";
    static final String LONG_TEXT =
            "Each part of a long text says which part of how many it is. ".repeat(6).strip();

    private final Handset a;
    private final Handset b;
    private final Handset onTcp;

    private Exchange(World world, Path directory) throws Exception {
        a = world.handset("A", A.substring(1), true, _ -> {});
        b = world.handset("B", B.substring(1), true, _ -> {});
        onTcp =
                Handset.start(
                        new HandsetSettings(
                                "on TCP",
                                new Msisdn(ON_TCP.substring(1)),
                                world.smsc().sipAddress(),
                                true,
                                world.mm1(),
                                SERVICE_CENTRE,
                                true,
                                directory.resolve("tcp"),
                                Tap.none()),
                        _ -> {});
    }

    /**
     * What Wireshark's reading is compared with.
     *
     * @param messageId that M-Send.conf gave the photo
     * @param transactionId of its notification
     * @param location where the notification says it is
     * @param photoOctets how long it is
     * @param messageIds that submit_sm_resp gave the texts with receipts
     */
    record Outcome(
            String messageId,
            String transactionId,
            URI location,
            int photoOctets,
            List<String> messageIds) {}

    static Outcome run(World world, Path directory) throws Exception {
        Exchange exchange = new Exchange(world, directory);
        try (Handset onTcp = exchange.onTcp) {
            for (Handset handset : List.of(exchange.a, exchange.b, onTcp)) {
                await(handset.log(), HandsetEvent.Registered.class, _ -> true);
            }
            MmsPdu.MSendConf sent = exchange.photo();
            MmsPdu.MNotificationInd notification = exchange.notification();
            try (EsmeClient esme =
                    world.esme(EsmeClient.Kind.TRANSCEIVER, world.password(), _ -> {})) {
                List<String> messageIds = exchange.fromEsme(esme);
                exchange.betweenHandsets();
                exchange.toEsme(esme);
                exchange.longTexts(esme);
                return new Outcome(
                        sent.messageId().orElseThrow(),
                        notification.transactionId(),
                        URI.create(notification.contentLocation()),
                        Photo.jpeg().length(),
                        messageIds);
            }
        }
    }

    /** Compares the photo octet for octet where it arrives. */
    private MmsPdu.MSendConf photo() throws Exception {
        Octets jpeg = Photo.jpeg();
        Composition message =
                new Composition(
                        List.of(B),
                        "Sunrise",
                        true,
                        List.of(
                                Attachment.of("sunrise.jpg", jpeg),
                                Attachment.text("sunrise.txt", "Good morning!")));
        Mm1Client.Answer.Pdu answer =
                assertInstanceOf(Mm1Client.Answer.Pdu.class, a.sendMms(message));
        MmsPdu.MSendConf sent = assertInstanceOf(MmsPdu.MSendConf.class, answer.pdu());
        HandsetEvent.MmsReceived received =
                await(b.log(), HandsetEvent.MmsReceived.class, _ -> true);
        assertEquals(jpeg, Octets.of(Files.readAllBytes(received.files().getFirst())));
        await(a.log(), HandsetEvent.DeliveryReportReceived.class, _ -> true);
        return sent;
    }

    private MmsPdu.MNotificationInd notification() throws InterruptedException {
        return await(b.log(), HandsetEvent.NotificationReceived.class, _ -> true).notification();
    }

    private List<String> fromEsme(EsmeClient esme) throws Exception {
        return List.of(withReceipt(esme, SHORT_SENDER, b), withReceipt(esme, LONG_SENDER, onTcp));
    }

    private static String withReceipt(EsmeClient esme, String sender, Handset recipient)
            throws Exception {
        String number = recipient.msisdn().toString();
        String id =
                esme.submit(sender, number, TEXT, true, EsmeClient.LongText.SEGMENTS).getFirst();
        shows(recipient, sender, TEXT);
        await(esme.log(), EsmeEvent.Receipt.class, r -> r.messageId().equals(id));
        return id;
    }

    private void betweenHandsets() throws InterruptedException {
        accepted(a.sendSms(B, EXTENDED_TEXT, true));
        shows(b, A, EXTENDED_TEXT);
        await(a.log(), HandsetEvent.StatusReportReceived.class, _ -> true);
        accepted(onTcp.sendSms(A, UNICODE_TEXT, false));
        shows(a, ON_TCP, UNICODE_TEXT);
    }

    private void toEsme(EsmeClient esme) throws InterruptedException {
        accepted(onTcp.sendSms(SHORT_CODE, QUESTION, false));
        await(esme.log(), EsmeEvent.Received.class, r -> r.text().equals(QUESTION));
    }

    private void longTexts(EsmeClient esme) throws Exception {
        esme.submit(SHORT_SENDER, B, LONG_TEXT, false, EsmeClient.LongText.SEGMENTS);
        shows(b, SHORT_SENDER, LONG_TEXT);
        esme.submit(LONG_SENDER, A, LONG_TEXT, false, EsmeClient.LongText.PAYLOAD);
        shows(a, LONG_SENDER, LONG_TEXT);
        accepted(a.sendSms(ON_TCP, LONG_TEXT, false));
        shows(onTcp, A, LONG_TEXT);
    }

    private static void accepted(Handset.SmsResult result) {
        assertInstanceOf(Handset.SmsResult.Accepted.class, result);
    }

    private static void shows(Handset handset, String from, String text)
            throws InterruptedException {
        await(
                handset.log(),
                HandsetEvent.TextReceived.class,
                t -> t.from().equals(from) && t.text().equals(text));
    }
}
