// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.Locale;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.NationalLanguage;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.pdu.words.ElementWords;

/** Information elements of TP-UDH (3GPP TS 23.040 §9.2.3.24). */
final class ElementView {
    private ElementView() {}

    static Tree tree(InformationElement element, Span span) {
        return Tree.leaf(ElementWords.name(element.id()), span, meaning(element));
    }

    private static String meaning(InformationElement element) {
        return switch (element) {
            case InformationElement.Concatenation(
                            int reference,
                            boolean wide,
                            int total,
                            int sequence) ->
                    "part %d of %d, reference %d (%d bit)"
                            .formatted(sequence, total, reference, wide ? 16 : 8);
            case InformationElement.Ports(int destination, int source, boolean wide) ->
                    "to %d, from %d (%d bit)".formatted(destination, source, wide ? 16 : 8);
            case InformationElement.NationalLanguageSingleShift(NationalLanguage language) ->
                    name(language);
            case InformationElement.NationalLanguageLockingShift(NationalLanguage language) ->
                    name(language);
            case InformationElement.Unknown _,
                    InformationElement.ToolkitSecurityHeader _,
                    InformationElement.SmeSpecific _,
                    InformationElement.ServiceCentreSpecific _,
                    InformationElement.WirelessControlMessage _ ->
                    element.data().toString();
            default -> components(element.toString());
        };
    }

    /** {@return the components of a record, which are named in the words of its clause} */
    private static String components(String recordText) {
        int open = recordText.indexOf('[');
        String components = recordText.substring(open + 1, recordText.length() - 1);
        return components
                .replaceAll("([a-z])([A-Z])", "$1 $2")
                .replace('=', ' ')
                .replace('_', ' ')
                .toLowerCase(Locale.ROOT);
    }

    /** Those that people write by hand have members of their own, all others are octets. */
    static Json json(InformationElement element) {
        return switch (element) {
            case InformationElement.Concatenation(
                            int reference,
                            boolean wide,
                            int total,
                            int sequence) ->
                    Json.object()
                            .put("id", wide ? 0x08 : 0x00)
                            .put("reference", reference)
                            .put("total", total)
                            .put("sequence", sequence)
                            .build();
            case InformationElement.Ports(int destination, int source, boolean wide) ->
                    Json.object()
                            .put("id", wide ? 0x05 : 0x04)
                            .put("destination", destination)
                            .put("source", source)
                            .build();
            case InformationElement.NationalLanguageSingleShift(NationalLanguage language) ->
                    language(0x24, language);
            case InformationElement.NationalLanguageLockingShift(NationalLanguage language) ->
                    language(0x25, language);
            default -> Json.object().put("id", element.id()).put("data", element.data()).build();
        };
    }

    private static Json language(int id, NationalLanguage language) {
        return Json.object().put("id", id).put("language", language.identifier()).build();
    }

    private static String name(NationalLanguage language) {
        String name = language.name();
        return "%c%s (%d)"
                .formatted(
                        name.charAt(0),
                        name.substring(1).toLowerCase(Locale.ROOT),
                        language.identifier());
    }
}
