// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.heliograph.config.ConfigException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.mms.Status;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.handset.Mm1Watch;
import org.heliograph.tools.handset.PacketGateway;
import org.heliograph.tools.mms.Attachment;
import org.heliograph.tools.mms.Composition;
import org.heliograph.tools.mms.Mm1Client;
import org.heliograph.tools.smpp.EsmeClient;
import org.heliograph.tools.smpp.EsmeEvent;
import org.heliograph.tools.smpp.EsmeException;
import org.heliograph.tools.wire.EventLog;

/** Two handsets, one ESME, both centres: a photo and some texts, each checked where it arrives. */
final class Demo {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String NUMBER_A = "447700900001";
    private static final String NUMBER_B = "447700900002";
    private static final String NUMBER_STRANGER = "447700900003";
    private static final String SHORT_CODE = "1000";
    private static final String LONG_TEXT =
            "A text longer than one SMS is cut into parts, each with a header that says which part"
                    + " of how many it is, and the handset puts them together again: 160 characters"
                    + " are one message, of a longer one each part has 153.";

    private final World world;
    private final Ladder ladder;
    private final Handset a;
    private final Handset b;

    Demo(World world, Ladder ladder) throws IOException {
        this.world = world;
        this.ladder = ladder;
        a = world.handset("handset A", NUMBER_A, true, _ -> {});
        b = world.handset("handset B", NUMBER_B, false, _ -> {});
    }

    void run()
            throws CommandFailure,
                    InterruptedException,
                    IOException,
                    ConfigException,
                    EsmeException {
        registers();
        photo();
        wrongPassword();
        EsmeClient esme = esme();
        fromEsme(esme);
        betweenHandsets();
        toEsme(esme);
        longText(esme);
    }

    private void registers() throws CommandFailure, InterruptedException {
        await("registration of handset A", a.log(), HandsetEvent.Registered.class, _ -> true);
        await("registration of handset B", b.log(), HandsetEvent.Registered.class, _ -> true);
        ladder.result("both handsets are registered");
    }

    private void photo() throws CommandFailure, InterruptedException, IOException {
        ladder.title("A photo from handset A to handset B");
        Octets jpeg = Photo.jpeg();
        Composition message =
                new Composition(
                        List.of(b.msisdn().toString()),
                        "Sunrise",
                        true,
                        List.of(
                                Attachment.of("sunrise.jpg", jpeg),
                                Attachment.text("sunrise.txt", "Good morning!")));
        String id = submitted(a.sendMms(message));
        MmsPdu.MNotificationInd notification =
                await(
                                "notification of handset B",
                                b.log(),
                                HandsetEvent.NotificationReceived.class,
                                _ -> true)
                        .notification();
        stranger(URI.create(notification.contentLocation()));
        b.fetch(notification);
        HandsetEvent.MmsReceived received =
                await("photo on handset B", b.log(), HandsetEvent.MmsReceived.class, _ -> true);
        Path saved = received.files().getFirst();
        check(
                Octets.of(Files.readAllBytes(saved)).equals(jpeg),
                "the photo has changed on its way");
        ladder.result(jpeg.length() + " octets of JPEG arrived as they were sent");
        await(
                "delivery report on handset A",
                a.log(),
                HandsetEvent.DeliveryReportReceived.class,
                r ->
                        r.report().messageId().equals(id)
                                && r.report().status().equals(Status.RETRIEVED));
        ladder.result("handset A knows that it was retrieved");
    }

    private static String submitted(Mm1Client.Answer answer) throws CommandFailure {
        if (answer instanceof Mm1Client.Answer.Pdu(MmsPdu.MSendConf conf)
                && conf.responseStatus().equals(ResponseStatus.OK)) {
            return conf.messageId()
                    .orElseThrow(() -> new CommandFailure("M-Send.conf without Message-ID"));
        }
        throw new CommandFailure("M-Send.req was not accepted: " + answer);
    }

    /** Somebody else who got hold of the URL. */
    private void stranger(URI url) throws CommandFailure, InterruptedException, IOException {
        try (PacketGateway gateway =
                        new PacketGateway(
                                new Msisdn(NUMBER_STRANGER), new Mm1Watch("stranger", ladder));
                Mm1Client client = new Mm1Client(Optional.of(gateway.address()), Map.of())) {
            Mm1Client.Answer answer = client.get(url);
            check(
                    answer instanceof Mm1Client.Answer.Refused(int status, _) && status == 404,
                    "a stranger was not turned away: " + answer);
        }
        ladder.result("a stranger gets nothing");
    }

    private void wrongPassword() throws CommandFailure {
        ladder.title("An ESME that does not know its password");
        try {
            world.esme(EsmeClient.Kind.TRANSCEIVER, "wrong", _ -> {});
        } catch (EsmeException e) {
            String reason = String.valueOf(e.getMessage());
            check(e.commandStatus() != 0, reason);
            ladder.result(reason);
            return;
        }
        throw new CommandFailure("a bind with a wrong password was accepted");
    }

    private EsmeClient esme() throws ConfigException, EsmeException {
        ladder.title("A text from an ESME with a name for a number, and its receipt");
        return world.esme(EsmeClient.Kind.TRANSCEIVER, world.password(), _ -> {});
    }

    private void fromEsme(EsmeClient esme)
            throws CommandFailure, InterruptedException, EsmeException {
        String text = "Hello from an ESME";
        String id = submit(esme, text).getFirst();
        text("handset B", b, "Info", text);
        EsmeEvent.Receipt receipt =
                await(
                        "delivery receipt",
                        esme.log(),
                        EsmeEvent.Receipt.class,
                        r -> r.messageId().equals(id));
        check(receipt.state().equals("DELIVRD"), "receipt says " + receipt.state());
        ladder.result("handset B shows it, the receipt says DELIVRD");
    }

    private List<String> submit(EsmeClient esme, String text) throws EsmeException {
        return esme.submit("Info", b.msisdn().toString(), text, true, EsmeClient.LongText.SEGMENTS);
    }

    private void betweenHandsets() throws CommandFailure, InterruptedException {
        ladder.title("A text from handset A to handset B");
        String text = "Grüße von A nach B";
        send(b.msisdn().toString(), text);
        text("handset B", b, a.msisdn().toString(), text);
        ladder.result("handset B shows it");
    }

    private void toEsme(EsmeClient esme) throws CommandFailure, InterruptedException {
        ladder.title("A text from handset A to the ESME's short code " + SHORT_CODE);
        String text = "STATUS?";
        send(SHORT_CODE, text);
        await(
                "text at the ESME",
                esme.log(),
                EsmeEvent.Received.class,
                r -> r.text().equals(text) && r.from().equals(a.msisdn().toString()));
        ladder.result("the ESME has it");
    }

    private void longText(EsmeClient esme)
            throws CommandFailure, InterruptedException, EsmeException {
        ladder.title("A text of " + LONG_TEXT.length() + " characters");
        submit(esme, LONG_TEXT);
        HandsetEvent.TextReceived received = text("handset B", b, "Info", LONG_TEXT);
        check(received.parts() > 1, "it was not cut into parts");
        ladder.result("handset B shows it whole, from " + received.parts() + " parts");
    }

    private void send(String to, String text) throws CommandFailure, InterruptedException {
        if (a.sendSms(to, text, false) instanceof Handset.SmsResult.Refused(String reason)) {
            throw new CommandFailure("SMS-SUBMIT to " + to + " was refused: " + reason);
        }
    }

    private static HandsetEvent.TextReceived text(
            String name, Handset handset, String from, String text)
            throws CommandFailure, InterruptedException {
        return await(
                "text from " + from + " on " + name,
                handset.log(),
                HandsetEvent.TextReceived.class,
                t -> t.from().equals(from) && t.text().equals(text));
    }

    private static <E, T extends E> T await(
            String what, EventLog<E> log, Class<T> type, Predicate<T> wanted)
            throws CommandFailure, InterruptedException {
        return log.await(type, wanted, PATIENCE)
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        "no %s within %d s; what came: %s"
                                                .formatted(
                                                        what, PATIENCE.toSeconds(), log.soFar())));
    }

    private static void check(boolean holds, String otherwise) throws CommandFailure {
        if (!holds) {
            throw new CommandFailure(otherwise);
        }
    }
}
