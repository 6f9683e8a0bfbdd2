// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.Attribute;
import javax.xml.stream.events.EndElement;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import org.heliograph.pdu.Octets;

/**
 * Keeps the presentation (SMIL, OMA-MMS-CONF 1.2 §8) in step with the parts: what they are called,
 * that a picture has become a text, and how large the screen is. Everything else passes as it is.
 */
final class Smil {
    /** Real ones have two thousand. */
    private static final int MAX_OCTETS = 64 * 1024;

    private static final int MAX_EVENTS = 20_000;

    /** Elements that show a part (SMIL 2.0 §7.3). */
    private static final Set<String> MEDIA =
            Set.of("img", "image", "video", "audio", "text", "ref", "animation", "textstream");

    private static final Set<String> SIZES = Set.of("width", "height", "left", "top");

    /** Percentages and the like say nothing of the screen. */
    private static final Pattern PIXELS = Pattern.compile("(\\d{1,5})(px)?");

    private final Names names;
    private final int maxWidth;
    private final int maxHeight;
    private final XMLEventFactory events = XMLEventFactory.newFactory();

    /** Of a layout with pixels; found with the root layout, which comes first. */
    private double scale = 1;

    /** Elements that are open, by the name that they were given. */
    private final List<QName> open = new ArrayList<>();

    private boolean changed;

    /**
     * What became of the parts, by Content-Location, name, or bare Content-ID.
     *
     * @param renamed what they were called, and what they are called now
     * @param texts what those were called that are now texts
     */
    record Names(Map<String, String> renamed, Set<String> texts) {
        Names {
            renamed = Map.copyOf(renamed);
            texts = Set.copyOf(texts);
        }
    }

    /**
     * @param maxWidth of the screen in pixels; 0 is no limit
     */
    Smil(Names names, int maxWidth, int maxHeight) {
        this.names = names;
        this.maxWidth = maxWidth;
        this.maxHeight = maxHeight;
    }

    /**
     * {@return the presentation in step, in UTF-8; nothing if nothing is to change, or it cannot be
     * read, and then handsets show the parts one after the other}
     */
    Optional<Octets> edited(Octets smil) {
        if (smil.length() > MAX_OCTETS) {
            return Optional.empty();
        }
        XMLInputFactory in = XMLInputFactory.newFactory();
        in.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        in.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        ByteArrayOutputStream octets = new ByteArrayOutputStream(smil.length() + 256);
        try {
            XMLEventReader reader = in.createXMLEventReader(smil.asInputStream());
            XMLEventWriter writer =
                    XMLOutputFactory.newFactory()
                            .createXMLEventWriter(octets, StandardCharsets.UTF_8.name());
            int count = 0;
            while (reader.hasNext()) {
                if (count++ == MAX_EVENTS) {
                    return Optional.empty();
                }
                write(reader.nextEvent(), writer);
            }
            writer.close();
        } catch (XMLStreamException | RuntimeException e) {
            // a parser of untrusted XML; some of its failures are no XMLStreamException
            return Optional.empty();
        }
        return changed ? Optional.of(Octets.ofOwned(octets.toByteArray())) : Optional.empty();
    }

    /** The document type goes, and so does the declaration: without it, it is UTF-8. */
    private void write(XMLEvent event, XMLEventWriter writer) throws XMLStreamException {
        switch (event.getEventType()) {
            case XMLEvent.START_ELEMENT -> {
                StartElement element = edited(event.asStartElement());
                open.add(element.getName());
                writer.add(element);
            }
            case XMLEvent.END_ELEMENT -> {
                EndElement end = event.asEndElement();
                QName name = open.removeLast();
                writer.add(events.createEndElement(name, end.getNamespaces()));
            }
            case XMLEvent.START_DOCUMENT, XMLEvent.END_DOCUMENT, XMLEvent.DTD -> {}
            default -> writer.add(event);
        }
    }

    private StartElement edited(StartElement element) {
        String local = element.getName().getLocalPart().toLowerCase(Locale.ROOT);
        if (local.equals("root-layout")) {
            scale = screen(element);
        }
        boolean layout = local.equals("root-layout") || local.equals("region");
        boolean media = MEDIA.contains(local);
        if (!layout && !media) {
            return element;
        }
        boolean text = false;
        List<Attribute> attributes = new ArrayList<>();
        for (Iterator<Attribute> all = element.getAttributes(); all.hasNext(); ) {
            Attribute attribute = all.next();
            String name = attribute.getName().getLocalPart();
            if (media && name.equals("src")) {
                text = names.texts().contains(part(attribute.getValue()));
                attributes.add(with(attribute, source(attribute.getValue())));
            } else if (layout && SIZES.contains(name)) {
                attributes.add(with(attribute, size(attribute.getValue())));
            } else {
                attributes.add(attribute);
            }
        }
        QName name = element.getName();
        if (text && !local.equals("text")) {
            name = new QName(name.getNamespaceURI(), "text", name.getPrefix());
            changed = true;
        }
        return events.createStartElement(name, attributes.iterator(), element.getNamespaces());
    }

    private Attribute with(Attribute attribute, String value) {
        if (value.equals(attribute.getValue())) {
            return attribute;
        }
        changed = true;
        return events.createAttribute(attribute.getName(), value);
    }

    /** {@return what a part is called in {@code src}: a content id, or a location} */
    private static String part(String src) {
        return src.regionMatches(true, 0, "cid:", 0, 4) ? src.substring(4) : src;
    }

    private String source(String src) {
        String now = names.renamed().get(part(src));
        return now == null ? src : now;
    }

    /** {@return by what to multiply, so that the root layout fits the screen} */
    private double screen(StartElement layout) {
        double width = pixels(layout, "width");
        double height = pixels(layout, "height");
        double scale = 1;
        if (maxWidth > 0 && width > maxWidth) {
            scale = maxWidth / width;
        }
        return maxHeight > 0 && height * scale > maxHeight ? maxHeight / height : scale;
    }

    private static double pixels(StartElement element, String name) {
        Attribute attribute = element.getAttributeByName(new QName(name));
        Matcher matcher = PIXELS.matcher(attribute == null ? "" : attribute.getValue().strip());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private String size(String value) {
        Matcher matcher = PIXELS.matcher(value.strip());
        if (scale == 1 || !matcher.matches()) {
            return value;
        }
        String unit = matcher.group(2) == null ? "" : "px";
        return (int) Math.floor(Integer.parseInt(matcher.group(1)) * scale) + unit;
    }
}
