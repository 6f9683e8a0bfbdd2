// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.wappush.WspPush;

/** WSP Push PDUs (WAP-230-WSP §8.2.4.1), with the MMS PDU inside. */
final class WspTree {
    private WspTree() {}

    static Tree of(WspPush push) throws DecodeException {
        Tree.Builder tree =
                Tree.named("WSP Push")
                        .leaf("TID", TpduTree.hex(push.transactionId()))
                        .leaf("Content-Type", push.contentType());
        push.headers().forEach(header -> tree.leaf(header.name(), header.value()));
        if (push.contentType().mediaType().equals(MmsCodec.MEDIA_TYPE)) {
            tree.add(MmsTree.of(MmsCodec.decode(push.body())));
        } else {
            tree.leaf("body", push.body().toHex());
        }
        return tree.build();
    }
}
