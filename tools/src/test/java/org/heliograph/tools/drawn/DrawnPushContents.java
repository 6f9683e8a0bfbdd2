// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.drawn;

import java.util.ArrayList;
import java.util.List;
import org.heliograph.wappush.content.CacheOperation;
import org.heliograph.wappush.content.PushContent;
import org.heliograph.wappush.content.ServiceIndication;
import org.heliograph.wappush.content.ServiceLoading;

/** Service indications, service loadings and cache operations. */
public final class DrawnPushContents {
    private static final List<String> BEGINNINGS =
            List.of("", "http://", "http://www.", "https://", "https://www.", "urn:");
    private static final List<String> ENDINGS =
            List.of("", ".com/", ".net/a", ".org/.com/", "/?q=1&r=<2>");
    private static final String TEXT = "abc XYZ.-_&<>'\"\n\té中😀";

    /** 1970 to the year 9999: all that the two forms can write. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private final Draw draw;

    public DrawnPushContents(Draw draw) {
        this.draw = draw;
    }

    public PushContent any() {
        return switch (draw.within(0, 3)) {
            case 0 -> new ServiceLoading(uri(), draw.of(ServiceLoading.Action.class));
            case 1 -> new CacheOperation(draw.list(1, 4, this::invalidation));
            default -> indication();
        };
    }

    private ServiceIndication indication() {
        List<ServiceIndication.Attribute> attributes = new ArrayList<>();
        attributes.add(new ServiceIndication.Href(uri()));
        attributes.add(new ServiceIndication.Id(text()));
        attributes.add(new ServiceIndication.Created(draw.instant(0, LAST_SECOND)));
        attributes.add(new ServiceIndication.Expires(draw.instant(0, LAST_SECOND)));
        attributes.add(draw.of(ServiceIndication.Action.class));
        attributes.removeIf(_ -> draw.oneIn(3));
        return new ServiceIndication(
                attributes,
                text(),
                draw.list(
                        0, 3, () -> new ServiceIndication.Item(draw.text("abc-1", 1, 5), text())));
    }

    private CacheOperation.Invalidation invalidation() {
        return draw.either()
                ? new CacheOperation.ObjectInvalidation(uri())
                : new CacheOperation.ServiceInvalidation(uri());
    }

    private String uri() {
        return draw.of(BEGINNINGS) + draw.text(DrawnWsp.WORD, 0, 20) + draw.of(ENDINGS);
    }

    private String text() {
        return draw.text(TEXT, 0, draw.oneIn(9) ? 200 : 15);
    }
}
