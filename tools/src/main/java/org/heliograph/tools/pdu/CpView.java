// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.cp.CpCodec;
import org.heliograph.pdu.cp.CpMessage;
import org.heliograph.pdu.cp.CpMessage.TransactionIdentifier;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.pdu.words.RelayWords;

/** CP messages in the words of 3GPP TS 24.011 §7.2, with the RP message inside. */
final class CpView {
    static final String USER_DATA = "CP-User-Data";

    private CpView() {}

    static View of(Dissection dissection, Span span) throws DecodeException {
        Layer<CpMessage> layer = dissection.read(span, CpCodec::decode);
        CpMessage message = layer.value();
        String name = name(message);
        View.Builder<CpMessage> view = View.of(name, layer);
        TransactionIdentifier ti = message.transactionIdentifier();
        view.field("TI", layer.firstOctet(), Json.of(ti.value()), ti.value());
        view.field(
                "TI flag",
                layer.firstOctet(),
                Json.of(ti.fromResponder()),
                ti.fromResponder() ? "from the responder" : "from the initiator");
        view.shown("message type", layer.find("message type"), name);
        switch (message) {
            case CpMessage.CpData(_, Octets userData) -> {
                Span field = layer.find(USER_DATA);
                if (!userData.isEmpty()) {
                    Dissection inside = dissection.inside(name);
                    view.nested(
                            inside.tolerant(
                                    () -> RpView.of(inside, field.last(userData.length())),
                                    () -> RpView.octets(USER_DATA, field.last(userData.length()))));
                }
            }
            case CpMessage.CpAck _ -> {}
            case CpMessage.CpError(_, int cause) ->
                    view.field("CP-Cause", Json.of(cause), RelayWords.cpCause(cause));
        }
        return view.build(CpCodec.encode(message));
    }

    private static String name(CpMessage message) {
        return switch (message) {
            case CpMessage.CpData _ -> "CP-DATA";
            case CpMessage.CpAck _ -> "CP-ACK";
            case CpMessage.CpError _ -> "CP-ERROR";
        };
    }
}
