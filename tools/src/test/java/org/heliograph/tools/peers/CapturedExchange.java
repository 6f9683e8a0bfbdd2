// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.peers.Tshark.Packet;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One {@link Exchange} as Wireshark reads it from the wire.
 *
 * @param outcome what happened
 * @param packets those of SIP, SMPP and HTTP
 * @param file the capture itself
 */
record CapturedExchange(Exchange.Outcome outcome, List<Packet> packets, Octets file) {
    private static final List<String> FIELDS =
            List.of(
                    "frame.number",
                    "frame.protocols",
                    "_ws.malformed",
                    "_ws.expert.severity",
                    "_ws.expert.group",
                    "_ws.expert.message",
                    "sip.Call-ID",
                    "sip.In-Reply-To",
                    "gsm_a.rp.msg_type",
                    "gsm_a.len",
                    "gsm_a.dtap.cld_party_bcd_num",
                    "gsm_sms.tp-oa",
                    "gsm_sms.tp-da",
                    "gsm_sms.tp-ra",
                    "gsm_sms.dis_field_addr.length",
                    "gsm_sms.dis_field_addr.num_type",
                    "gsm_sms.tp-udhi",
                    "gsm_sms.udh.mm.msg_part",
                    "gsm_sms.udh.mm.msg_parts",
                    "gsm_sms.sms_text",
                    "gsm_sms.destination_port",
                    "gsm_sms.dis_field.st_error",
                    "smpp.command_id",
                    "smpp.command_status",
                    "smpp.system_id",
                    "smpp.interface_version",
                    "smpp.source_addr_ton",
                    "smpp.source_addr",
                    "smpp.dest_addr_ton",
                    "smpp.destination_addr",
                    "smpp.esm.submit.features",
                    "smpp.esm.submit.msg_type",
                    "smpp.data_coding",
                    "smpp.regdel.receipt",
                    "smpp.message",
                    "smpp.message_payload",
                    "smpp.message_id",
                    "smpp.receipted_message_id",
                    "smpp.message_state",
                    "wsp.pdu_type",
                    "wsp.header.content_type",
                    "wsp.header.x_wap_application_id",
                    "http.request.method",
                    "http.request.uri",
                    "http.response.code",
                    "mmse.message_type",
                    "mmse.transaction_id",
                    "mmse.message_id",
                    "mmse.response_status",
                    "mmse.status",
                    "mmse.from",
                    "mmse.to",
                    "mmse.subject",
                    "mmse.message_size",
                    "mmse.content_location");

    Stream<Packet> with(String field, String value) {
        return packets.stream().filter(p -> p.has(field, value));
    }

    /** {@return such packets, of which there is at least one} */
    List<Packet> all(String what, Predicate<Packet> wanted) {
        List<Packet> found = packets.stream().filter(wanted).toList();
        assertTrue(!found.isEmpty(), "no " + what);
        return found;
    }

    /** {@return the first such packet: SIP over UDP may repeat it} */
    Packet one(String what, Predicate<Packet> wanted) {
        return all(what, wanted).getFirst();
    }

    private static CapturedExchange capture(Path directory) throws Exception {
        try (World world = new World(directory, Tap.none())) {
            Tshark tshark =
                    new Tshark(
                            directory.resolve("exchange.pcapng"),
                            Map.of(
                                    world.smsc().sipAddress().port(), "sip",
                                    world.smsc().smppAddress().port(), "smpp",
                                    world.mmsc().mm1Address().port(), "http"));
            Exchange.Outcome outcome;
            try (Tshark.Capture capture = tshark.capture()) {
                outcome = Exchange.run(world, directory);
                capture.finish();
            }
            return new CapturedExchange(
                    outcome,
                    tshark.read("sip || smpp || http", FIELDS),
                    Octets.ofOwned(Files.readAllBytes(tshark.file())));
        }
    }

    /** Gives the same exchange to every test that wants one. */
    static final class Once implements BeforeAllCallback, ParameterResolver {
        private static final ExtensionContext.Namespace HERE =
                ExtensionContext.Namespace.create(CapturedExchange.class);

        @Override
        public void beforeAll(ExtensionContext context) throws Exception {
            Tshark.assumeInstalled();
            ExtensionContext.Store store = context.getRoot().getStore(HERE);
            if (store.get(HERE, CapturedExchange.class) == null) {
                try (TemporaryDirectory directory = new TemporaryDirectory()) {
                    store.put(HERE, capture(directory.path()));
                }
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == CapturedExchange.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot().getStore(HERE).get(HERE);
        }
    }
}
