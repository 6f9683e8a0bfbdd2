// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.nio.charset.StandardCharsets;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;

/** MMS PDUs in the words of OMA-TS-MMS_ENC 1.3, with the parts of their bodies. */
final class MmsTree {
    /** A part of text longer than this is shown by its size. */
    private static final int MAX_TEXT_OCTETS = 2000;

    private MmsTree() {}

    static Tree of(MmsPdu pdu) throws DecodeException {
        Tree.Builder tree = headers(pdu);
        Octets body = pdu.body();
        if (!body.isEmpty()) {
            ContentType type =
                    pdu.headers()
                            .first(MmsField.CONTENT_TYPE)
                            .orElseThrow(() -> new DecodeException(0, "body without a type"));
            body(tree, type, body);
        }
        return tree.build();
    }

    /** Also of a PDU inside another, as M-Mbox-View.conf has them: one level, without its body. */
    private static Tree.Builder headers(MmsPdu pdu) {
        Tree.Builder tree = Tree.named(pdu.name());
        pdu.headers().entries().forEach(header -> tree.leaf(header.name(), header.value()));
        return tree;
    }

    private static void body(Tree.Builder tree, ContentType type, Octets body)
            throws DecodeException {
        if (!type.mediaType().startsWith("application/vnd.wap.multipart.")) {
            tree.add(content("body", type, body).build());
            return;
        }
        for (Multipart.Part part : Multipart.decode(body).parts()) {
            Tree.Builder shown = content("part", part.contentType(), part.body());
            part.headers().forEach(header -> shown.leaf(header.name(), header.value()));
            if (part.contentType().mediaType().equals(MmsCodec.MEDIA_TYPE)) {
                shown.add(headers(MmsCodec.decode(part.body())).build());
            }
            tree.add(shown.build());
        }
    }

    private static Tree.Builder content(String name, ContentType type, Octets body) {
        Tree.Builder tree =
                Tree.named(name).leaf("Content-Type", type).leaf("octets", body.length());
        boolean readable =
                type.mediaType().startsWith("text/") || type.mediaType().equals("application/smil");
        if (readable && body.length() <= MAX_TEXT_OCTETS) {
            tree.leaf("text", body.toString(StandardCharsets.UTF_8));
        }
        return tree;
    }
}
