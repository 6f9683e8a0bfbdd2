// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;

/**
 * The optional end of a report: which of TP-PID, TP-DCS and TP-UD it carries gives TP-PI (3GPP TS
 * 23.040 §9.2.3.27). Immutable; built from {@link #NONE}.
 */
public final class ReportParameters {
    private static final int HAS_PID = 0x01;
    private static final int HAS_DCS = 0x02;
    private static final int HAS_UD = 0x04;
    private static final int KNOWN = HAS_PID | HAS_DCS | HAS_UD;
    private static final int EXTENDED = 0x80;

    /** The most that any report holds: SMS-DELIVER-REPORT in RP-ACK (§9.2.2.1a). */
    private static final int MAX_OCTETS = 159;

    /** TP-PI of zero. */
    public static final ReportParameters NONE =
            new ReportParameters(true, 0, 0, DataCodingScheme.GSM_7BIT, UserData.EMPTY);

    /** Not even TP-PI: an SMS-STATUS-REPORT may end before it; other reports may not. */
    public static final ReportParameters ABSENT =
            new ReportParameters(false, 0, 0, DataCodingScheme.GSM_7BIT, UserData.EMPTY);

    private final boolean indicated;

    private final int indicator;
    private final int protocolIdentifier;
    private final DataCodingScheme dataCodingScheme;
    private final UserData userData;

    /** What {@code indicator} says is absent has the value that {@link #NONE} has. */
    private ReportParameters(
            boolean indicated,
            int indicator,
            int protocolIdentifier,
            DataCodingScheme dataCodingScheme,
            UserData userData) {
        Bounds.octet("TP-PID", protocolIdentifier);
        userData.requireFits(dataCodingScheme, MAX_OCTETS);
        this.indicated = indicated;
        this.indicator = indicator;
        this.protocolIdentifier = protocolIdentifier;
        this.dataCodingScheme = dataCodingScheme;
        this.userData = userData;
    }

    /** {@return these parameters and TP-PID, 0 to 255} */
    public ReportParameters withProtocolIdentifier(int value) {
        return new ReportParameters(true, indicator | HAS_PID, value, dataCodingScheme, userData);
    }

    /**
     * {@return these parameters and TP-DCS}
     *
     * @throws IllegalArgumentException if there is a TP-UD already and it does not suit
     */
    public ReportParameters withDataCodingScheme(DataCodingScheme value) {
        return new ReportParameters(true, indicator | HAS_DCS, protocolIdentifier, value, userData);
    }

    /**
     * {@return these parameters and TP-UD} Without TP-DCS it is GSM 7-bit text.
     *
     * @throws IllegalArgumentException if it does not suit TP-DCS
     */
    public ReportParameters withUserData(UserData value) {
        return new ReportParameters(
                true, indicator | HAS_UD, protocolIdentifier, dataCodingScheme, value);
    }

    public OptionalInt protocolIdentifier() {
        return has(HAS_PID) ? OptionalInt.of(protocolIdentifier) : OptionalInt.empty();
    }

    public Optional<DataCodingScheme> dataCodingScheme() {
        return has(HAS_DCS) ? Optional.of(dataCodingScheme) : Optional.empty();
    }

    public Optional<UserData> userData() {
        return has(HAS_UD) ? Optional.of(userData) : Optional.empty();
    }

    public boolean isEmpty() {
        return indicator == 0;
    }

    /** {@return whether there is a TP-PI, if only of zero} */
    boolean indicated() {
        return indicated;
    }

    /** {@return these parameters for a report whose TP-PI is mandatory} */
    ReportParameters mandatory() {
        return indicated ? this : NONE;
    }

    /** {@return whether TP-UDHI is set} */
    boolean headed() {
        return !userData.header().isEmpty();
    }

    /**
     * @throws IllegalArgumentException if TP-UD is longer than this report allows
     */
    void requireUserDataAtMost(int octets) {
        userData.requireFits(dataCodingScheme, octets);
    }

    /** Reads TP-PI. */
    static int decodeIndicator(OctetReader in) throws DecodeException {
        if (in.isKind() && in.atEnd()) {
            in.deviation(in.offset(), "no TP-PI");
            return 0;
        }
        return in.field(
                "TP-PI",
                field -> {
                    int indicator = field.octet();
                    int last = indicator;
                    int reserved = 0;
                    while ((last & EXTENDED) != 0) { // bounded by the TPDU
                        last = field.octet();
                        reserved |= last & ~EXTENDED;
                    }
                    return reserved == 0 ? indicator & ~EXTENDED : indicator | EXTENDED;
                },
                field -> {
                    field.rest(); // it never ends: FF that fills a record
                    return 0;
                });
    }

    /**
     * Reads what follows TP-PI, to the end of the TPDU. Reserved bits of TP-PI are ignored and mean
     * that octets after TP-UD are to be discarded (§9.2.3.27).
     *
     * @param headed TP-UDHI
     * @param most octets of TP-UD
     */
    static ReportParameters decode(OctetReader in, int stated, boolean headed, int most)
            throws DecodeException {
        int indicator = stated;
        if (in.isKind() && in.atEnd() && (stated & KNOWN) != 0) {
            in.deviation(in.offset(), "nothing of what TP-PI says");
            indicator = 0;
        }
        int pid = (indicator & HAS_PID) == 0 ? 0 : in.field("TP-PID", OctetReader::octet);
        DataCodingScheme scheme =
                (indicator & HAS_DCS) == 0
                        ? DataCodingScheme.GSM_7BIT
                        : in.field("TP-DCS", field -> new DataCodingScheme(field.octet()));
        UserData userData =
                (indicator & HAS_UD) == 0
                        ? UserData.EMPTY
                        : UserDataCodec.decode(in, headed, scheme, most, (indicator & ~KNOWN) == 0);
        if ((indicator & ~KNOWN) != 0) {
            in.rest();
        }
        return new ReportParameters(true, indicator & KNOWN, pid, scheme, userData);
    }

    /** Writes TP-PI. */
    void encodeIndicator(OctetWriter out) {
        out.octet(indicator);
    }

    /** Writes what follows TP-PI. */
    void encode(OctetWriter out) {
        if (has(HAS_PID)) {
            out.octet(protocolIdentifier);
        }
        if (has(HAS_DCS)) {
            out.octet(dataCodingScheme.octet());
        }
        if (has(HAS_UD)) {
            UserDataCodec.encode(out, userData, dataCodingScheme);
        }
    }

    private boolean has(int bit) {
        return (indicator & bit) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReportParameters that
                && indicated == that.indicated
                && indicator == that.indicator
                && protocolIdentifier == that.protocolIdentifier
                && dataCodingScheme.equals(that.dataCodingScheme)
                && userData.equals(that.userData);
    }

    @Override
    public int hashCode() {
        return Objects.hash(indicator, protocolIdentifier, dataCodingScheme, userData);
    }

    @Override
    public String toString() {
        return indicated ? describe() : "ReportParameters[]";
    }

    private String describe() {
        return "ReportParameters[protocolIdentifier="
                + protocolIdentifier()
                + ", dataCodingScheme="
                + dataCodingScheme()
                + ", userData="
                + userData()
                + "]";
    }
}
