// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.send;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.mms.Attachment;
import org.heliograph.tools.mms.Composition;
import org.heliograph.tools.mms.Mm1Client;
import org.heliograph.tools.pdu.TreeText;
import org.heliograph.tools.pdu.Trees;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code heliograph send mms}. */
@Command(
        name = "mms",
        description = {
            "Sends files as a multimedia message, as a handset does: M-Send.req by HTTP POST.",
            "Prints the M-Send.conf."
        },
        footer = {
            "",
            "Example:",
            "  heliograph send mms --from +447700900001 --to +447700900002 --file photo.jpg \\",
            "      --mm1 http://127.0.0.1:8002/ --identity-header 'X-MSISDN: 447700900001'"
        })
final class SendMmsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--from",
            paramLabel = "A",
            description = {
                "The sender. The MMSC takes it from the identity header and from nowhere else:",
                "this option only gives that header, X-MSISDN, where --identity-header does not."
            })
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "B[,C]",
            required = true,
            split = ",",
            description = "Recipients: +E.164 or mail addresses.")
    private List<String> to = new ArrayList<>();

    @Option(names = "--subject", paramLabel = "T", description = "Subject.")
    private String subject = "";

    @Option(names = "--text", paramLabel = "T", description = "A text beside the files.")
    private String text = "";

    @Option(
            names = "--file",
            paramLabel = "F",
            arity = "1..*",
            description = "What to send: photos, sound, video, text. May be repeated.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--mm1", paramLabel = "URL", required = true, description = "The MMSC.")
    private String mm1 = "";

    @Option(
            names = "--identity-header",
            paramLabel = "'NAME: VALUE'",
            description = "What the packet gateway would add.")
    private String identity = "";

    @Option(names = "--delivery-report", description = "Asks for delivery reports.")
    private boolean deliveryReport;

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        if (files.isEmpty() && text.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "nothing to send: --file or --text");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Mm1Client client = new Mm1Client(Optional.empty(), headers())) {
            MmsPdu.MSendReq request = composition().toPdu();
            switch (client.post(URI.create(mm1), request)) {
                case Mm1Client.Answer.Pdu(MmsPdu.MSendConf conf) -> {
                    out.print(TreeText.of(Trees.ofMms(conf)));
                    out.flush();
                    if (!conf.responseStatus().equals(ResponseStatus.OK)) {
                        throw new CommandFailure("the MMSC did not take the message");
                    }
                }
                case Mm1Client.Answer.Pdu(MmsPdu other) ->
                        throw new CommandFailure("answered with " + other.name());
                case Mm1Client.Answer.Empty() ->
                        throw new CommandFailure("answered without an M-Send.conf");
                case Mm1Client.Answer.Refused(_, String reason) ->
                        throw new CommandFailure("refused: " + reason);
            }
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Composition composition() throws CommandFailure {
        List<Attachment> attachments = new ArrayList<>();
        for (Path file : files) {
            try {
                attachments.add(Attachment.read(file));
            } catch (NoSuchFileException e) {
                throw new CommandFailure("no such file: " + file, e);
            } catch (IOException e) {
                throw new CommandFailure("cannot read " + file + ": " + e.getMessage(), e);
            }
        }
        if (!text.isEmpty()) {
            attachments.add(Attachment.text("text.txt", text));
        }
        return new Composition(to, subject, deliveryReport, attachments);
    }

    private Map<String, String> headers() {
        if (identity.isEmpty()) {
            return from.isEmpty() ? Map.of() : Map.of("X-MSISDN", from.replace("+", ""));
        }
        int colon = identity.indexOf(':');
        if (colon < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--identity-header: expected 'NAME: VALUE'");
        }
        return Map.of(identity.substring(0, colon).strip(), identity.substring(colon + 1).strip());
    }
}
