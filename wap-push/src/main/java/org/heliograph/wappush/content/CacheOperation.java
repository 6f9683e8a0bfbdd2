// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cache operation: what a handset has kept and is to fetch anew (WAP-175-CacheOp §5).
 *
 * @param invalidations one or more, in order
 */
public record CacheOperation(List<Invalidation> invalidations) implements PushContent {
    private static final String OBJECT = "invalidate-object";
    private static final String SERVICE = "invalidate-service";

    public CacheOperation {
        invalidations = List.copyOf(invalidations);
        if (invalidations.isEmpty() || invalidations.size() >= Element.MAX_ELEMENTS) {
            throw new IllegalArgumentException("co of " + invalidations.size() + " elements");
        }
    }

    /** What is no longer valid. */
    public sealed interface Invalidation {
        String uri();
    }

    /** The one object of this URI. */
    public record ObjectInvalidation(String uri) implements Invalidation {
        public ObjectInvalidation {
            XmlText.require(uri);
        }
    }

    /** Every object whose URI starts with this one. */
    public record ServiceInvalidation(String uri) implements Invalidation {
        public ServiceInvalidation {
            XmlText.require(uri);
        }
    }

    @Override
    public String name() {
        return "cache operation";
    }

    static CacheOperation of(Element co) {
        co.require("co", Set.of());
        co.requireNoText();
        List<Invalidation> invalidations = new ArrayList<>();
        for (Element element : co.children()) {
            element.requireNoText();
            String name = element.name().equals(OBJECT) ? OBJECT : SERVICE;
            element.requireNoChildren(name);
            element.require(name, Set.of("uri"));
            String uri = element.attribute("uri");
            invalidations.add(
                    name.equals(OBJECT)
                            ? new ObjectInvalidation(uri)
                            : new ServiceInvalidation(uri));
        }
        return new CacheOperation(invalidations);
    }

    Element toElement() {
        List<Element> children = new ArrayList<>();
        for (Invalidation invalidation : invalidations) {
            String name =
                    switch (invalidation) {
                        case ObjectInvalidation _ -> OBJECT;
                        case ServiceInvalidation _ -> SERVICE;
                    };
            var uri = new XmlAttribute("uri", invalidation.uri());
            children.add(new Element(name, List.of(uri), List.of(), ""));
        }
        return new Element("co", List.of(), children, "");
    }
}
