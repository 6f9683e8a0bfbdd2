// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.nio.charset.Charset;
import java.util.List;
import org.heliograph.config.UpstreamSettings;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.message.SmppParameters;
import org.jsmpp.PDUStringException;
import org.jsmpp.util.DefaultComposer;

/** Messages to submit_sm (SMPP 3.4 §4.4.1), as one upstream wants them. */
final class SubmitWriter {
    /** Vendor TLV (§5.3.2: 0x1400 to 0x3FFF): how many centres the message has passed, 1 octet. */
    static final int HOPS = 0x1483;

    /** Who forwards in a circle does so this often. */
    static final int MOST_HOPS = 8;

    /** sm_length (§5.2.21). */
    private static final int LONGEST_SHORT_MESSAGE = 254;

    /** The values of data_coding from here on are those of TP-DCS. */
    private static final int AS_TP_DCS = 0x10;

    /** esm_class: message type (acknowledgements between SMEs) and reply path. */
    private static final int PASSED_ON = 0xBC;

    /** registered_delivery: the acknowledgements that the SME itself is to send (§5.2.17). */
    private static final int ACKNOWLEDGEMENTS = 0x0C;

    /** registered_delivery: a receipt of any outcome, and an intermediate notification. */
    private static final int RECEIPT = 0x01;

    private static final int NOTIFICATION = 0x10;

    /** The message has passed so many centres that it must be going round. */
    static final class LoopException extends Exception {
        private static final long serialVersionUID = 1L;

        LoopException() {
            super("has passed " + MOST_HOPS + " centres: it goes round", null, false, false);
        }
    }

    private record TonNpi(byte ton, byte npi) {
        static TonNpi of(String override, TpAddress address) {
            if (override.isEmpty()) {
                return new TonNpi(
                        DeliverWriter.typeOfNumber(address), DeliverWriter.numberingPlan(address));
            }
            int slash = override.indexOf('/');
            return new TonNpi(
                    Byte.parseByte(override.substring(0, slash)),
                    Byte.parseByte(override.substring(slash + 1)));
        }
    }

    /** What stands in short_message, and how it is to be read. */
    private record Text(int dataCoding, Octets octets) {}

    private final UpstreamSettings settings;
    private final DefaultComposer composer = new DefaultComposer();

    SubmitWriter(UpstreamSettings settings) {
        this.settings = settings;
    }

    /**
     * @throws PDUStringException if an address is longer than SMPP can carry
     * @throws LoopException if it must not go further
     */
    Octets write(ShortMessage message, int sequenceNumber)
            throws PDUStringException, LoopException {
        SmppParameters said = message.smppParameters();
        UserData userData = message.userData();
        Octets tlvs = withHops(said.parameters());
        if (said.headerInParameters()) {
            tlvs = Parameters.of(userData.header()).plus(tlvs);
            userData = new UserData(List.of(), userData.payload());
        }
        Text text = text(message, userData);
        if (text.octets().length() > LONGEST_SHORT_MESSAGE) {
            tlvs = tlv(Parameters.PAYLOAD, text.octets()).plus(tlvs);
            text = new Text(text.dataCoding(), Octets.EMPTY);
        }
        TonNpi source = TonNpi.of(settings.sourceTonNpi(), message.originatingAddress());
        TonNpi destination = TonNpi.of(settings.destinationTonNpi(), message.destinationAddress());
        int esmClass =
                (said.esmClass() & PASSED_ON)
                        | (userData.header().isEmpty() ? 0 : DeliverWriter.UDHI);
        int registered =
                (said.registeredDelivery() & ACKNOWLEDGEMENTS)
                        | (message.reportRequest() == ReportRequest.NONE ? 0 : reported(message));
        return DeliverWriter.withParameters(
                composer.submitSm(
                        sequenceNumber,
                        said.serviceType(),
                        source.ton(),
                        source.npi(),
                        message.originatingAddress().value(),
                        destination.ton(),
                        destination.npi(),
                        message.destinationAddress().value(),
                        (byte) esmClass,
                        (byte) message.protocolIdentifier(),
                        (byte) said.priority(),
                        "",
                        SmppTime.of(message.expiresAt()),
                        (byte) registered,
                        (byte) 0,
                        (byte) text.dataCoding(),
                        (byte) 0,
                        text.octets().toArray()),
                tlvs);
    }

    /** A notification tells of the part that the receipt tells of. */
    private static int reported(ShortMessage message) {
        return message.wantsNotification() ? RECEIPT | NOTIFICATION : RECEIPT;
    }

    private Octets withHops(Octets tlvs) throws LoopException {
        int hops =
                Parameters.find(tlvs, HOPS)
                        .filter(value -> value.length() == 1)
                        .map(value -> value.at(0))
                        .orElse(0);
        if (hops >= MOST_HOPS) {
            throw new LoopException();
        }
        Octets others = Parameters.without(tlvs, HOPS);
        return settings.countHops() ? others.plus(tlv(HOPS, Octets.of(hops + 1))) : others;
    }

    private static Octets tlv(int tag, Octets value) {
        return new OctetWriter().uint16(tag).uint16(value.length()).octets(value).toOctets();
    }

    private Text text(ShortMessage message, UserData userData) {
        int scheme = message.dataCodingScheme().octet();
        Octets asItIs =
                userData.header().isEmpty()
                        ? userData.payload()
                        : userData.headerOctets().plus(userData.payload());
        if (scheme >= AS_TP_DCS) {
            return new Text(scheme, asItIs);
        }
        return switch (message.dataCodingScheme().alphabet()) {
            case EIGHT_BIT -> new Text(4, asItIs);
            case UCS2 -> new Text(8, asItIs);
            case GSM_7BIT ->
                    switch (settings.alphabet()) {
                        case "latin1" -> text(userData, ISO_8859_1);
                        case "ascii" -> text(userData, US_ASCII);
                        default -> new Text(settings.dataCoding(), asItIs);
                    };
        };
    }

    private Text text(UserData userData, Charset charset) {
        String text = userData.text(Alphabet.GSM_7BIT);
        boolean spells = charset.newEncoder().canEncode(text);
        Octets octets = Octets.of(text, spells ? charset : UTF_16BE);
        return new Text(
                spells ? settings.dataCoding() : 8,
                userData.header().isEmpty() ? octets : userData.headerOctets().plus(octets));
    }
}
