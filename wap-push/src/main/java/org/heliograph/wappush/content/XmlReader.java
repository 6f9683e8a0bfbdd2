// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heliograph.pdu.DecodeException;

/**
 * Reads the text form: of XML 1.0 what the three vocabularies need. A document type that points to
 * its DTD is passed over, since every such document has one, and nothing is ever fetched; one with
 * declarations of its own is refused. References are to the five predefined entities and to
 * characters, so no text grows.
 *
 * <p>White space in text counts as one space, and not at all at the ends, as push clients show it;
 * character references stand for themselves.
 */
final class XmlReader {
    private static final Map<String, String> ENTITIES =
            Map.of("lt", "<", "gt", ">", "amp", "&", "apos", "'", "quot", "\"");

    /** The longest, {@code #x10FFFF} between ampersand and semicolon, without zeros in front. */
    private static final int MAX_REFERENCE = 10;

    private final String text;
    private int at;
    private int elements;

    private XmlReader(String text) {
        this.text = text;
    }

    /** The offset of a failure counts characters. */
    static Element read(String text) throws DecodeException {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!XmlText.isAllowed(text.codePointAt(i))) {
                throw new DecodeException(i, "character 0x%x".formatted(text.codePointAt(i)));
            }
        }
        XmlReader reader = new XmlReader(text);
        if (reader.skip("<?xml")) {
            reader.through("?>");
        }
        reader.misc();
        if (reader.skip("<!DOCTYPE")) {
            reader.documentType();
            reader.misc();
        }
        reader.expect("<");
        Element root = reader.element(1);
        reader.misc();
        if (reader.at < text.length()) {
            throw reader.failure("more after the document");
        }
        return root;
    }

    /** Comments, processing instructions and white space. */
    private void misc() throws DecodeException {
        spaces();
        while (true) {
            if (skip("<!--")) {
                through("-->");
            } else if (skip("<?")) {
                through("?>");
            } else {
                return;
            }
            spaces();
        }
    }

    private void documentType() throws DecodeException {
        while (true) {
            char c = next();
            if (c == '>') {
                return;
            }
            if (c == '[' || c == '<') {
                throw failure("declarations of its own");
            }
            if (c == '"' || c == '\'') {
                through(String.valueOf(c));
            }
        }
    }

    /** After its opening angle bracket. */
    private Element element(int depth) throws DecodeException {
        if (depth > Element.MAX_DEPTH || ++elements > Element.MAX_ELEMENTS) {
            throw failure("too many elements");
        }
        String name = name();
        List<XmlAttribute> attributes = attributes();
        if (skip("/>")) {
            return new Element(name, attributes, List.of(), "");
        }
        expect(">");
        List<Element> children = new ArrayList<>();
        Collected content = new Collected();
        while (!skip("</")) {
            if (skip("<!--")) {
                through("-->");
            } else if (skip("<![CDATA[")) {
                int start = at;
                through("]]>");
                content.literally(text.substring(start, at - 3));
            } else if (skip("<?")) {
                through("?>");
            } else if (skip("<")) {
                children.add(element(depth + 1));
            } else if (skip("&")) {
                content.literally(reference());
            } else {
                content.add(next());
            }
        }
        if (!name().equals(name)) {
            throw failure("end of another element than " + name);
        }
        spaces();
        expect(">");
        return new Element(name, attributes, children, content.text.toString());
    }

    /** Text whose white space is put together. */
    private static final class Collected {
        private final StringBuilder text = new StringBuilder();
        private boolean space;

        void add(char c) {
            if (XmlText.isSpace(c)) {
                space = true;
            } else {
                literally(String.valueOf(c));
            }
        }

        void literally(String more) {
            if (more.isEmpty()) {
                return;
            }
            if (space && !text.isEmpty()) {
                text.append(' ');
            }
            space = false;
            text.append(more);
        }
    }

    private List<XmlAttribute> attributes() throws DecodeException {
        List<XmlAttribute> attributes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        spaces();
        while (at < text.length() && text.charAt(at) != '/' && text.charAt(at) != '>') {
            if (attributes.size() == Element.MAX_ATTRIBUTES) {
                throw failure("too many attributes");
            }
            String name = name();
            spaces();
            expect("=");
            spaces();
            if (!names.add(name)) {
                throw failure("two of " + name);
            }
            attributes.add(new XmlAttribute(name, value()));
            spaces();
        }
        return attributes;
    }

    private String value() throws DecodeException {
        char quote = next();
        if (quote != '"' && quote != '\'') {
            throw failure("value without quotation mark");
        }
        StringBuilder value = new StringBuilder();
        for (char c = next(); c != quote; c = next()) {
            if (c == '<') {
                throw failure("< in a value");
            }
            if (c == '&') {
                value.append(reference());
            } else {
                value.append(XmlText.isSpace(c) ? ' ' : c);
            }
        }
        return value.toString();
    }

    /** After the ampersand. */
    private String reference() throws DecodeException {
        int end = text.indexOf(';', at);
        if (end < 0 || end - at > MAX_REFERENCE) {
            throw failure("reference without end");
        }
        String name = text.substring(at, end);
        String predefined = ENTITIES.get(name);
        if (predefined == null && !name.matches("#(\\d{1,7}|x[0-9a-fA-F]{1,6})")) {
            throw failure("unknown entity");
        }
        String meant = predefined == null ? character(name.substring(1)) : predefined;
        at = end + 1;
        return meant;
    }

    private String character(String number) throws DecodeException {
        int c =
                number.startsWith("x")
                        ? Integer.parseInt(number.substring(1), 16)
                        : Integer.parseInt(number);
        if (!XmlText.isAllowed(c)) {
            throw failure("character 0x%x".formatted(c));
        }
        return Character.toString(c);
    }

    private String name() throws DecodeException {
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        if (start == at) {
            throw failure("no name");
        }
        return text.substring(start, at);
    }

    /** All that the names of the three vocabularies have. */
    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    }

    private void spaces() {
        while (at < text.length() && XmlText.isSpace(text.charAt(at))) {
            at++;
        }
    }

    private boolean skip(String expected) {
        if (text.startsWith(expected, at)) {
            at += expected.length();
            return true;
        }
        return false;
    }

    private void expect(String expected) throws DecodeException {
        if (!skip(expected)) {
            throw failure(expected + " is missing");
        }
    }

    private void through(String end) throws DecodeException {
        int found = text.indexOf(end, at);
        if (found < 0) {
            throw failure(end + " is missing");
        }
        at = found + end.length();
    }

    private char next() throws DecodeException {
        if (at == text.length()) {
            throw failure("document cut short");
        }
        return text.charAt(at++);
    }

    private DecodeException failure(String reason) {
        return new DecodeException(at, reason);
    }
}
