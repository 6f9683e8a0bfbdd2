// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.Reassembly;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.Tpdu;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.tools.capture.Endpoint;
import org.heliograph.tools.capture.Found;
import org.heliograph.tools.capture.Found.Form;
import org.heliograph.wappush.WapPush;

/**
 * Puts concatenated short messages together, each leg of their way by itself: the same parts pass a
 * capture by SMPP and once more by SIP.
 */
final class WholeMessages {
    private static final int MAX_LEGS = 1024;
    private static final int MAX_INCOMPLETE = 16;

    /** The leg names the sender, who may have an address that no TPDU could carry. */
    private static final TpAddress ANYBODY = TpAddress.of("0");

    private final Map<Leg, Reassembly> legs =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Leg, Reassembly> eldest) {
                    return size() > MAX_LEGS;
                }
            };

    private record Leg(
            Form form, Endpoint source, Endpoint destination, String uri, String from, String to) {}

    private record Part(String from, String to, UserData userData, Alphabet alphabet) {}

    /**
     * A message that came in parts.
     *
     * @param frame of the part that completed it
     */
    record Whole(long frame, int parts, UserData userData, Alphabet alphabet) {
        Octets payload() {
            return userData.payload();
        }

        Optional<String> text() {
            return alphabet == Alphabet.EIGHT_BIT
                    ? Optional.empty()
                    : Optional.of(userData.text(alphabet));
        }

        Optional<Tree> push() {
            try {
                return WapPush.ports(userData).isPresent()
                        ? Optional.of(
                                WspView.of(Dissection.in(Manner.STRICT), new Span(0, payload()))
                                        .tree())
                        : Optional.empty();
            } catch (DecodeException e) {
                return Optional.empty();
            }
        }

        /** {@return the octets of what is neither text nor push} */
        Optional<Octets> data() {
            return text().isPresent() || push().isPresent()
                    ? Optional.empty()
                    : Optional.of(payload());
        }
    }

    /** {@return the whole message, if this completes one} */
    Optional<Whole> add(Found found) {
        try {
            Optional<Part> part =
                    switch (found.form()) {
                        case RP -> part(RpCodec.decode(found.octets()));
                        case SMPP -> part(SmppPdu.decode(found.octets()));
                        case MMS, TEXT, OTHER -> Optional.empty();
                    };
            return part.flatMap(p -> add(found, p));
        } catch (DecodeException e) {
            return Optional.empty(); // read kindly it is shown; nothing can be built on it
        }
    }

    /** {@return how many messages lack parts} */
    int incomplete() {
        return legs.values().stream().mapToInt(Reassembly::size).sum();
    }

    private Optional<Whole> add(Found found, Part part) {
        Optional<Concatenation> place = part.userData.concatenation();
        if (place.isEmpty() || place.get().total() < 2) {
            return Optional.empty();
        }
        Leg leg =
                new Leg(
                        found.form(),
                        peer(found, found.source()),
                        peer(found, found.destination()),
                        found.uri(),
                        part.from,
                        part.to);
        return legs.computeIfAbsent(leg, _ -> new Reassembly(MAX_INCOMPLETE))
                .add(ANYBODY, part.userData)
                .map(all -> new Whole(found.frame(), place.get().total(), all, part.alphabet));
    }

    /** Parts take one bind of SMPP, but by SIP perhaps several connections. */
    private static Endpoint peer(Found found, Endpoint endpoint) {
        return found.form() == Form.SMPP ? endpoint : new Endpoint(endpoint.address(), 0);
    }

    private static Optional<Part> part(RpMessage message) throws DecodeException {
        if (!(message instanceof RpMessage.RpData data) || data.userData().isEmpty()) {
            return Optional.empty();
        }
        Tpdu tpdu =
                data.direction() == Direction.TO_MS
                        ? TpduCodec.decodeFromServiceCentre(data.userData(), Carrier.RP_DATA)
                        : TpduCodec.decodeFromMobileStation(data.userData(), Carrier.RP_DATA);
        return switch (tpdu) {
            case SmsDeliver deliver ->
                    Optional.of(
                            new Part(
                                    deliver.originatingAddress().toString(),
                                    "",
                                    deliver.userData(),
                                    deliver.dataCodingScheme().alphabet()));
            case SmsSubmit submit ->
                    Optional.of(
                            new Part(
                                    "",
                                    submit.destinationAddress().toString(),
                                    submit.userData(),
                                    submit.dataCodingScheme().alphabet()));
            default -> Optional.empty();
        };
    }

    private static Optional<Part> part(SmppPdu pdu) throws DecodeException {
        return switch (pdu.command()) {
            case SUBMIT_SM, DELIVER_SM, DATA_SM ->
                    Optional.of(
                            new Part(
                                    pdu.text("source_addr"),
                                    pdu.text("destination_addr"),
                                    numbered(SmppView.userData(pdu, pdu.message()), pdu.tlvs()),
                                    SmppView.alphabet(pdu)));
            default -> Optional.empty();
        };
    }

    /** The numbers of a part may also stand in TLVs (SMPP 3.4 §5.3.2.22 to .24). */
    private static UserData numbered(UserData userData, List<SmppPdu.Tlv> tlvs)
            throws DecodeException {
        int reference = -1;
        int total = 0;
        int sequence = 0;
        for (SmppPdu.Tlv tlv : tlvs) {
            switch (tlv.tag()) {
                case 0x020C -> reference = new OctetReader(tlv.value()).uint16();
                case 0x020E -> total = new OctetReader(tlv.value()).octet();
                case 0x020F -> sequence = new OctetReader(tlv.value()).octet();
                default -> {}
            }
        }
        if (reference < 0 || sequence < 1 || sequence > total) {
            return userData;
        }
        List<InformationElement> header = new ArrayList<>(userData.header());
        header.add(new Concatenation(reference, true, total, sequence));
        return new UserData(header, userData.payload());
    }
}
