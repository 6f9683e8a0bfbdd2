// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.heliograph.config.Listen;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.mms.Attachment;
import org.heliograph.tools.mms.Composition;
import org.heliograph.tools.mms.Mm1Client;
import org.heliograph.tools.pdu.Summary;
import org.heliograph.tools.wire.Tap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code heliograph handset}. */
@Command(
        name = "handset",
        description = {
            "A simulated handset: shows what arrives, fetches and saves photos.",
            "Registers over SIP; its HTTP goes through a packet gateway of its own.",
            "",
            "Sends what is typed: 'sms NUMBER TEXT' or 'mms NUMBER FILE'. Ends with Ctrl-C.",
            "",
            "Like an iPhone it acknowledges a short message whose RP-Destination-Address is filled",
            "in, and does not show it.",
            ""
        },
        footer = {"", "Example:", "  heliograph handset --msisdn 447700900002 --save photos"})
public final class HandsetCommand implements Callable<Integer> {
    private static final String USAGE = "sms NUMBER TEXT | mms NUMBER FILE";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--msisdn",
            paramLabel = "N",
            required = true,
            description = "Its number, E.164.")
    private String msisdn = "";

    @Option(
            names = "--sip",
            paramLabel = "HOST:PORT",
            description = "Where to register; 127.0.0.1:5060 by default.")
    private String sip = "127.0.0.1:5060";

    @Option(
            names = "--mm1",
            paramLabel = "URL",
            description = "The MMSC; http://127.0.0.1:8002/ by default.")
    private String mm1 = "http://127.0.0.1:8002/";

    @Option(names = "--tcp", description = "SIP over TCP instead of UDP.")
    private boolean tcp;

    @Option(
            names = "--sc",
            paramLabel = "ADDR",
            description = "Number of the service centre; +447700900999 by default.")
    private String serviceCentre = "+447700900999";

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description = "Where photos are saved; here by default.")
    private Path folder = Path.of(".");

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Msisdn number = new Msisdn(msisdn.replace("+", ""));
            Handset handset =
                    Handset.start(
                            new HandsetSettings(
                                    number.toString(),
                                    number,
                                    Listen.of(sip),
                                    tcp,
                                    URI.create(mm1),
                                    serviceCentre,
                                    true,
                                    folder,
                                    Tap.none()),
                            event -> show(event, out));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(handset, out), "shutdown"));
            obey(handset, out);
            new CountDownLatch(1).await(); // the hook ends the process
            return 0;
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static void show(HandsetEvent event, PrintWriter out) {
        HandsetScreen.lines(event).forEach(out::println);
        out.flush();
    }

    private static void stop(Handset handset, PrintWriter out) {
        handset.close();
        out.println("stopped");
        out.flush();
        Runtime.getRuntime().halt(0);
    }

    /** Until the end of standard input; the handset lives on. */
    private static void obey(Handset handset, PrintWriter out)
            throws IOException, InterruptedException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.strip().split("\\s+", 3);
            switch (words[0]) {
                case "" -> {}
                case "sms" -> out.println(words.length < 3 ? USAGE : sms(handset, words));
                case "mms" -> out.println(words.length < 3 ? USAGE : mms(handset, words));
                default -> out.println(USAGE);
            }
            out.flush();
        }
    }

    private static String sms(Handset handset, String[] words) throws InterruptedException {
        try {
            return switch (handset.sendSms(words[1], words[2], true)) {
                case Handset.SmsResult.Accepted(var references) ->
                        "sent, TP-MR " + references.toString().replaceAll("[\\[\\]]", "");
                case Handset.SmsResult.Refused(String reason) -> "not sent: " + reason;
            };
        } catch (IllegalArgumentException e) {
            return "not sent: " + e.getMessage();
        }
    }

    private static String mms(Handset handset, String[] words) throws InterruptedException {
        try {
            List<Attachment> files = List.of(Attachment.read(Path.of(words[2])));
            Composition message = new Composition(List.of(words[1]), "", true, files);
            return switch (handset.sendMms(message)) {
                case Mm1Client.Answer.Pdu(var pdu) -> Summary.ofMms(pdu);
                case Mm1Client.Answer.Empty() -> "not sent: answered without an M-Send.conf";
                case Mm1Client.Answer.Refused(_, String reason) -> "not sent: " + reason;
            };
        } catch (IOException | IllegalArgumentException e) {
            return "not sent: " + e.getMessage();
        }
    }
}
