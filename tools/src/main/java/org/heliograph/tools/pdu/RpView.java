// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.pdu.words.RelayWords;

/** RP messages in the words of 3GPP TS 24.011 §7.3, with the TPDU inside. */
final class RpView {
    static final String USER_DATA = "RP-User-Data";

    private RpView() {}

    static View of(Dissection dissection, Span span) throws DecodeException {
        return of(dissection, dissection.read(span, RpCodec::decode));
    }

    private static View of(Dissection dissection, Layer<RpMessage> layer) throws DecodeException {
        RpMessage message = layer.value();
        View.Builder<RpMessage> view = View.of(name(message), layer);
        int type = layer.firstOctet().octets().at(0) & 7;
        Direction direction = direction(message);
        view.field(
                "RP-MTI",
                layer.firstOctet(),
                Json.of(type),
                name(message)
                        + switch (direction) {
                            case FROM_MS -> ", from the MS";
                            case TO_MS -> ", to the MS";
                        });
        view.field("RP-MR", Json.of(message.messageReference()), message.messageReference());
        switch (message) {
            case RpMessage.RpData data -> {
                Span originator = layer.find("RP-Originator-Address");
                view.field(
                        "RP-OA",
                        originator,
                        AddressView.json(data.originator()),
                        AddressView.words(data.originator()));
                Span destination = layer.find("RP-Destination-Address");
                view.field(
                        "RP-DA",
                        destination,
                        AddressView.json(data.destination()),
                        AddressView.words(data.destination()));
                userData(dissection, view, direction, data.userData(), Carrier.RP_DATA);
            }
            case RpMessage.RpAck ack ->
                    userData(dissection, view, direction, ack.userData(), Carrier.RP_ACK);
            case RpMessage.RpError error -> {
                Span cause = layer.find("RP-Cause");
                view.field(
                        "RP-Cause",
                        cause,
                        Json.of(error.cause()),
                        RelayWords.rpCause(error.cause()));
                if (!error.diagnostic().isEmpty()) {
                    view.field(
                            "diagnostic", Json.of(error.diagnostic()), error.diagnostic().toHex());
                }
                userData(dissection, view, direction, error.userData(), Carrier.RP_ERROR);
            }
            case RpMessage.RpSmma _ -> {}
        }
        return view.build(RpCodec.encode(message));
    }

    static String name(RpMessage message) {
        return switch (message) {
            case RpMessage.RpData _ -> "RP-DATA";
            case RpMessage.RpAck _ -> "RP-ACK";
            case RpMessage.RpError _ -> "RP-ERROR";
            case RpMessage.RpSmma _ -> "RP-SMMA";
        };
    }

    static Direction direction(RpMessage message) {
        return switch (message) {
            case RpMessage.RpData data -> data.direction();
            case RpMessage.RpAck ack -> ack.direction();
            case RpMessage.RpError error -> error.direction();
            case RpMessage.RpSmma _ -> Direction.FROM_MS;
        };
    }

    private static void userData(
            Dissection dissection,
            View.Builder<RpMessage> view,
            Direction direction,
            Octets tpdu,
            Carrier carrier)
            throws DecodeException {
        Span field = view.layer().find(USER_DATA);
        if (tpdu.isEmpty()) {
            return;
        }
        Dissection inside = dissection.inside(name(view.layer().value()));
        view.nested(
                inside.tolerant(
                        () -> TpduView.of(inside, field.last(tpdu.length()), direction, carrier),
                        () -> octets(USER_DATA, field.last(tpdu.length()))));
    }

    /** {@return what could not be read further} */
    static View octets(String name, Span span) {
        return new View(
                Tree.leaf(name, span, Tree.count(span.octets().length(), "octet")),
                Json.of(span.octets()));
    }
}
