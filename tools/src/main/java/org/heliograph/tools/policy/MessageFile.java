// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.mmsc.message.Address;
import org.heliograph.mmsc.policy.Mms;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.Priority;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.Segmentation;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.smsc.accept.Handling;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.SmppParameters;
import org.heliograph.smsc.policy.Sms;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.json.JsonException;
import org.heliograph.tools.json.JsonText;
import org.heliograph.tools.json.Members;

/** A message as JSON says it, for scripts to decide about. */
final class MessageFile {
    /** The message, as scripts of its kind see it. */
    sealed interface Message {
        record OfSms(Sms sms) implements Message {}

        record OfMms(Mms mms) implements Message {}
    }

    private MessageFile() {}

    static Message read(Path file) throws CommandFailure {
        try {
            Members members = Members.of("", JsonText.read(Files.readString(file)));
            String kind = members.text("kind");
            Message message =
                    switch (kind) {
                        case "sms" -> new Message.OfSms(sms(members));
                        case "mms" -> new Message.OfMms(mms(members));
                        default -> throw members.failure("kind", "neither sms nor mms");
                    };
            members.end();
            return message;
        } catch (JsonException | IllegalArgumentException | DateTimeException e) {
            throw new CommandFailure(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + file + ": " + e, e);
        }
    }

    private static ZonedDateTime time(Members members) throws JsonException {
        return members.textIfAny("time").map(ZonedDateTime::parse).orElseGet(ZonedDateTime::now);
    }

    private static Sms sms(Members members) throws JsonException {
        TpAddress to = TpAddress.of(members.text("to"));
        Optional<Octets> data = members.hexIfAny("data");
        long port = members.number("destinationPort", -1, 65_535, -1);
        Segmentation.Text text =
                data.isPresent()
                        ? new Segmentation.Text(
                                new DataCodingScheme(members.octet("dataCoding", 4)),
                                List.of(new UserData(header(port), data.get())))
                        : Segmentation.ofText(members.textIfAny("text").orElse(""), 1);
        Submission submission =
                new Submission(
                        origin(members.text("source")),
                        TpAddress.of(members.text("from")),
                        List.of(to),
                        members.octet("protocolIdentifier", 0),
                        text.dataCodingScheme(),
                        text.parts(),
                        ReportRequest.NONE,
                        Duration.ZERO,
                        SmppParameters.NONE,
                        Handling.USUAL);
        return Sms.of(submission, to, members.textIfAny("route").orElse("ims"), time(members));
    }

    private static List<InformationElement> header(long port) {
        return port < 0 ? List.of() : List.of(new InformationElement.Ports((int) port, 0, true));
    }

    private static Origin origin(String source) {
        int colon = source.indexOf(':');
        String name = source.substring(colon + 1);
        return switch (colon < 0 ? "" : source.substring(0, colon)) {
            case "esme" -> new Origin.Esme(name);
            case "upstream" -> new Origin.Upstream(name);
            case "ims" -> new Origin.Subscriber(new Msisdn(name), 0);
            default ->
                    throw new IllegalArgumentException(
                            "source is esme:NAME, upstream:NAME or ims:NUMBER");
        };
    }

    private static Mms mms(Members members) throws JsonException {
        MmsHeaders.Builder headers = MmsHeaders.builder();
        List<String> recipients = texts(members, "to");
        recipients.forEach(one -> headers.add(MmsField.TO, EncodedString.of(one)));
        members.textIfAny("subject")
                .ifPresent(text -> headers.add(MmsField.SUBJECT, EncodedString.of(text)));
        members.textIfAny("messageClass")
                .ifPresent(name -> headers.add(MmsField.MESSAGE_CLASS, name));
        members.textIfAny("priority")
                .map(name -> Priority.valueOf(name.toUpperCase(Locale.ROOT)))
                .ifPresent(priority -> headers.add(MmsField.PRIORITY, priority));
        headers.add(MmsField.SENDER_VISIBILITY_SHOW, members.flag("senderShown", true));
        headers.add(MmsField.DELIVERY_REPORT, members.flag("reportAsked", false));
        headers.add(
                MmsField.CONTENT_TYPE,
                ContentType.of(
                        members.textIfAny("contentType")
                                .orElse("application/vnd.wap.multipart.mixed")));
        String recipient = members.textIfAny("recipient").orElse(recipients.getFirst());
        return new Mms(
                new Msisdn(members.text("from")),
                headers.build(),
                members.number("size", 0, Integer.MAX_VALUE, 0),
                Optional.of(address(recipient)),
                (int) members.number("notifications", 0, 1_000, 0),
                time(members));
    }

    private static Address address(String text) {
        return text.indexOf('@') >= 0
                ? new Address.Email(text)
                : new Address.Phone(new Msisdn(text.startsWith("+") ? text.substring(1) : text));
    }

    private static List<String> texts(Members members, String name) throws JsonException {
        if (!(members.need(name) instanceof Json.Array(var values)) || values.isEmpty()) {
            throw members.failure(name, "not a list with something in it");
        }
        List<String> texts = new ArrayList<>();
        for (Json value : values) {
            if (!(value instanceof Json.Text(var text))) {
                throw members.failure(name, "not a list of strings");
            }
            texts.add(text);
        }
        return texts;
    }
}
