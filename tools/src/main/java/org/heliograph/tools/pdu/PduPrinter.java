// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.capture.Found;
import org.heliograph.tools.capture.Tally;
import org.heliograph.tools.json.JsonText;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Prints PDUs found in a capture: for people, or for programs. */
sealed interface PduPrinter {
    /** A PDU, or nothing if it cannot be decoded. */
    void pdu(Found found, PduKind kind) throws DecodeException;

    void text(Found found, String text);

    /** What is not decoded, with its octets. */
    void undecoded(Found found, String reason);

    /** The whole of what came in parts. */
    void whole(WholeMessages.Whole whole);

    void end(Tally tally, long undecoded, int incomplete);

    /** Trees, each under a line that says where the PDU was found. */
    final class Text implements PduPrinter {
        private static final int OCTETS_IN_LINE = 48; // fits 100 columns
        private static final int MAX_LINES = 40;

        private final PrintWriter out;
        private final Manner manner;
        private final DateTimeFormatter time =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                        .withZone(ZoneOffset.UTC);

        Text(PrintWriter out, Manner manner) {
            this.out = out;
            this.manner = manner;
        }

        @Override
        public void pdu(Found found, PduKind kind) throws DecodeException {
            String tree = DecodedText.of(Decoded.of(kind, found.octets(), 0, manner), false);
            boolean said = kind == PduKind.SMPP;
            head(found, said ? "" : ", " + kind.text());
            out.println(tree);
        }

        @Override
        public void text(Found found, String text) {
            head(found, found.mediaType().isEmpty() ? "" : ", " + found.mediaType());
            out.println(text.isEmpty() ? "" : "text  " + TreeText.escaped(text) + "\n");
        }

        @Override
        public void undecoded(Found found, String reason) {
            head(found, "");
            out.println("not decoded: " + TreeText.escaped(reason));
            Octets octets = found.octets();
            for (int from = 0, line = 0; from < octets.length(); from += OCTETS_IN_LINE, line++) {
                if (line == MAX_LINES) {
                    out.println("  … and " + (octets.length() - from) + " octets; --json has all");
                    break;
                }
                int to = Math.min(from + OCTETS_IN_LINE, octets.length());
                out.println("  " + octets.slice(from, to).toHex());
            }
            out.println();
        }

        @Override
        public void whole(WholeMessages.Whole whole) {
            out.println("whole message of " + whole.parts() + " parts, complete with this one");
            whole.text().ifPresent(text -> out.println("  text  " + TreeText.escaped(text)));
            whole.push().ifPresent(push -> out.print(TreeText.of(push).indent(2)));
            whole.data().ifPresent(data -> out.println("  data  " + data.toHex()));
            out.println();
        }

        @Override
        public void end(Tally tally, long undecoded, int incomplete) {
            StringBuilder line = new StringBuilder();
            line.append(tally.packets()).append(" packets, ");
            line.append(tally.connections()).append(" TCP connections, ");
            line.append(tally.pdus()).append(" PDUs");
            line.append(undecoded == 0 ? "" : ", " + undecoded + " of them not decoded");
            line.append(incomplete == 0 ? "" : ", parts missing of " + incomplete);
            String skipped = tally.skipped();
            line.append(skipped.isEmpty() ? "" : "; passed over: " + skipped);
            out.println(line);
        }

        private void head(Found found, String kind) {
            out.println(
                    "frame %d  %s  %s → %s  %s%s, %d octets"
                            .formatted(
                                    found.frame(),
                                    time.format(found.time()),
                                    found.source(),
                                    found.destination(),
                                    TreeText.escaped(found.carrier()),
                                    TreeText.escaped(kind),
                                    found.octets().length()));
        }
    }

    /** A JSON object in a line of its own for each. */
    final class Lines implements PduPrinter {
        private final PrintWriter out;
        private final Manner manner;

        Lines(PrintWriter out, Manner manner) {
            this.out = out;
            this.manner = manner;
        }

        @Override
        public void pdu(Found found, PduKind kind) throws DecodeException {
            String decoded = JsonText.line(Decoded.of(kind, found.octets(), 0, manner).json());
            line(
                    json -> {
                        place(found, json);
                        json.writeName("decoded");
                        json.writeRawValue(decoded);
                    });
        }

        @Override
        public void text(Found found, String text) {
            line(
                    json -> {
                        place(found, json);
                        json.writeStringProperty("text", text);
                    });
        }

        @Override
        public void undecoded(Found found, String reason) {
            line(
                    json -> {
                        place(found, json);
                        json.writeStringProperty("notDecoded", reason);
                    });
        }

        @Override
        public void whole(WholeMessages.Whole whole) {
            line(
                    json -> {
                        json.writeNumberProperty("wholeMessageAtFrame", whole.frame());
                        json.writeNumberProperty("parts", whole.parts());
                        whole.text().ifPresent(t -> json.writeStringProperty("text", t));
                        json.writeStringProperty("octets", whole.payload().toHex());
                    });
        }

        @Override
        public void end(Tally tally, long undecoded, int incomplete) {
            line(
                    json -> {
                        json.writeNumberProperty("packets", tally.packets());
                        json.writeNumberProperty("tcpConnections", tally.connections());
                        json.writeNumberProperty("pdus", tally.pdus());
                        json.writeNumberProperty("notDecoded", undecoded);
                        json.writeNumberProperty("messagesLackingParts", incomplete);
                        json.writeStringProperty("passedOver", tally.skipped());
                    });
        }

        private static void place(Found found, JsonGenerator json) {
            json.writeNumberProperty("frame", found.frame());
            json.writeStringProperty("time", found.time().toString());
            json.writeStringProperty("source", found.source().toString());
            json.writeStringProperty("destination", found.destination().toString());
            json.writeStringProperty("carrier", found.carrier());
            if (!found.uri().isEmpty()) {
                json.writeStringProperty("uri", found.uri());
            }
            if (!found.mediaType().isEmpty()) {
                json.writeStringProperty("contentType", found.mediaType());
            }
            json.writeStringProperty("octets", found.octets().toHex());
        }

        private void line(Consumer<JsonGenerator> members) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json =
                    new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
                json.writeStartObject();
                members.accept(json);
                json.writeEndObject();
            }
            out.println(text);
        }
    }
}
