// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Service indication: a line of text with a link (WAP-167-ServiceInd §5).
 *
 * @param attributes in the order they are written, each kind once at most; none is mandatory
 * @param text for the subscriber, empty where there is none
 * @param info further items for applications; none where there is no {@code info} element
 */
public record ServiceIndication(List<Attribute> attributes, String text, List<Item> info)
        implements PushContent {

    public ServiceIndication {
        attributes = List.copyOf(attributes);
        XmlText.require(text);
        info = List.copyOf(info);
        if (info.size() > Element.MAX_ELEMENTS - 3) {
            throw new IllegalArgumentException(info.size() + " items");
        }
        Set<String> names = new HashSet<>();
        for (Attribute attribute : attributes) {
            if (!names.add(attribute.written().name())) {
                throw new IllegalArgumentException("two of " + attribute.written().name());
            }
        }
    }

    /** An attribute of {@code indication} (§5.2). */
    public sealed interface Attribute {
        /** {@return name and value as XML has them} */
        XmlAttribute written();
    }

    /** {@code href}: where the service is. */
    public record Href(String uri) implements Attribute {
        public Href {
            XmlText.require(uri);
        }

        @Override
        public XmlAttribute written() {
            return new XmlAttribute("href", uri);
        }
    }

    /** {@code si-id}: a later indication of the same id replaces this one; without it href does. */
    public record Id(String id) implements Attribute {
        public Id {
            XmlText.require(id);
        }

        @Override
        public XmlAttribute written() {
            return new XmlAttribute("si-id", id);
        }
    }

    /** {@code created}: when the content was made or changed; whole seconds. */
    public record Created(Instant instant) implements Attribute {
        public Created {
            instant = DateTime.require(instant);
        }

        @Override
        public XmlAttribute written() {
            return new XmlAttribute("created", instant.toString());
        }
    }

    /** {@code si-expires}: when the handset is to forget it; whole seconds. */
    public record Expires(Instant instant) implements Attribute {
        public Expires {
            instant = DateTime.require(instant);
        }

        @Override
        public XmlAttribute written() {
            return new XmlAttribute("si-expires", instant.toString());
        }
    }

    /** {@code action}: how much it may disturb, or that an earlier one is to go. */
    public enum Action implements Attribute {
        SIGNAL_NONE,
        SIGNAL_LOW,
        SIGNAL_MEDIUM,
        SIGNAL_HIGH,
        DELETE;

        @Override
        public XmlAttribute written() {
            return new XmlAttribute("action", name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    /**
     * One item of {@code info}.
     *
     * @param itemClass what it is, a word without white space
     */
    public record Item(String itemClass, String text) {
        public Item {
            XmlText.require(text);
            XmlText.require(itemClass);
            if (itemClass.isEmpty() || itemClass.chars().anyMatch(XmlText::isSpace)) {
                throw new IllegalArgumentException("class of an item");
            }
        }
    }

    /** A line with its link, of the usual importance. */
    public static ServiceIndication of(String href, String text) {
        return new ServiceIndication(List.of(new Href(href)), text, List.of());
    }

    public Optional<String> href() {
        return first(Href.class).map(Href::uri);
    }

    public Optional<String> id() {
        return first(Id.class).map(Id::id);
    }

    public Optional<Instant> created() {
        return first(Created.class).map(Created::instant);
    }

    public Optional<Instant> expires() {
        return first(Expires.class).map(Expires::instant);
    }

    /** {@return the action, {@link Action#SIGNAL_MEDIUM} where none is said} */
    public Action action() {
        return first(Action.class).orElse(Action.SIGNAL_MEDIUM);
    }

    private <T extends Attribute> Optional<T> first(Class<T> kind) {
        return attributes.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    @Override
    public String name() {
        return "service indication";
    }

    static ServiceIndication of(Element si) {
        si.require("si", Set.of());
        si.requireNoText();
        List<Element> children = si.children();
        if (children.isEmpty() || children.size() > 2) {
            throw new IllegalArgumentException("si of " + children.size() + " elements");
        }
        Element indication = children.getFirst();
        indication.requireNoChildren("indication");
        List<Attribute> attributes = new ArrayList<>();
        indication.attributes().forEach(attribute -> attributes.add(attribute(attribute)));
        return new ServiceIndication(
                attributes,
                indication.text(),
                children.size() == 1 ? List.of() : items(children.getLast()));
    }

    private static List<Item> items(Element info) {
        info.require("info", Set.of());
        info.requireNoText();
        if (info.children().isEmpty()) {
            throw new IllegalArgumentException("info without items");
        }
        List<Item> items = new ArrayList<>();
        for (Element item : info.children()) {
            item.requireNoChildren("item");
            item.require("item", Set.of("class"));
            items.add(new Item(item.attribute("class"), item.text()));
        }
        return items;
    }

    private static Attribute attribute(XmlAttribute attribute) {
        String value = attribute.value();
        return switch (attribute.name()) {
            case "href" -> new Href(value);
            case "si-id" -> new Id(value);
            case "created" -> new Created(DateTime.parse(value));
            case "si-expires" -> new Expires(DateTime.parse(value));
            case "action" -> XmlAttribute.constant(attribute, Action.values(), Action::written);
            default -> throw new IllegalArgumentException("attribute " + attribute.name());
        };
    }

    Element toElement() {
        List<Element> children = new ArrayList<>();
        List<XmlAttribute> written = attributes.stream().map(Attribute::written).toList();
        children.add(new Element("indication", written, List.of(), text));
        if (!info.isEmpty()) {
            List<Element> items = new ArrayList<>();
            for (Item item : info) {
                var itemClass = new XmlAttribute("class", item.itemClass);
                items.add(new Element("item", List.of(itemClass), List.of(), item.text));
            }
            children.add(new Element("info", List.of(), items, ""));
        }
        return new Element("si", List.of(), children, "");
    }
}
