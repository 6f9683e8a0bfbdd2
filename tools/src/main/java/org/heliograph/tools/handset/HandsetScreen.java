// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.tools.pdu.Summary;
import org.heliograph.tools.pdu.TreeText;

/** Events of a handset in a line or two each. */
final class HandsetScreen {
    private HandsetScreen() {}

    static List<String> lines(HandsetEvent event) {
        List<String> lines = new ArrayList<>();
        switch (event) {
            case HandsetEvent.Registered(var expires) ->
                    lines.add("registered for " + expires.toSeconds() + " s");
            case HandsetEvent.NotRegistered(String reason) ->
                    lines.add("not registered: " + reason + "; trying again");
            case HandsetEvent.TextReceived text -> {
                String parts = text.parts() > 1 ? " in " + text.parts() + " parts" : "";
                lines.add("SMS from " + text.from() + parts);
                lines.add("    " + text.text());
            }
            case HandsetEvent.DataReceived(String from, var data) ->
                    lines.add("SMS from " + from + ": data " + data.toHex());
            case HandsetEvent.StatusReportReceived(String recipient, int reference, int status) ->
                    lines.add(
                            "status report: SMS %d to %s: %s"
                                    .formatted(reference, recipient, Summary.ofStatus(status)));
            case HandsetEvent.NotificationReceived(var notification) ->
                    lines.add(
                            "MMS waits%s, %d octets, at %s"
                                    .formatted(
                                            from(notification),
                                            notification
                                                    .headers()
                                                    .first(MmsField.MESSAGE_SIZE)
                                                    .orElse(0L),
                                            notification.contentLocation()));
            case HandsetEvent.MmsReceived(var message, var content, List<Path> files) -> {
                String subject =
                        message.headers()
                                .first(MmsField.SUBJECT)
                                .map(s -> ", subject " + Summary.quoted(s.text()))
                                .orElse("");
                lines.add("MMS" + from(message) + subject);
                files(lines, content, files);
            }
            case HandsetEvent.MmsNotFetched(String url, String reason) ->
                    lines.add("MMS not fetched from " + url + ": " + reason);
            case HandsetEvent.DeliveryReportReceived(var report) ->
                    lines.add("delivery report: " + Summary.ofMms(report));
            case HandsetEvent.ReadReportReceived(var report) ->
                    lines.add("read report: " + Summary.ofMms(report));
            case HandsetEvent.NotShown(String reason) ->
                    lines.add("SMS acknowledged but not shown, as by an iPhone: " + reason);
            case HandsetEvent.Unreadable(String what) -> lines.add("not understood: " + what);
        }
        return lines.stream().map(TreeText::escaped).toList();
    }

    private static String from(MmsPdu pdu) {
        return pdu.headers()
                .first(MmsField.FROM)
                .flatMap(HandsetScreen::address)
                .map(address -> " from " + address)
                .orElse("");
    }

    private static Optional<String> address(From from) {
        return switch (from) {
            case From.Address(EncodedString address) ->
                    Optional.of(address.text().replace("/TYPE=PLMN", ""));
            case From.InsertAddress() -> Optional.empty();
        };
    }

    private static void files(List<String> lines, Multipart content, List<Path> files) {
        List<Multipart.Part> shown =
                content.parts().stream()
                        .filter(p -> !p.contentType().mediaType().equals("application/smil"))
                        .collect(Collectors.toCollection(ArrayList::new));
        for (int i = 0; i < files.size(); i++) {
            Multipart.Part part = shown.get(i);
            lines.add(
                    "    %s, %d octets, saved as %s"
                            .formatted(
                                    part.contentType().mediaType(),
                                    part.body().length(),
                                    files.get(i)));
        }
    }
}
