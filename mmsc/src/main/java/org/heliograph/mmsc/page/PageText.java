// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.page;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.config.PageSettings;
import org.heliograph.mmsc.content.MediaKind;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.wsp.Multipart.Part;

/**
 * Writes the pages: HTML without scripts, nothing of which comes from elsewhere. Whatever somebody
 * wrote is text there and nothing else.
 */
public final class PageText {
    /** Of one part that is shown as text; the rest is in its file. */
    private static final int LONGEST_TEXT = 32 * 1024;

    private static final String STYLE =
            """
            :root{color-scheme:light dark}
            body{font:1rem/1.45 system-ui,sans-serif;margin:0 auto;max-width:40rem;\
            padding:1rem;overflow-wrap:anywhere}
            h1{font-size:1.25rem;margin:0 0 .25rem}
            header p,footer{color:#666;font-size:.875rem;margin:0 0 1rem}
            @media(prefers-color-scheme:dark){header p,footer{color:#aaa}}
            img{display:block;max-width:100%;height:auto;border-radius:.5rem}
            pre{font:inherit;white-space:pre-wrap;margin:0}
            section{margin:0 0 1rem}
            a{display:inline-block;padding:.5rem 0}
            footer{border-top:1px solid #8888;margin-top:1.5rem;padding-top:.75rem}
            """;

    private final PageSettings settings;
    private final DateTimeFormatter time;

    public PageText(PageSettings settings, ZoneId zone) {
        this.settings = settings;
        this.time =
                DateTimeFormatter.ofPattern(
                                "d MMMM yyyy, HH:mm", Locale.forLanguageTag(settings.language()))
                        .withZone(zone);
    }

    /** {@return what the style sheet of a page is allowed by (CSP level 3 §2.3.1)} */
    public static String style() {
        return STYLE;
    }

    static String mediaType(Optional<MediaKind> kind) {
        return kind.map(k -> k == MediaKind.TEXT ? "text/plain; charset=utf-8" : k.mediaType())
                .orElse("application/octet-stream");
    }

    static String fileName(Optional<MediaKind> kind, int index) {
        String ending =
                kind.map(
                                k ->
                                        switch (k) {
                                            case JPEG -> "jpg";
                                            case ISO_MEDIA -> "mp4";
                                            case MIDI -> "mid";
                                            case VCARD -> "vcf";
                                            case VCALENDAR -> "ics";
                                            case TEXT, SMIL -> "txt";
                                            default -> k.name().toLowerCase(Locale.ROOT);
                                        })
                        .orElse("bin");
        return "part" + (index + 1) + "." + ending;
    }

    /** {@return the page of a message} */
    Octets page(String token, MultimediaMessage message, List<Part> parts) {
        String sender =
                message.senderShown() ? message.sender().toString() : settings.hiddenSender();
        String subject =
                message.headers()
                        .first(MmsField.SUBJECT)
                        .map(EncodedString::text)
                        .filter(text -> !text.isBlank())
                        .orElse(settings.title());
        long pictures = parts.stream().filter(part -> isShown(MediaKind.of(part.body()))).count();
        int picture = 0;
        StringBuilder body = new StringBuilder();
        body.append("<header><h1>").append(escaped(subject)).append("</h1>\n<p>");
        body.append(escaped(sender)).append(" · ");
        body.append(time.format(message.acceptedAt())).append("</p></header>\n");
        for (int i = 0; i < parts.size(); i++) {
            Optional<MediaKind> kind = MediaKind.of(parts.get(i).body());
            picture += isShown(kind) ? 1 : 0;
            String caption =
                    pictures > 1 ? subject + " (" + picture + "/" + pictures + ")" : subject;
            body.append("<section>");
            body.append(part(token, parts.get(i), i, kind, caption)).append("</section>\n");
        }
        body.append("<footer>").append(escaped(settings.until())).append(' ');
        body.append(time.format(message.expiresAt())).append("</footer>\n");
        return html(body);
    }

    /** {@return what stands where there is no message, or no longer} */
    Octets gone() {
        return html(
                new StringBuilder("<header><h1>")
                        .append(escaped(settings.gone()))
                        .append("</h1></header>\n"));
    }

    /**
     * @param caption what a picture is called where it is not seen
     */
    private static String part(
            String token, Part part, int index, Optional<MediaKind> kind, String caption) {
        String link = token + "/" + index;
        if (kind.filter(k -> k == MediaKind.TEXT).isPresent()) {
            return "<pre>" + escaped(text(part)) + "</pre>";
        }
        if (isShown(kind)) {
            return "<img src=\"" + link + "\" alt=\"" + escaped(caption) + "\">";
        }
        String name = fileName(kind, index);
        return "<a href=\"%s\" download=\"%s\">%s (%d kB)</a>"
                .formatted(link, name, name, Math.max(1, part.body().length() / 1000));
    }

    /** What browsers show. */
    private static boolean isShown(Optional<MediaKind> kind) {
        return kind.filter(one -> one.isImage() && one != MediaKind.WBMP).isPresent();
    }

    private static String text(Part part) {
        Octets body = part.body().slice(0, Math.min(LONGEST_TEXT, part.body().length()));
        return body.toString(
                part.contentType()
                        .parameter("charset")
                        .map(PageText::charset)
                        .orElse(StandardCharsets.UTF_8));
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private Octets html(StringBuilder body) {
        return Octets.of(
                "<!DOCTYPE html>\n<html lang=\""
                        + escaped(settings.language())
                        + "\">\n<head><meta charset=\"utf-8\">\n<title>"
                        + escaped(settings.title())
                        + "</title>\n<meta name=\"viewport\""
                        + " content=\"width=device-width,initial-scale=1\">\n"
                        + "<meta name=\"robots\" content=\"noindex\">\n<style>"
                        + STYLE
                        + "</style></head>\n<body>\n"
                        + body
                        + "</body></html>\n",
                StandardCharsets.UTF_8);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
