// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
                    Map.entry("Accept", HeaderForm.ACCEPT),
                    Map.entry("Accept-Charset", HeaderForm.ACCEPT_CHARSET),
                    Map.entry("Accept-Encoding", HeaderForm.ACCEPT_ENCODING),
                    Map.entry("Accept-Language", HeaderForm.ACCEPT_LANGUAGE),
                    Map.entry("Accept-Ranges", HeaderForm.ACCEPT_RANGES),
                    Map.entry("Age", ValueForm.INTEGER),
                    Map.entry("Allow", HeaderForm.METHOD),
                    Map.entry("Bearer-Indication", ValueForm.INTEGER),
                    Map.entry("Cache-Control", HeaderForm.CACHE_CONTROL),
                    Map.entry("Connection", HeaderForm.CONNECTION),
                    Map.entry("Content-Disposition", ValueForm.DISPOSITION),
                    Map.entry("Content-Encoding", HeaderForm.CONTENT_ENCODING),
                    Map.entry("Content-ID", ValueForm.QUOTED),
                    Map.entry("Content-Language", HeaderForm.CONTENT_LANGUAGE),
                    Map.entry("Content-Length", ValueForm.INTEGER),
                    Map.entry("Content-Location", ValueForm.TEXT),
                    Map.entry("Content-Type", ValueForm.CONTENT_TYPE),
                    Map.entry("Date", ValueForm.DATE),
                    Map.entry("Encoding-Version", ValueForm.VERSION),
                    Map.entry("Expires", ValueForm.DATE),
                    Map.entry("If-Modified-Since", ValueForm.DATE),
                    Map.entry("If-Unmodified-Since", ValueForm.DATE),
                    Map.entry("Last-Modified", ValueForm.DATE),
                    Map.entry("Max-Forwards", ValueForm.INTEGER),
                    Map.entry("Pragma", HeaderForm.PRAGMA),
                    Map.entry("Public", HeaderForm.METHOD),
                    Map.entry("Push-Flag", ValueForm.INTEGER),
                    Map.entry("Transfer-Encoding", HeaderForm.TRANSFER_ENCODING),
                    Map.entry("X-Wap-Application-Id", ValueForm.APPLICATION_ID),
                    Map.entry("X-Wap-Tod", ValueForm.DATE));

    private static final Map<String, Integer> NUMBERS = numbers();

    private WspHeaders() {}

    /**
     * {@return a copy}
     *
     * @throws IllegalArgumentException if there are more than {@link #MAX_HEADERS}
     */
    public static List<WspHeader> listed(List<WspHeader> headers) {
        if (headers.size() > MAX_HEADERS) {
            throw new IllegalArgumentException("more than " + MAX_HEADERS + " headers");
        }
        return List.copyOf(headers);
    }

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

    /** A kind reading keeps a value that is not of its type, if it has an end. */
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

    /**
     * Writes headers: by number where there is one and the value is of its form, by name where not.
     */
    public static void encode(OctetWriter out, List<WspHeader> headers) {
        int page = DEFAULT_PAGE;
        for (WspHeader header : headers) {
            OptionalInt number = numberOf(header.name());
            Optional<Octets> value =
                    number.isPresent()
                            ? form(header.name()).encode(header.value())
                            : Optional.empty();
            if (value.isPresent()) {
                page = shift(out, page, number.getAsInt() >> 8);
                WspWriter.shortInteger(out, number.getAsInt() & 0x7f);
                out.octets(value.get());
            } else {
                WspWriter.text(out, header.name());
                out.octets(ValueForm.RAW.encode(header.value()).orElseThrow());
            }
        }
    }

    private static int shift(OctetWriter out, int page, int target) {
        if (page != target) {
            out.octet(SHIFT_DELIMITER).octet(target);
        }
        return target;
    }

    /** {@return the one name for a header, which of a known number is that of the table} */
    static String canonicalName(String name) {
        OptionalInt number = numberOf(name);
        return number.isPresent() ? name(number.getAsInt() >> 8, number.getAsInt() & 0x7f) : name;
    }

    /** {@return the one value for a header, see {@link ValueForm#canonical}} */
    static String canonicalValue(String name, String value) {
        return form(name).canonical(value, ValueForm.RAW);
    }

    private static ValueForm form(String name) {
        return FORMS.getOrDefault(name, ValueForm.RAW);
    }

    /** {@return page and number of a name, or of what stands for one: {@code 0x5f, 2:0x5f}} */
    private static OptionalInt numberOf(String name) {
        Integer known = NUMBERS.get(name.toLowerCase(Locale.ROOT));
        if (known != null) {
            return OptionalInt.of(DEFAULT_PAGE << 8 | known);
        }
        int colon = name.indexOf(':');
        OptionalLong number = HexText.numberOfName(name.substring(colon + 1));
        if (number.isEmpty() || number.getAsLong() > 0x7f) {
            return OptionalInt.empty();
        }
        int page = colon < 0 ? DEFAULT_PAGE : page(name.substring(0, colon));
        return page < 0
                ? OptionalInt.empty()
                : OptionalInt.of(page << 8 | (int) number.getAsLong());
    }

    /** {@return 0 to 255, or less if it is no such number} */
    private static int page(String digits) {
        try {
            int page = Integer.parseInt(digits);
            return page > 0xff ? -1 : page;
        } catch (NumberFormatException _) {
            return -1;
        }
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
