// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.heliograph.pdu.wsp.ContentType;

/** What a run of octets may be. */
public enum PduKind {
    /** A TPDU from a mobile station. */
    TPDU_MO("tpdu-mo") {
        @Override
        View view(Dissection dissection, Span span) throws DecodeException {
            return tpdu(dissection, span, Direction.FROM_MS, DELIVER_REPORT);
        }
    },
    /** A TPDU from a service centre. */
    TPDU_MT("tpdu-mt") {
        @Override
        View view(Dissection dissection, Span span) throws DecodeException {
            return tpdu(dissection, span, Direction.TO_MS, SUBMIT_REPORT);
        }
    },
    RP_MO("rp-mo") {
        @Override
        View view(Dissection dissection, Span span) throws DecodeException {
            return rp(dissection, span, Direction.FROM_MS);
        }
    },
    RP_MT("rp-mt") {
        @Override
        View view(Dissection dissection, Span span) throws DecodeException {
            return rp(dissection, span, Direction.TO_MS);
        }
    },
    CP("cp") {
        @Override
        View view(Dissection dissection, Span span) throws DecodeException {
            return CpView.of(dissection, span);
        }
    },
    MMS("mms") {
        @Override
        View view(Dissection dissection, Span span) throws DecodeException {
            return MmsView.of(dissection, span);
        }
    },
    WSP_PUSH("wsp-push") {
        @Override
        View view(Dissection dissection, Span span) throws DecodeException {
            return WspView.of(dissection, span);
        }
    },
    SMPP("smpp") {
        @Override
        View view(Dissection dissection, Span span) throws DecodeException {
            return SmppView.of(dissection, span);
        }
    },
    /** A TPDU behind the number of its service centre, as modems have it. */
    MODEM("modem") {
        @Override
        View view(Dissection dissection, Span span) throws DecodeException {
            return ModemView.of(dissection, span);
        }
    },
    SI("si") {
        @Override
        View view(Dissection dissection, Span span) throws DecodeException {
            return content(dissection, "si", span);
        }
    },
    SL("sl") {
        @Override
        View view(Dissection dissection, Span span) throws DecodeException {
            return content(dissection, "sl", span);
        }
    },
    CO("co") {
        @Override
        View view(Dissection dissection, Span span) throws DecodeException {
            return content(dissection, "co", span);
        }
    };

    /** TP-MTI of what is carried in RP-ACK or RP-ERROR (3GPP TS 23.040 §9.2.3.1). */
    private static final int DELIVER_REPORT = 0b00;

    private static final int SUBMIT_REPORT = 0b01;

    /** TP-FCS has this bit (§9.2.3.22), and TP-PI has it only where bits yet to come are set. */
    private static final int CAUSE = 0x80;

    private final String text;

    PduKind(String text) {
        this.text = text;
    }

    /** {@return the name that the command line uses} */
    public String text() {
        return text;
    }

    /** {@return the kind that the command line calls so} */
    public static Optional<PduKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }

    /** {@return all names, for messages} */
    static String names() {
        List<PduKind> kinds = List.of(values());
        return kinds.stream().map(PduKind::text).collect(Collectors.joining(", "));
    }

    abstract View view(Dissection dissection, Span span) throws DecodeException;

    /**
     * A report looks different in RP-ACK and in RP-ERROR: which it lies in is told by its second
     * octet, TP-PI in the one and TP-FCS in the other.
     */
    private static View tpdu(Dissection dissection, Span span, Direction direction, int report)
            throws DecodeException {
        Octets octets = span.octets();
        boolean isReport = !octets.isEmpty() && (octets.at(0) & 3) == report;
        boolean error = octets.length() > 1 && (octets.at(1) & CAUSE) != 0;
        Carrier carrier = isReport ? (error ? Carrier.RP_ERROR : Carrier.RP_ACK) : Carrier.RP_DATA;
        return TpduView.of(dissection, span, direction, carrier);
    }

    private static View rp(Dissection dissection, Span span, Direction direction)
            throws DecodeException {
        boolean toMs = !span.octets().isEmpty() && span.octets().at(0) % 2 != 0;
        if (!span.octets().isEmpty() && toMs != (direction == Direction.TO_MS)) {
            throw new DecodeException(
                    span.offset(),
                    switch (direction) {
                        case TO_MS -> "RP-MTI says from the MS";
                        case FROM_MS -> "RP-MTI says to the MS";
                    });
        }
        return RpView.of(dissection, span);
    }

    private static View content(Dissection dissection, String name, Span span)
            throws DecodeException {
        Octets octets = span.octets();
        boolean text = !octets.isEmpty() && octets.at(0) >= ' ';
        String type = text ? "text/vnd.wap." + name : "application/vnd.wap." + name + "c";
        return ContentView.of(dissection, ContentType.of(type), span);
    }
}
