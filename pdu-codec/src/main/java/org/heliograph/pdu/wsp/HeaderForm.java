// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/**
 * The types of the header values that HTTP has in common with WSP (WAP-230-WSP §8.4.2.5 and on).
 * Nobody in messaging acts on them, so none of them is refused: a text is that text, and what is of
 * another form than is read here is kept in hexadecimal.
 */
final class HeaderForm {
    /** Accept-value: like a content type, with a quality among the parameters. */
    static final ValueForm ACCEPT = lenient(ValueForm.CONTENT_TYPE);

    static final ValueForm ACCEPT_CHARSET = weighted(lenient(ValueForm.CHARSET));

    static final ValueForm ACCEPT_ENCODING =
            weighted(tokens(List.of("gzip", "compress", "deflate", "*")));

    static final ValueForm CONTENT_LANGUAGE =
            lenient(new ValueForm(HeaderForm::language, HeaderForm::language));

    static final ValueForm ACCEPT_LANGUAGE = weighted(CONTENT_LANGUAGE);
    static final ValueForm ACCEPT_RANGES = tokens(List.of("none", "bytes"));
    static final ValueForm CACHE_CONTROL =
            lenient(new ValueForm(CacheControl::decode, CacheControl::encode));
    static final ValueForm CONNECTION = tokens(List.of("close"));
    static final ValueForm CONTENT_ENCODING = tokens(List.of("gzip", "compress", "deflate"));
    static final ValueForm PRAGMA = tokens(List.of("no-cache"));
    static final ValueForm TRANSFER_ENCODING = tokens(List.of("chunked"));

    /** Well-known-method: the type of the WSP PDU (table 34). */
    static final ValueForm METHOD =
            lenient(
                    numbered(
                            Map.of(
                                    0x40, "GET", 0x41, "OPTIONS", 0x42, "HEAD", 0x43, "DELETE",
                                    0x44, "TRACE", 0x60, "POST", 0x61, "PUT")));

    private static final String QUALITY = "; q=";

    private HeaderForm() {}

    /** A text is a text; of the rest, what is not of this form is kept. */
    private static ValueForm lenient(ValueForm form) {
        return new ValueForm(
                in -> {
                    if (WspReader.startsText(in.peek())) {
                        return WspReader.text(in);
                    }
                    Octets value = WspReader.value(in);
                    return form.text(value).orElseGet(() -> HexText.of(value));
                },
                (out, text) ->
                        form.encode(text)
                                .ifPresentOrElse(out::octets, () -> WspWriter.text(out, text)));
    }

    /** Words that have an octet, in the order of those from 128. */
    private static ValueForm tokens(List<String> names) {
        Map<Integer, String> numbers = new HashMap<>();
        names.forEach(name -> numbers.put(numbers.size(), name));
        return lenient(numbered(numbers));
    }

    private static ValueForm numbered(Map<Integer, String> names) {
        return new ValueForm(
                in -> {
                    int start = in.offset();
                    String name = names.get(WspReader.shortInteger(in));
                    if (name == null) {
                        throw new DecodeException(start, "no known token");
                    }
                    return name;
                },
                (out, text) -> WspWriter.shortInteger(out, number(names, text)));
    }

    private static int number(Map<Integer, String> names, String text) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(-1);
    }

    /** An item alone, or Value-length, the item and perhaps a quality. */
    private static ValueForm weighted(ValueForm item) {
        return lenient(
                new ValueForm(
                        in -> {
                            if (in.peek() > WspReader.LENGTH_QUOTE) {
                                return item.decode(in);
                            }
                            OctetReader region = WspReader.sized(in);
                            String text = item.decode(region);
                            if (region.atEnd()) {
                                return text;
                            }
                            String quality = ParameterCodec.QUALITY.decode(region);
                            region.end();
                            return text + QUALITY + quality;
                        },
                        (out, text) -> weighted(out, item, text)));
    }

    private static void weighted(OctetWriter out, ValueForm item, String text) {
        int at = text.lastIndexOf(QUALITY);
        Octets value = octets(item, at < 0 ? text : text.substring(0, at));
        if (at < 0 && value.at(0) > WspReader.LENGTH_QUOTE) {
            out.octets(value);
            return;
        }
        Octets quality =
                at < 0
                        ? Octets.EMPTY
                        : octets(ParameterCodec.QUALITY, text.substring(at + QUALITY.length()));
        WspWriter.sized(out, value.plus(quality));
    }

    private static Octets octets(ValueForm form, String text) {
        return form.encode(text)
                .orElseThrow(() -> new IllegalArgumentException("not of this form"));
    }

    private static String language(OctetReader in) throws DecodeException {
        int start = in.offset();
        long number = WspReader.integer(in);
        return WspLanguage.tag(number)
                .orElseThrow(() -> new DecodeException(start, "language " + number));
    }

    private static void language(OctetWriter out, String tag) {
        WspWriter.integer(out, WspLanguage.number(tag).orElse(-1));
    }

    /** Cache-control-value (§8.4.2.15): a directive, or Value-length, one and its seconds. */
    private static final class CacheControl {
        private static final ValueForm DIRECTIVE =
                tokens(
                        List.of(
                                "no-cache",
                                "no-store",
                                "max-age",
                                "max-stale",
                                "min-fresh",
                                "only-if-cached",
                                "public",
                                "private",
                                "no-transform",
                                "must-revalidate",
                                "proxy-revalidate",
                                "s-maxage"));

        private static final List<String> WITH_SECONDS =
                List.of("max-age", "max-stale", "min-fresh", "s-maxage");

        static String decode(OctetReader in) throws DecodeException {
            if (in.peek() > WspReader.LENGTH_QUOTE) {
                return DIRECTIVE.decode(in);
            }
            OctetReader region = WspReader.sized(in);
            int start = region.offset();
            String directive = DIRECTIVE.decode(region);
            if (!WITH_SECONDS.contains(directive)) {
                throw new DecodeException(start, "a directive without seconds");
            }
            String seconds = ValueForm.INTEGER.decode(region);
            region.end();
            return directive + "=" + seconds;
        }

        static void encode(OctetWriter out, String text) {
            int at = text.indexOf('=');
            Octets directive = octets(DIRECTIVE, at < 0 ? text : text.substring(0, at));
            if (at < 0) {
                out.octets(directive);
            } else {
                Octets seconds = octets(ValueForm.INTEGER, text.substring(at + 1));
                WspWriter.sized(out, directive.plus(seconds));
            }
        }
    }
}
