// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.mms;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The presentation of a message: a slide for each medium, a text below (OMA-MMS-CONF §7). */
final class Smil {
    private Smil() {}

    static String of(List<Attachment> attachments) {
        Deque<Attachment> texts =
                new ArrayDeque<>(attachments.stream().filter(Attachment::isText).toList());
        StringBuilder slides = new StringBuilder();
        for (Attachment medium : attachments) {
            if (!medium.isText() && !element(medium).isEmpty()) {
                Attachment below = texts.poll();
                slide(slides, reference(medium) + (below == null ? "" : reference(below)));
            }
        }
        texts.forEach(text -> slide(slides, reference(text)));
        return """
                <smil><head><layout><root-layout/>\
                <region id="Image" top="0" left="0" height="70%" width="100%" fit="meet"/>\
                <region id="Text" top="70%" left="0" height="30%" width="100%" fit="scroll"/>\
                </layout></head><body>"""
                + slides
                + "</body></smil>";
    }

    private static void slide(StringBuilder slides, String content) {
        slides.append("<par dur=\"5000ms\">").append(content).append("</par>");
    }

    private static String reference(Attachment attachment) {
        String element = element(attachment);
        String region =
                switch (element) {
                    case "text" -> " region=\"Text\"";
                    case "img", "video" -> " region=\"Image\"";
                    default -> "";
                };
        return "<" + element + " src=\"" + attachment.name() + "\"" + region + "/>";
    }

    /** {@return the element that shows it; empty if it is only carried along} */
    private static String element(Attachment attachment) {
        return switch (attachment.mediaType().split("/", 2)[0]) {
            case "image" -> "img";
            case "audio" -> "audio";
            case "video" -> "video";
            default -> attachment.isText() ? "text" : "";
        };
    }
}
