// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An element as both forms spell it: what the readers give and the writers take.
 *
 * @param text all its text put together; an element has text or children, not both
 */
record Element(String name, List<XmlAttribute> attributes, List<Element> children, String text) {
    /** si, info, item: as deep as the three vocabularies go. */
    static final int MAX_DEPTH = 3;

    /** An everyday document has two. */
    static final int MAX_ELEMENTS = 256;

    /** indication has five. */
    static final int MAX_ATTRIBUTES = 8;

    /** More than 255 concatenated short messages carry (3GPP TS 23.040 §9.2.3.24.1). */
    static final int MAX_OCTETS = 65_536;

    Element {
        attributes = List.copyOf(attributes);
        children = List.copyOf(children);
    }

    /**
     * @throws IllegalArgumentException if it is another element, or has an attribute other than
     *     these, or one twice
     */
    void require(String expected, Set<String> allowed) {
        requireName(expected);
        Set<String> names = new HashSet<>();
        for (XmlAttribute attribute : attributes) {
            if (!allowed.contains(attribute.name()) || !names.add(attribute.name())) {
                throw new IllegalArgumentException("attribute " + attribute.name());
            }
        }
    }

    void requireNoChildren(String expected) {
        requireName(expected);
        if (!children.isEmpty()) {
            throw new IllegalArgumentException("elements inside " + name);
        }
    }

    /** White space between elements is no text. */
    void requireNoText() {
        if (!text.chars().allMatch(XmlText::isSpace)) {
            throw new IllegalArgumentException("text inside " + name);
        }
    }

    /** {@return the value of an attribute that must be there} */
    String attribute(String wanted) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(wanted))
                .map(XmlAttribute::value)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " without " + wanted));
    }

    private void requireName(String expected) {
        if (!name.equals(expected)) {
            throw new IllegalArgumentException(name + " where " + expected + " is due");
        }
    }
}
