// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.pdu.wsp.WspHeader;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.json.JsonException;
import org.heliograph.tools.json.Members;

/**
 * MMS PDUs from members, the inverse of {@link MmsView}. Headers stand in the order given, with
 * {@code value}, or {@code octets} where those are to be others.
 */
final class MmsMembers {
    private static final String OTHER = "MMS PDU of type ";

    private MmsMembers() {}

    /** {@return whether it is the name of an MMS PDU} */
    static boolean isName(String name) {
        return MmsCodec.messageType(name).isPresent() || name.matches(OTHER + "[0-9]{3}");
    }

    static Octets read(String name, Members members) throws JsonException {
        int type =
                MmsCodec.messageType(name)
                        .orElseGet(() -> Integer.parseInt(name.substring(OTHER.length())));
        if (type > 0xFF) {
            throw members.failure("", "message types end at 255");
        }
        OctetWriter out = new OctetWriter(512);
        out.octet(0x8C).octet(type);
        List<Members> headers = members.objects(WspView.HEADERS);
        for (int i = 0; i < headers.size(); i++) {
            header(headers.get(i), i + 1 == headers.size(), out);
        }
        if (members.has(BodyView.BODY)) {
            out.octets(body(members));
        }
        members.end();
        Octets octets = out.toOctets();
        try {
            return MmsCodec.encode(MmsCodec.decode(octets));
        } catch (DecodeException e) {
            throw members.failure("", e.reason());
        }
    }

    private static void header(Members header, boolean last, OctetWriter out) throws JsonException {
        String name = header.text("name");
        if (!last && name.equalsIgnoreCase(WspView.CONTENT_TYPE)) {
            throw header.failure("", "Content-Type is to be the last header");
        }
        Optional<Octets> octets = header.hexIfAny(View.OCTETS);
        Optional<Json> json = header.take("value");
        String value =
                switch (json.orElse(new Json.Text(""))) {
                    case Json.Text(String text) -> text;
                    case Json.Numeral(long number) -> Long.toString(number);
                    case Json.Flag _, Json.Array _, Json.Structure _ ->
                            throw header.failure("value", "not a string or a number");
                };
        header.end();
        if (octets.isPresent()) {
            out.octets(header.checked("name", () -> MmsHeaderText.line(name, octets.get())));
            return;
        }
        if (json.isEmpty()) {
            throw header.failure("value", "missing");
        }
        Optional<Octets> line = header.checked("value", () -> MmsHeaderText.octets(name, value));
        out.octets(
                line.orElseThrow(
                        () -> header.failure("value", "'" + value + "' is no value of " + name)));
    }

    private static Octets body(Members of) throws JsonException {
        Members members = of.object(BodyView.BODY);
        Optional<Octets> octets = members.hexIfAny(View.OCTETS);
        if (octets.isPresent()) {
            return octets.get();
        }
        if (members.has(BodyView.PARTS)) {
            List<Multipart.Part> parts = new ArrayList<>();
            for (Members part : members.objects(BodyView.PARTS)) {
                String type = part.text(WspView.CONTENT_TYPE);
                ContentType contentType = WspMembers.contentType(part, type);
                List<WspHeader> headers = WspMembers.headers(part);
                Octets body = part.has(BodyView.BODY) ? body(part) : Octets.EMPTY;
                part.end();
                parts.add(new Multipart.Part(contentType, headers, body));
            }
            members.end();
            return new Multipart(parts).encode();
        }
        Optional<String> text = members.textIfAny(BodyView.TEXT);
        if (text.isPresent()) {
            members.end();
            return Octets.of(text.get(), StandardCharsets.UTF_8);
        }
        Octets body =
                PduMembers.inner(members, BodyView.DATA)
                        .map(PduMembers.Inner::octets)
                        .orElse(Octets.EMPTY);
        members.end();
        return body;
    }
}
