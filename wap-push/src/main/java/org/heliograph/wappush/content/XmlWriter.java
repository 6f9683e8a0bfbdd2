// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

/** Writes the text form, in UTF-8 with its document type. */
final class XmlWriter {
    private final StringBuilder out = new StringBuilder();

    private XmlWriter() {}

    static String write(Vocabulary vocabulary, Element root) {
        XmlWriter writer = new XmlWriter();
        writer.out
                .append("<?xml version=\"1.0\"?>\n<!DOCTYPE ")
                .append(root.name())
                .append(" PUBLIC \"")
                .append(vocabulary.formalId())
                .append("\" \"")
                .append(vocabulary.systemId())
                .append("\">\n");
        writer.element(root);
        return writer.out.append('\n').toString();
    }

    private void element(Element element) {
        out.append('<').append(element.name());
        for (XmlAttribute attribute : element.attributes()) {
            out.append(' ').append(attribute.name()).append("=\"");
            attribute.value().codePoints().forEach(this::escaped);
            out.append('"');
        }
        if (element.children().isEmpty() && element.text().isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        text(element.text());
        element.children().forEach(this::element);
        out.append("</").append(element.name()).append('>');
    }

    /** White space that a reader would take away is written as a reference. */
    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean atEdge =
                    i == 0 || i == text.length() - 1 || XmlText.isSpace(text.charAt(i - 1));
            if (c == ' ' && atEdge) {
                out.append("&#32;");
            } else {
                escaped(c);
            }
        }
    }

    private void escaped(int c) {
        switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\t', '\n', '\r' -> out.append("&#").append(c).append(';');
            default -> out.appendCodePoint(c);
        }
    }
}
