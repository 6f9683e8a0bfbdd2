// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.send;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.heliograph.config.Listen;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.pdu.TreeText;
import org.heliograph.tools.smpp.EsmeClient;
import org.heliograph.tools.smpp.EsmeEvent;
import org.heliograph.tools.smpp.EsmeException;
import org.heliograph.tools.smpp.TlsOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code heliograph send sms}. */
@Command(
        name = "sms",
        description =
                "Sends a text as an ESME, over SMPP. Prints the message_id of each submit_sm.",
        footer = {
            "",
            "Example:",
            "  heliograph send sms --from Info --to +447700900002 --text 'Hello' --receipt \\",
            "      --smpp 127.0.0.1:2775 --system-id demo --password SECRET"
        })
final class SendSmsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--from",
            paramLabel = "A",
            required = true,
            description = "Sender: +E.164, a short code, or a name of at most eleven characters.")
    private String from = "";

    @Option(names = "--to", paramLabel = "B", required = true, description = "Recipient.")
    private String to = "";

    @Option(names = "--text", paramLabel = "T", required = true, description = "The text.")
    private String text = "";

    @Option(names = "--smpp", paramLabel = "HOST:PORT", required = true, description = "The SMSC.")
    private String smpp = "";

    @Option(names = "--system-id", paramLabel = "U", required = true, description = "Account.")
    private String systemId = "";

    @Option(names = "--password", paramLabel = "P", required = true, description = "Its password.")
    private String password = "";

    @Mixin private TlsOptions tls = new TlsOptions();

    @Option(names = "--receipt", description = "Asks for delivery receipts and waits for them.")
    private boolean receipt;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description = "How long to wait for receipts, ISO-8601; PT1M by default.")
    private Duration patience = Duration.ofMinutes(1);

    @Option(
            names = "--payload",
            description = "Sends a long text whole in message_payload instead of in segments.")
    private boolean payload;

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        EsmeClient.Kind kind = receipt ? EsmeClient.Kind.TRANSCEIVER : EsmeClient.Kind.TRANSMITTER;
        try (EsmeClient esme =
                EsmeClient.bind(Listen.of(smpp), tls.open(), kind, systemId, password, _ -> {})) {
            EsmeClient.LongText longText =
                    payload ? EsmeClient.LongText.PAYLOAD : EsmeClient.LongText.SEGMENTS;
            List<String> ids = esme.submit(from, to, text, receipt, longText);
            ids.forEach(id -> out.println("accepted " + TreeText.escaped(id)));
            out.flush();
            for (String id : receipt ? ids : List.<String>of()) {
                await(esme, id, out);
            }
            return 0;
        } catch (EsmeException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void await(EsmeClient esme, String id, PrintWriter out)
            throws CommandFailure, InterruptedException {
        Optional<EsmeEvent.Receipt> got =
                esme.log().await(EsmeEvent.Receipt.class, r -> r.messageId().equals(id), patience);
        EsmeEvent.Receipt receiptGot =
                got.orElseThrow(
                        () ->
                                new CommandFailure(
                                        "no receipt for "
                                                + id
                                                + " within "
                                                + patience.toSeconds()
                                                + " s"));
        out.println("receipt  " + TreeText.escaped(receiptGot.text()));
        out.flush();
        if (!receiptGot.state().equals("DELIVRD")) {
            throw new CommandFailure("not delivered: " + TreeText.escaped(receiptGot.state()));
        }
    }
}
