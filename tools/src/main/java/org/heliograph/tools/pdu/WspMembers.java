// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.WspHeader;
import org.heliograph.tools.json.JsonException;
import org.heliograph.tools.json.Members;
import org.heliograph.wappush.WspPush;

/**
 * WSP Push PDUs from members, the inverse of {@link WspView}. What may be left away: TID (0),
 * headers, and the content type where an MMS PDU or a content inside tells it.
 */
final class WspMembers {
    private WspMembers() {}

    /** {@return the push inside, if there is one} */
    static Optional<Octets> nested(Members members) throws JsonException {
        return members.has(WspView.NAME)
                ? Optional.of(PduMembers.read(WspView.NAME, members.object(WspView.NAME)))
                : Optional.empty();
    }

    static Octets read(Members members) throws JsonException {
        int transactionId = members.octet("TID", 0);
        Optional<String> type = members.textIfAny(WspView.CONTENT_TYPE);
        List<WspHeader> headers = headers(members);
        Optional<PduMembers.Inner> inner = PduMembers.inner(members, BodyView.DATA);
        ContentType contentType =
                type.isPresent()
                        ? contentType(members, type.get())
                        : inner.flatMap(each -> PduMembers.mediaType(each.name()))
                                .map(ContentType::of)
                                .orElseThrow(
                                        () -> members.failure(WspView.CONTENT_TYPE, "missing"));
        members.end();
        Octets body = inner.map(PduMembers.Inner::octets).orElse(Octets.EMPTY);
        return members.checked(
                "", () -> new WspPush(transactionId, contentType, headers, body).encode());
    }

    static ContentType contentType(Members members, String text) throws JsonException {
        return members.checked(WspView.CONTENT_TYPE, () -> ContentType.of(text));
    }

    static List<WspHeader> headers(Members members) throws JsonException {
        List<WspHeader> headers = new ArrayList<>();
        for (Members header : members.objects(WspView.HEADERS)) {
            String name = header.text("name");
            String value = header.text("value");
            header.end();
            headers.add(header.checked("", () -> new WspHeader(name, value)));
        }
        return headers;
    }
}
