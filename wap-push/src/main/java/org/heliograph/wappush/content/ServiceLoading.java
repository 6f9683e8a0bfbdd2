// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Service loading: a URI to be fetched without asking (WAP-168-ServiceLoad §5).
 *
 * @param action written only where it is not the default
 */
public record ServiceLoading(String href, Action action) implements PushContent {
    public ServiceLoading {
        XmlText.require(href);
    }

    /** What to do with what is fetched; the first is the default. */
    public enum Action {
        EXECUTE_LOW,
        EXECUTE_HIGH,
        CACHE;

        XmlAttribute written() {
            return new XmlAttribute("action", name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    @Override
    public String name() {
        return "service loading";
    }

    static ServiceLoading of(Element sl) {
        sl.requireNoChildren("sl");
        sl.requireNoText();
        sl.require("sl", Set.of("href", "action"));
        Action action = Action.EXECUTE_LOW;
        for (XmlAttribute attribute : sl.attributes()) {
            if (attribute.name().equals("action")) {
                action = XmlAttribute.constant(attribute, Action.values(), Action::written);
            }
        }
        return new ServiceLoading(sl.attribute("href"), action);
    }

    Element toElement() {
        List<XmlAttribute> attributes = new ArrayList<>();
        attributes.add(new XmlAttribute("href", href));
        if (action != Action.EXECUTE_LOW) {
            attributes.add(action.written());
        }
        return new Element("sl", attributes, List.of(), "");
    }
}
