// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.WspCharset;
import org.heliograph.pdu.wsp.WspWriter;

/**
 * Writes WBXML 1.2 in UTF-8 without a string table, which every push client reads (WAP-192-WBXML
 * §5). Tokens are used wherever there are any.
 */
final class WbxmlWriter {
    private static final int VERSION_1_2 = 0x02;

    private final Vocabulary vocabulary;
    private final OctetWriter out = new OctetWriter(128);

    private WbxmlWriter(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    static Octets write(Vocabulary vocabulary, Element root) {
        WbxmlWriter writer = new WbxmlWriter(vocabulary);
        writer.out.octet(VERSION_1_2);
        WspWriter.uintvar(writer.out, vocabulary.publicId());
        WspWriter.uintvar(writer.out, WspCharset.UTF_8);
        WspWriter.uintvar(writer.out, 0); // length of the string table
        writer.element(root);
        return writer.out.toOctets();
    }

    private void element(Element element) {
        boolean content = !element.children().isEmpty() || !element.text().isEmpty();
        out.octet(
                vocabulary.tagToken(element.name())
                        | (element.attributes().isEmpty() ? 0 : Wbxml.WITH_ATTRIBUTES)
                        | (content ? Wbxml.WITH_CONTENT : 0));
        if (!element.attributes().isEmpty()) {
            element.attributes().forEach(this::attribute);
            out.octet(Wbxml.END);
        }
        if (content) {
            string(element.text());
            element.children().forEach(this::element);
            out.octet(Wbxml.END);
        }
    }

    private void attribute(XmlAttribute attribute) {
        Vocabulary.Value start = vocabulary.longestStart(attribute);
        out.octet(start.token());
        if (vocabulary.dates().contains(attribute.name())) {
            Octets digits = DateTime.octets(attribute.value());
            out.octet(Wbxml.OPAQUE);
            WspWriter.uintvar(out, digits.length());
            out.octets(digits);
        } else {
            value(attribute.value().substring(start.text().length()));
        }
    }

    private void value(String value) {
        int from = 0;
        for (int at = 0; at < value.length(); at++) {
            Optional<Vocabulary.Value> token = Vocabulary.valueAt(value, at);
            if (token.isPresent()) {
                string(value.substring(from, at));
                out.octet(token.get().token());
                from = at + token.get().text().length();
                at = from - 1;
            }
        }
        string(value.substring(from));
    }

    private void string(String text) {
        if (!text.isEmpty()) {
            out.octet(Wbxml.STR_I).octets(Octets.of(text, StandardCharsets.UTF_8)).octet(0);
        }
    }
}
