// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.tools.json.Json;
import org.heliograph.wappush.WapPush;

/** TP-UD (3GPP TS 23.040 §9.2.3.24), with the WAP push inside where it is one. */
final class UserDataView {
    /** Text in the alphabet beside it, where the text gives back the same octets. */
    static final String TEXT = "text";

    /** The payload in hexadecimal: octets, or septets with one to an octet. */
    static final String DATA = "data";

    static final String HEADER = "TP-UDH";

    private UserDataView() {}

    /**
     * @param span the length octet and what it counts
     */
    static void addTo(
            View.Builder<?> view,
            Dissection dissection,
            String name,
            Span span,
            UserData userData,
            DataCodingScheme scheme)
            throws DecodeException {
        Json.Builder json = Json.object();
        List<Tree> parts = new ArrayList<>();
        if (span.isKnown() && !span.octets().isEmpty()) {
            int length = span.octets().at(0);
            parts.add(
                    Tree.leaf(
                            name + "L",
                            span.slice(0, 1),
                            Tree.count(length, scheme.countsSeptets() ? "septet" : "octet")));
        }
        Octets header = userData.headerOctets();
        Span contents = span.slice(1, span.octets().length());
        header(parts, json, userData.header(), contents.slice(0, header.length()));
        Span payload = contents.slice(header.length(), contents.octets().length());
        payload(parts, json, dissection.inside(name), userData, scheme, false, payload);
        view.shown(new Tree(name, span, "", parts)).member(name, json.build());
    }

    /**
     * How the payload is to be seen.
     *
     * @param isText even if it is 8-bit data
     */
    record Coding(Alphabet alphabet, boolean isText) {}

    /** Of octets without a length before them, and of septets with one to an octet (SMPP). */
    static View unpacked(
            Dissection dissection, String name, Span span, UserData userData, Coding coding)
            throws DecodeException {
        Json.Builder json = Json.object();
        List<Tree> parts = new ArrayList<>();
        Octets header = userData.headerOctets();
        header(parts, json, userData.header(), span.slice(0, header.length()));
        payload(
                parts,
                json,
                dissection.inside(name),
                userData,
                DataCodingScheme.of(coding.alphabet()),
                coding.isText(),
                span.slice(header.length(), span.octets().length()));
        return new View(new Tree(name, span, "", parts), json.build());
    }

    private static void header(
            List<Tree> parts, Json.Builder json, List<InformationElement> header, Span span) {
        if (header.isEmpty()) {
            return;
        }
        List<Tree> elements = new ArrayList<>();
        List<Json> values = new ArrayList<>();
        elements.add(
                Tree.leaf(HEADER + "L", span.slice(0, 1), Tree.count(octets(header) - 1, "octet")));
        int at = 1;
        for (InformationElement element : header) {
            int length = 2 + element.length();
            elements.add(ElementView.tree(element, span.slice(at, at + length)));
            values.add(ElementView.json(element));
            at += length;
        }
        parts.add(new Tree(HEADER, span, "", elements));
        json.put(HEADER, Json.of(values));
    }

    /** {@return the length of the header, TP-UDHL among it} */
    private static int octets(List<InformationElement> header) {
        return new UserData(header, Octets.EMPTY).headerOctets().length();
    }

    private static void payload(
            List<Tree> parts,
            Json.Builder json,
            Dissection dissection,
            UserData userData,
            DataCodingScheme scheme,
            boolean isText,
            Span span)
            throws DecodeException {
        Octets payload = userData.payload();
        if (isWholePush(userData)) {
            View push =
                    dissection.tolerant(
                            () -> WspView.of(dissection, located(span, payload)),
                            () -> data(span, payload));
            parts.add(push.tree());
            json.put(push.name(), push.json());
        } else if (scheme.compressed() || (scheme.alphabet() == Alphabet.EIGHT_BIT && !isText)) {
            parts.add(data(span, payload).tree());
            json.put(DATA, payload);
        } else {
            String text = userData.text(scheme.alphabet());
            if (!payload.isEmpty()) {
                parts.add(Tree.leaf(TEXT, span, text));
            }
            if (spells(userData, text, scheme.alphabet())) {
                json.put(TEXT, text);
            } else {
                json.put(DATA, payload);
            }
        }
    }

    private static View data(Span span, Octets payload) {
        String words = payload.isEmpty() ? "" : Tree.count(payload.length(), "octet");
        return new View(Tree.leaf(DATA, span, words), Json.of(payload));
    }

    private static Span located(Span span, Octets payload) {
        return span.isKnown() ? span : new Span(0, payload);
    }

    private static boolean spells(UserData userData, String text, Alphabet alphabet) {
        try {
            return spelled(userData.header(), text, alphabet).payload().equals(userData.payload());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * @throws IllegalArgumentException if the alphabet lacks a character
     */
    static UserData spelled(List<InformationElement> header, String text, Alphabet alphabet) {
        return switch (alphabet) {
            case GSM_7BIT -> UserData.ofText(header, text);
            case EIGHT_BIT, UCS2 -> new UserData(header, UserData.ofText(text, alphabet).payload());
        };
    }

    /** {@return whether this SMS is for the push port, and holds all of the push} */
    static boolean isWholePush(UserData userData) {
        boolean whole =
                userData.header().stream()
                        .noneMatch(
                                e ->
                                        e instanceof InformationElement.Concatenation c
                                                && c.total() > 1);
        return whole && WapPush.ports(userData).isPresent();
    }
}
