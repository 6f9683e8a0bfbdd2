// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.Locale;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.wappush.WapPush;
import org.heliograph.wappush.WspPush;
import org.heliograph.wappush.content.CacheOperation;
import org.heliograph.wappush.content.PushContent;
import org.heliograph.wappush.content.ServiceIndication;
import org.heliograph.wappush.content.ServiceLoading;
import org.heliograph.wappush.content.XmlAttribute;

/** WSP Push PDUs (WAP-230-WSP §8.2.4.1), with the MMS PDU or the content inside. */
final class WspTree {
    private WspTree() {}

    static Tree of(WspPush push) throws DecodeException {
        Tree.Builder tree =
                Tree.named("WSP Push")
                        .leaf("TID", TpduTree.hex(push.transactionId()))
                        .leaf("Content-Type", push.contentType());
        push.headers().forEach(header -> tree.leaf(header.name(), header.value()));
        Optional<PushContent> content = WapPush.content(push);
        if (content.isPresent()) {
            tree.add(of(content.get()));
        } else if (push.contentType().mediaType().equals(MmsCodec.MEDIA_TYPE)) {
            tree.add(MmsTree.of(MmsCodec.decode(push.body())));
        } else {
            tree.leaf("body", push.body().toHex());
        }
        return tree.build();
    }

    /** In the words of their document types. */
    private static Tree of(PushContent content) {
        return switch (content) {
            case ServiceIndication indication -> indication(indication);
            case ServiceLoading loading ->
                    Tree.named("sl")
                            .leaf("href", loading.href())
                            .leaf("action", word(loading.action()))
                            .build();
            case CacheOperation operation -> {
                Tree.Builder tree = Tree.named("co");
                for (CacheOperation.Invalidation invalidation : operation.invalidations()) {
                    switch (invalidation) {
                        case CacheOperation.ObjectInvalidation(String uri) ->
                                tree.leaf("invalidate-object", uri);
                        case CacheOperation.ServiceInvalidation(String uri) ->
                                tree.leaf("invalidate-service", uri);
                    }
                }
                yield tree.build();
            }
        };
    }

    private static Tree indication(ServiceIndication indication) {
        Tree.Builder tree = Tree.named("si");
        for (ServiceIndication.Attribute attribute : indication.attributes()) {
            XmlAttribute written = attribute.written();
            tree.leaf(written.name(), written.value());
        }
        tree.leaf("indication", indication.text());
        for (ServiceIndication.Item item : indication.info()) {
            tree.leaf("item " + item.itemClass(), item.text());
        }
        return tree.build();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
