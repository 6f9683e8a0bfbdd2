// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.tools.json.JsonException;
import org.heliograph.tools.json.Members;

/** TP-UD from members: {@code TP-UDH} and one of {@code text}, {@code data}, {@code WSP-Push}. */
final class UserDataMembers {
    private UserDataMembers() {}

    /** User data, and the scheme that was given or that follows from what it holds. */
    record Schemed(UserData userData, DataCodingScheme scheme) {}

    /**
     * @param scheme what TP-DCS says; where nothing does, text is GSM 7-bit if that spells it, else
     *     UCS-2, and octets are 8-bit data
     */
    static Schemed read(Members of, String name, Optional<DataCodingScheme> scheme)
            throws JsonException {
        if (!of.has(name)) {
            return new Schemed(UserData.EMPTY, scheme.orElse(DataCodingScheme.GSM_7BIT));
        }
        Members members = of.object(name);
        List<InformationElement> header = header(members);
        Optional<Octets> data = members.hexIfAny(UserDataView.DATA);
        Optional<String> text = members.textIfAny(UserDataView.TEXT);
        Optional<Octets> push = WspMembers.nested(members);
        if ((data.isPresent() ? 1 : 0) + (text.isPresent() ? 1 : 0) + (push.isPresent() ? 1 : 0)
                > 1) {
            throw members.failure("", "more than one of text, data and " + WspView.NAME);
        }
        members.end();
        if (text.isPresent()) {
            DataCodingScheme used = scheme.orElseGet(() -> spelling(header, text.get()));
            UserData spelled =
                    members.checked(
                            UserDataView.TEXT,
                            () -> UserDataView.spelled(header, text.get(), used.alphabet()));
            return new Schemed(spelled, used);
        }
        Octets payload = data.or(() -> push).orElse(Octets.EMPTY);
        DataCodingScheme otherwise =
                payload.isEmpty() ? DataCodingScheme.GSM_7BIT : DataCodingScheme.EIGHT_BIT;
        return new Schemed(
                of.checked(name, () -> new UserData(header, payload)), scheme.orElse(otherwise));
    }

    private static DataCodingScheme spelling(List<InformationElement> header, String text) {
        try {
            UserData.ofText(header, text);
            return DataCodingScheme.GSM_7BIT;
        } catch (IllegalArgumentException e) {
            return DataCodingScheme.of(Alphabet.UCS2);
        }
    }

    private static List<InformationElement> header(Members members) throws JsonException {
        List<InformationElement> header = new ArrayList<>();
        for (Members element : members.objects(UserDataView.HEADER)) {
            header.add(element(element));
        }
        return header;
    }

    /** One element, as {@link ElementView#json} writes it; any may be given as octets. */
    private static InformationElement element(Members members) throws JsonException {
        int id = members.octet("id");
        OctetWriter data = new OctetWriter();
        if (members.has("data")) {
            data.octets(members.hex("data"));
        } else {
            switch (id) {
                case 0x00 -> data.octet(members.octet("reference"));
                case 0x08 -> data.uint16((int) members.number("reference", 0, 0xFFFF));
                case 0x04 -> {
                    data.octet(members.octet("destination")).octet(members.octet("source"));
                }
                case 0x05 -> {
                    data.uint16((int) members.number("destination", 0, 0xFFFF));
                    data.uint16((int) members.number("source", 0, 0xFFFF));
                }
                case 0x24, 0x25 -> data.octet(members.octet("language"));
                default -> throw members.failure("data", "missing");
            }
            if (id == 0x00 || id == 0x08) {
                data.octet(members.octet("total")).octet(members.octet("sequence"));
            }
        }
        members.end();
        Octets contents = data.toOctets();
        if (contents.length() > 0xFF) {
            throw members.failure("data", contents.length() + " octets, at most 255");
        }
        OctetWriter element = new OctetWriter();
        element.octet(id).octet(contents.length()).octets(contents);
        try {
            return TpduCodec.header(element.toOctets()).getFirst();
        } catch (DecodeException e) {
            throw members.failure("", e.reason());
        }
    }
}
