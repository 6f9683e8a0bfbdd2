// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu.words;

import java.util.Map;

/** Names of information elements of TP-UDH (3GPP TS 23.040 §9.2.3.24). */
public final class ElementWords {
    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(0x00, "concatenation"),
                    Map.entry(0x01, "special SMS message indication"),
                    Map.entry(0x04, "ports"),
                    Map.entry(0x05, "ports"),
                    Map.entry(0x06, "SMSC control parameters"),
                    Map.entry(0x07, "UDH source indicator"),
                    Map.entry(0x08, "concatenation"),
                    Map.entry(0x09, "wireless control message protocol"),
                    Map.entry(0x0A, "text formatting"),
                    Map.entry(0x0B, "predefined sound"),
                    Map.entry(0x0C, "user defined sound"),
                    Map.entry(0x0D, "predefined animation"),
                    Map.entry(0x0E, "large animation"),
                    Map.entry(0x0F, "small animation"),
                    Map.entry(0x10, "large picture"),
                    Map.entry(0x11, "small picture"),
                    Map.entry(0x12, "variable picture"),
                    Map.entry(0x13, "user prompt indicator"),
                    Map.entry(0x14, "extended object"),
                    Map.entry(0x15, "reused extended object"),
                    Map.entry(0x16, "compression control"),
                    Map.entry(0x17, "object distribution indicator"),
                    Map.entry(0x18, "standard WVG object"),
                    Map.entry(0x19, "character size WVG object"),
                    Map.entry(0x1A, "extended object data request command"),
                    Map.entry(0x20, "RFC 5322 e-mail header"),
                    Map.entry(0x21, "hyperlink format element"),
                    Map.entry(0x22, "reply address element"),
                    Map.entry(0x23, "enhanced voice mail information"),
                    Map.entry(0x24, "national language single shift"),
                    Map.entry(0x25, "national language locking shift"));

    private ElementWords() {}

    public static String name(int id) {
        String name = NAMES.get(id);
        if (name != null) {
            return name;
        }
        String range = range(id);
        return (range.isEmpty() ? "IE" : range + " IE") + " 0x%02x".formatted(id);
    }

    private static String range(int id) {
        if (id >= 0x70 && id <= 0x7F) {
            return "(U)SIM toolkit security";
        }
        if (id >= 0x80 && id <= 0x9F) {
            return "SME to SME specific";
        }
        return id >= 0xC0 && id <= 0xDF ? "SC specific" : "";
    }
}
