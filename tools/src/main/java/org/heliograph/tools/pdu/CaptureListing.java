// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.capture.Capture;
import org.heliograph.tools.capture.CaptureException;
import org.heliograph.tools.capture.Found;
import org.heliograph.tools.capture.Tally;
import org.heliograph.tools.cli.CommandFailure;

/** What {@code pdu decode} prints of a packet capture: one PDU after the other, as it is found. */
final class CaptureListing {
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

    private final PduPrinter printer;
    private final WholeMessages wholes = new WholeMessages();
    private long undecoded;

    private CaptureListing(PduPrinter printer) {
        this.printer = printer;
    }

    /**
     * Prints all PDUs of a capture, then the counts.
     *
     * @throws CommandFailure if the capture is broken; what stood before is printed by then
     */
    static void print(InputStream file, PrintWriter out, boolean json, Manner manner)
            throws CommandFailure {
        PduPrinter printer =
                json ? new PduPrinter.Lines(out, manner) : new PduPrinter.Text(out, manner);
        CaptureListing listing = new CaptureListing(printer);
        List<CaptureException> broken = new ArrayList<>();
        try {
            Tally tally =
                    Capture.read(
                            file,
                            found -> {
                                listing.found(found);
                                if (out.checkError()) { // who reads has seen enough
                                    throw new UncheckedIOException(new IOException("no reader"));
                                }
                            },
                            broken::add);
            printer.end(tally, listing.undecoded, listing.wholes.incomplete());
        } catch (UncheckedIOException e) {
            return;
        } catch (IOException e) {
            throw new CommandFailure("cannot read the capture: " + e.getMessage(), e);
        }
        out.flush();
        if (!broken.isEmpty()) {
            CaptureException first = broken.getFirst();
            throw new CommandFailure(String.valueOf(first.getMessage()), first);
        }
    }

    private void found(Found found) {
        if (!found.trouble().isEmpty()) {
            undecoded(found, found.trouble());
            return;
        }
        try {
            switch (found.form()) {
                case TEXT -> printer.text(found, text(found));
                case OTHER -> {
                    if (found.octets().isEmpty()) {
                        printer.text(found, "");
                    } else {
                        undecoded(found, "Content-Type " + type(found));
                    }
                }
                case RP, SMPP, MMS -> printer.pdu(found, kind(found));
            }
        } catch (DecodeException e) {
            undecoded(found, String.valueOf(e.getMessage()));
            return;
        }
        Optional<WholeMessages.Whole> whole = wholes.add(found);
        whole.ifPresent(printer::whole);
    }

    private void undecoded(Found found, String reason) {
        printer.undecoded(found, reason);
        undecoded++;
    }

    private static String type(Found found) {
        return found.mediaType().isEmpty() ? "missing" : found.mediaType();
    }

    /** By the RP-MTI, whose lowest bit says the direction (3GPP TS 24.011 §8.2.2). */
    private static PduKind kind(Found found) {
        return switch (found.form()) {
            case RP ->
                    !found.octets().isEmpty() && (found.octets().at(0) & 1) == 1
                            ? PduKind.RP_MT
                            : PduKind.RP_MO;
            case SMPP -> PduKind.SMPP;
            case MMS, TEXT, OTHER -> PduKind.MMS;
        };
    }

    private static String text(Found found) {
        Matcher charset = CHARSET.matcher(found.mediaType());
        Octets octets = found.octets();
        return octets.toString(
                charset.find() && Charset.isSupported(charset.group(1))
                        ? Charset.forName(charset.group(1))
                        : StandardCharsets.UTF_8);
    }
}
