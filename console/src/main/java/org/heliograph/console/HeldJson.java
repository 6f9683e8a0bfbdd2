// SPDX-License-Identifier: Apache-2.0
package org.heliograph.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Scts;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.queue.QuarantineStore.Entry;
import org.heliograph.smsc.queue.QuarantineStore.Held;
import org.heliograph.smsc.route.Routed;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is held, as JSON. Ids are strings: programs that read numbers as doubles would spoil them.
 */
final class HeldJson {
    private HeldJson() {}

    static ObjectNode of(Entry entry) {
        ObjectNode json = summary(entry.code(), entry.reason(), entry.at(), entry.last());
        return json.put("to", entry.last().destinationAddress().toString())
                .put("messages", entry.messages());
    }

    /** With each message, and the octets that a handset would get. */
    static ObjectNode of(Held held) {
        ShortMessage last = held.messages().getLast().message();
        ObjectNode json = summary(held.code(), held.reason(), held.at(), last);
        if (!held.dueAt().equals(Instant.EPOCH)) {
            json.put("deliverAt", held.dueAt().toString());
        }
        ArrayNode messages = json.putArray("messages");
        held.messages().forEach(routed -> messages.add(message(routed)));
        return json;
    }

    private static ObjectNode summary(
            String code, String reason, Instant at, ShortMessage message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", message.submittedAs().toString())
                .put("heldAt", at.toString())
                .put("code", code)
                .put("reason", reason)
                .put("source", source(message.origin()))
                .put("from", message.originatingAddress().toString())
                .put("expiresAt", message.expiresAt().toString());
    }

    private static String source(Origin origin) {
        return switch (origin) {
            case Origin.Esme(var systemId) -> "esme:" + systemId;
            case Origin.Upstream(var name) -> "upstream:" + name;
            case Origin.Subscriber(var msisdn, _) -> "ims:" + msisdn.digits();
            case Origin.ServiceCentre() -> "sc";
        };
    }

    private static ObjectNode message(Routed routed) {
        ShortMessage message = routed.message();
        ObjectNode json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", message.id().toString())
                        .put("to", message.destinationAddress().toString())
                        .put("destination", routed.destination().text())
                        .put("protocolIdentifier", message.protocolIdentifier())
                        .put("dataCodingScheme", message.dataCodingScheme().octet());
        if (!message.userData().header().isEmpty()) {
            json.put("userDataHeader", message.userData().headerOctets().toHex());
        }
        json.put("userData", message.userData().payload().toHex());
        tpdu(message).ifPresent(octets -> json.put("smsDeliver", octets.toHex()));
        return json;
    }

    /**
     * {@return what a handset would get; nothing for what fits no SMS-DELIVER, as an ESME may get}
     */
    private static Optional<Octets> tpdu(ShortMessage message) {
        try {
            return Optional.of(
                    TpduCodec.encode(
                            new SmsDeliver(
                                    false,
                                    Set.of(),
                                    message.originatingAddress(),
                                    message.protocolIdentifier(),
                                    message.dataCodingScheme(),
                                    Scts.of(message.acceptedAt(), ZoneOffset.UTC),
                                    message.userData())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
