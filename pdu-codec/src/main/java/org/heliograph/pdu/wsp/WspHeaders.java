// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/** Lists of WSP headers (WAP-230-WSP §8.4.1; numbers of table 39). */
public final class WspHeaders {
    /** A push or a part has some ten; the most seen in real messages is seven. */
    public static final int MAX_HEADERS = 256;

    private static final int SHIFT_DELIMITER = 0x7f;
    private static final int SHORT_CUT_SHIFT_MAX = 31;
    private static final int DEFAULT_PAGE = 1;

    /** From 0x00 on. */
    private static final List<String> NAMES =
            List.of(
                    ("Accept,Accept-Charset,Accept-Encoding,Accept-Language,Accept-Ranges,Age,Allow,"
                                    + "Authorization,Cache-Control,Connection,Content-Base,"
                                    + "Content-Encoding,Content-Language,Content-Length,"
                                    + "Content-Location,Content-MD5,Content-Range,Content-Type,Date,"
                                    + "Etag,Expires,From,Host,If-Modified-Since,If-Match,"
                                    + "If-None-Match,If-Range,If-Unmodified-Since,Location,"
                                    + "Last-Modified,Max-Forwards,Pragma,Proxy-Authenticate,"
                                    + "Proxy-Authorization,Public,Range,Referer,Retry-After,Server,"
                                    + "Transfer-Encoding,Upgrade,User-Agent,Vary,Via,Warning,"
                                    + "WWW-Authenticate,Content-Disposition,X-Wap-Application-Id,"
                                    + "X-Wap-Content-URI,X-Wap-Initiator-URI,Accept-Application,"
                                    + "Bearer-Indication,Push-Flag,Profile,Profile-Diff,"
                                    + "Profile-Warning,Expect,TE,Trailer,Accept-Charset,"
                                    + "Accept-Encoding,Cache-Control,Content-Range,X-Wap-Tod,"
                                    + "Content-ID,Set-Cookie,Cookie,Encoding-Version,"
                                    + "Profile-Warning,Content-Disposition,X-WAP-Security,"
                                    + "Cache-Control,Expect,X-Wap-Loc-Invocation,"
                                    + "X-Wap-Loc-Delivery")
                            .split(",", -1));

    /** Headers whose values are of a type of their own; the others are text, or kept. */
    private static final Map<String, ValueForm> FORMS =
            Map.ofEntries(
                    Map.entry("age", ValueForm.INTEGER),
                    Map.entry("bearer-indication", ValueForm.INTEGER),
                    Map.entry("content-disposition", ValueForm.DISPOSITION),
                    Map.entry("content-id", ValueForm.QUOTED),
                    Map.entry("content-length", ValueForm.INTEGER),
                    Map.entry("content-location", ValueForm.TEXT),
                    Map.entry("content-type", ValueForm.CONTENT_TYPE),
                    Map.entry("date", ValueForm.DATE),
                    Map.entry("encoding-version", ValueForm.VERSION),
                    Map.entry("expires", ValueForm.DATE),
                    Map.entry("if-modified-since", ValueForm.DATE),
                    Map.entry("if-unmodified-since", ValueForm.DATE),
                    Map.entry("last-modified", ValueForm.DATE),
                    Map.entry("max-forwards", ValueForm.INTEGER),
                    Map.entry("push-flag", ValueForm.INTEGER),
                    Map.entry("x-wap-application-id", ValueForm.APPLICATION_ID),
                    Map.entry("x-wap-tod", ValueForm.DATE));

    private static final Map<String, Integer> NUMBERS = numbers();

    private WspHeaders() {}

    /** Reads headers until the end of {@code in}, at most {@link #MAX_HEADERS}. */
    public static List<WspHeader> decode(OctetReader in) throws DecodeException {
        List<WspHeader> headers = new ArrayList<>();
        int page = DEFAULT_PAGE;
        while (!in.atEnd()) {
            int first = in.peek();
            if (first == SHIFT_DELIMITER) {
                in.octet();
                page = in.octet();
            } else if (first <= SHORT_CUT_SHIFT_MAX) {
                page = in.octet();
            } else {
                if (headers.size() == MAX_HEADERS) {
                    in.deviation(in.offset(), "more than " + MAX_HEADERS + " headers");
                    in.rest();
                    break;
                }
                header(page, in).ifPresent(headers::add);
            }
        }
        return headers;
    }

    /** A kind reading keeps the octets of a value that is not of its type, if it has an end. */
    private static Optional<WspHeader> header(int page, OctetReader in) throws DecodeException {
        if (in.peek() < 0x80) {
            return in.field("header", i -> Optional.of(named(i)), WspHeaders::lost);
        }
        String name = name(page, in.peek() & 0x7f);
        return in.field(
                name,
                i -> {
                    i.octet();
                    return Optional.of(new WspHeader(name, form(name).decode(i)));
                },
                i -> {
                    i.octet();
                    return i.atEnd()
                            ? lost(i)
                            : Optional.of(new WspHeader(name, HexText.of(WspReader.value(i))));
                });
    }

    private static WspHeader named(OctetReader in) throws DecodeException {
        return new WspHeader(WspReader.text(in), ValueForm.RAW.decode(in));
    }

    /** Nothing tells where the next header would start. */
    private static Optional<WspHeader> lost(OctetReader in) {
        in.rest();
        return Optional.empty();
    }

    private static String name(int page, int number) {
        if (page != DEFAULT_PAGE) {
            return "%d:0x%02x".formatted(page, number);
        }
        return number < NAMES.size() ? NAMES.get(number) : "0x%02x".formatted(number);
    }

    public static void encode(OctetWriter out, List<WspHeader> headers) {
        int page = DEFAULT_PAGE;
        for (WspHeader header : headers) {
            Optional<Octets> raw = HexText.value(header.value());
            OptionalLong number = raw.isPresent() ? numberOf(header.name()) : OptionalLong.empty();
            if (raw.isPresent() && number.isPresent()) {
                int headerPage = (int) (number.getAsLong() >> 8);
                page = shift(out, page, headerPage);
                WspWriter.shortInteger(out, (int) number.getAsLong() & 0x7f);
                out.octets(raw.get());
            } else {
                page = shift(out, page, DEFAULT_PAGE);
                encode(out, header);
            }
        }
    }

    private static void encode(OctetWriter out, WspHeader header) {
        Integer number = NUMBERS.get(header.name().toLowerCase(Locale.ROOT));
        if (number == null) {
            WspWriter.text(out, header.name());
            HexText.value(header.value())
                    .ifPresentOrElse(out::octets, () -> WspWriter.text(out, header.value()));
            return;
        }
        WspWriter.shortInteger(out, number);
        form(header.name())
                .encode(header.value())
                .ifPresentOrElse(out::octets, () -> WspWriter.text(out, header.value()));
    }

    private static int shift(OctetWriter out, int page, int target) {
        if (page != target) {
            out.octet(SHIFT_DELIMITER).octet(target);
        }
        return target;
    }

    private static ValueForm form(String name) {
        return FORMS.getOrDefault(name.toLowerCase(Locale.ROOT), ValueForm.RAW);
    }

    /** {@return page and number of a name, or of what stands for one: {@code 0x5f, 2:0x5f}} */
    private static OptionalLong numberOf(String name) {
        Integer known = NUMBERS.get(name.toLowerCase(Locale.ROOT));
        if (known != null) {
            return OptionalLong.of(DEFAULT_PAGE << 8 | known);
        }
        int colon = name.indexOf(':');
        OptionalLong number = HexText.numberOfName(name.substring(colon + 1));
        if (number.isEmpty() || number.getAsLong() > 0x7f) {
            return OptionalLong.empty();
        }
        if (colon < 0) {
            return OptionalLong.of(DEFAULT_PAGE << 8 | number.getAsLong());
        }
        Optional<Octets> page = ValueForm.INTEGER.encode(name.substring(0, colon));
        long value = page.isEmpty() ? -1 : Long.parseLong(name.substring(0, colon));
        return value < 0 || value > 0xff
                ? OptionalLong.empty()
                : OptionalLong.of(value << 8 | number.getAsLong());
    }

    /** Of two numbers for a name the lower, older one is written: everybody reads it. */
    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            numbers.putIfAbsent(NAMES.get(i).toLowerCase(Locale.ROOT), i);
        }
        return Map.copyOf(numbers);
    }
}
