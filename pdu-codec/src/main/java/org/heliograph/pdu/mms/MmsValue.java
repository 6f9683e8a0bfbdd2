// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.FieldDecoder;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.WspReader;
import org.heliograph.pdu.wsp.WspWriter;

/**
 * How the values of a header field are read, written and printed (OMA-TS-MMS_ENC 1.3 §7.3).
 *
 * @param encoder refuses with {@link IllegalArgumentException} what cannot be written
 * @param rescue a second way to read what {@code decoder} cannot: how implementations write the
 *     value in breach of the standard
 */
record MmsValue<T>(
        Class<T> type,
        FieldDecoder<T> decoder,
        BiConsumer<OctetWriter, T> encoder,
        Function<T, String> printer,
        FieldDecoder<T> rescue) {

    private static final int FIRST_TOKEN = 128;

    static final MmsValue<String> TEXT =
            new MmsValue<>(String.class, WspReader::text, WspWriter::text, text -> text)
                    .orElse(in -> EncodedString.decode(in).text());

    static final MmsValue<EncodedString> ENCODED_STRING =
            new MmsValue<>(
                    EncodedString.class,
                    EncodedString::decode,
                    (out, value) -> value.encodeTo(out),
                    EncodedString::text,
                    EncodedString::rescue);

    /** Encoded-string-value that is an address (§8), whose form says of which kind it is. */
    static final MmsValue<EncodedString> ADDRESS =
            new MmsValue<>(
                    EncodedString.class,
                    Addresses::decode,
                    (out, value) -> value.encodeTo(out),
                    EncodedString::text,
                    EncodedString::rescue);

    static final MmsValue<Long> INTEGER =
            new MmsValue<>(Long.class, WspReader::integer, WspWriter::integer, String::valueOf);

    static final MmsValue<Long> LONG_INTEGER =
            new MmsValue<>(
                    Long.class,
                    WspReader::longInteger,
                    WspWriter::longInteger,
                    String::valueOf,
                    WspReader::integer);

    static final MmsValue<Instant> DATE =
            new MmsValue<>(
                    Instant.class,
                    WspReader::date,
                    WspWriter::date,
                    Instant::toString,
                    Times::dateText);

    /** Yes = 128, No = 129. */
    static final MmsValue<Boolean> YES_NO = bool("Yes", "No");

    /** Hide = 128, Show = 129; true is Show. */
    static final MmsValue<Boolean> SHOW =
            new MmsValue<>(
                    Boolean.class,
                    in -> token(in, 2) == 1,
                    (out, show) -> out.octet(FIRST_TOKEN + (show ? 1 : 0)),
                    show -> show ? "Show" : "Hide");

    /** X-Mms-MMS-Version: 3 bits of major and 4 bits of minor, 15 for none, in a short integer. */
    static final MmsValue<Integer> VERSION =
            new MmsValue<>(
                    Integer.class,
                    WspReader::shortInteger,
                    WspWriter::shortInteger,
                    MmsValue::version);

    /** Message-class-identifier, or a class of one's own as token text. */
    static final MmsValue<String> MESSAGE_CLASS =
            new MmsValue<>(
                    String.class,
                    in ->
                            in.peek() < FIRST_TOKEN
                                    ? WspReader.text(in)
                                    : MessageClass.NAMES.get(token(in, MessageClass.NAMES.size())),
                    MessageClass::encode,
                    name -> name);

    static final MmsValue<From> FROM =
            new MmsValue<>(
                    From.class,
                    Addresses::from,
                    Addresses::from,
                    from ->
                            switch (from) {
                                case From.Address(var address) -> address.text();
                                case From.InsertAddress() -> "<insert-address>";
                            },
                    Addresses::rescue);

    static final MmsValue<MmsTime> TIME =
            new MmsValue<>(
                    MmsTime.class,
                    Times::decode,
                    Times::encode,
                    time ->
                            switch (time) {
                                case MmsTime.Absolute(Instant instant) -> instant.toString();
                                case MmsTime.Relative(Duration duration) -> duration.toString();
                            });

    static final MmsValue<ContentType> CONTENT_TYPE =
            new MmsValue<>(
                    ContentType.class,
                    ContentType::decode,
                    (out, value) -> value.encodeTo(out),
                    ContentType::toString);

    /** The number of a field with its high bit set, as a header is called on the wire. */
    static final MmsValue<Integer> FIELD_NUMBER =
            new MmsValue<>(
                    Integer.class,
                    in -> FIRST_TOKEN + WspReader.shortInteger(in),
                    (out, octet) -> WspWriter.shortInteger(out, octet - FIRST_TOKEN),
                    octet ->
                            MmsField.numbered(octet - FIRST_TOKEN)
                                    .map(MmsField::fieldName)
                                    .orElseGet(() -> Integer.toString(octet)));

    /** A value of a structure that is not looked into. */
    static final MmsValue<Octets> OCTETS =
            new MmsValue<>(
                    Octets.class,
                    WspReader::value,
                    WspWriter::value,
                    octets -> "0x" + octets.toHex());

    /** Without a rescue, which then fails as the decoder does. */
    MmsValue(
            Class<T> type,
            FieldDecoder<T> decoder,
            BiConsumer<OctetWriter, T> encoder,
            Function<T, String> printer) {
        this(type, decoder, encoder, printer, decoder);
    }

    private MmsValue<T> orElse(FieldDecoder<T> other) {
        return new MmsValue<>(type, decoder, encoder, printer, other);
    }

    /** A value inside a Value-length, which spans it to its last octet. */
    static <T> MmsValue<T> sized(
            Class<T> type,
            FieldDecoder<T> decoder,
            BiConsumer<OctetWriter, T> encoder,
            Function<T, String> printer) {
        return new MmsValue<>(
                type,
                in -> {
                    OctetReader region = WspReader.sized(in);
                    T value = decoder.decode(region);
                    region.end();
                    return value;
                },
                (out, value) -> {
                    OctetWriter region = new OctetWriter(48);
                    encoder.accept(region, value);
                    WspWriter.sized(out, region.toOctets());
                },
                printer);
    }

    /** The constants of an enum, in the order of their octets from 128. */
    static <E extends Enum<E>> MmsValue<E> tokens(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        return new MmsValue<>(
                type,
                in -> constants.get(token(in, constants.size())),
                (out, value) -> out.octet(FIRST_TOKEN + constants.indexOf(value)),
                value -> words(value.name()));
    }

    /** An octet from 128 to 255, of which some have names. */
    static <T> MmsValue<T> octet(
            Class<T> type, IntFunction<T> of, ToIntFunction<T> octet, TokenNames names) {
        return new MmsValue<>(
                type,
                in -> of.apply(FIRST_TOKEN + WspReader.shortInteger(in)),
                (out, value) -> WspWriter.shortInteger(out, octet.applyAsInt(value) - FIRST_TOKEN),
                value -> names.print(octet.applyAsInt(value)));
    }

    static MmsValue<Integer> octet(TokenNames names) {
        return octet(Integer.class, octet -> octet, octet -> octet, names);
    }

    private static MmsValue<Boolean> bool(String yes, String no) {
        return new MmsValue<>(
                Boolean.class,
                in -> token(in, 2) == 0,
                (out, value) -> out.octet(FIRST_TOKEN + (value ? 0 : 1)),
                value -> value ? yes : no);
    }

    /** {@return the next octet counted from 128, which is below {@code count}} */
    private static int token(OctetReader in, int count) throws DecodeException {
        int start = in.offset();
        int octet = in.octet();
        if (octet < FIRST_TOKEN || octet >= FIRST_TOKEN + count) {
            throw new DecodeException(start, "0x%02x is no value of this field".formatted(octet));
        }
        return octet - FIRST_TOKEN;
    }

    private static String version(int version) {
        int minor = version & 0x0f;
        return minor == 0x0f ? "" + (version >> 4) : (version >> 4) + "." + minor;
    }

    private static String words(String constant) {
        String words = constant.replace('_', '-').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static final class MessageClass {
        static final List<String> NAMES =
                List.of("personal", "advertisement", "informational", "auto");

        static void encode(OctetWriter out, String name) {
            int token = NAMES.indexOf(name);
            if (token >= 0) {
                out.octet(FIRST_TOKEN + token);
            } else {
                WspWriter.text(out, name);
            }
        }
    }

    /** From-value: Value-length, then a token, then the address if the token says so. */
    private static final class Addresses {
        static EncodedString decode(OctetReader in) throws DecodeException {
            int start = in.offset();
            EncodedString address = EncodedString.decode(in);
            if (isBareNumber(address.text())) {
                in.deviation(start, "a phone number without /TYPE=PLMN");
            }
            return address;
        }

        /** A phone number without its type; one without a plus sign could be a short code. */
        private static boolean isBareNumber(String address) {
            int at = 1;
            while (at < address.length() && isOfNumber(address.charAt(at))) {
                at++;
            }
            return at > 1 && at == address.length() && address.charAt(0) == '+';
        }

        private static boolean isOfNumber(char c) {
            return (c >= '0' && c <= '9') || c == '.' || c == '-';
        }

        /** Without a Value-length, or with one that the address does not keep to. */
        static From rescue(OctetReader in) throws DecodeException {
            if (in.peek() < WspReader.LENGTH_QUOTE) {
                in.octet();
            } else if (in.peek() == WspReader.LENGTH_QUOTE) {
                in.octet();
                WspReader.uintvar(in);
            }
            if (in.peek() >= FIRST_TOKEN && token(in, 2) == 1) {
                return new From.InsertAddress();
            }
            return new From.Address(EncodedString.decode(in));
        }

        static From from(OctetReader in) throws DecodeException {
            OctetReader region = WspReader.sized(in);
            if (token(region, 2) == 1) {
                region.end();
                return new From.InsertAddress();
            }
            EncodedString address = decode(region);
            region.end();
            return new From.Address(address);
        }

        static void from(OctetWriter out, From from) {
            OctetWriter sized = new OctetWriter(48);
            switch (from) {
                case From.Address(var address) -> address.encodeTo(sized.octet(FIRST_TOKEN));
                case From.InsertAddress() -> sized.octet(FIRST_TOKEN + 1);
            }
            WspWriter.sized(out, sized.toOctets());
        }
    }

    /** Expiry-value and its likes: Value-length, then a token, then a date or seconds. */
    private static final class Times {
        static MmsTime decode(OctetReader in) throws DecodeException {
            OctetReader region = WspReader.sized(in);
            MmsTime time =
                    token(region, 2) == 0
                            ? new MmsTime.Absolute(WspReader.date(region))
                            : new MmsTime.Relative(seconds(region));
            region.end();
            return time;
        }

        /** A date as HTTP writes it, or seconds in a short integer. */
        static Instant dateText(OctetReader in) throws DecodeException {
            int start = in.offset();
            if (in.peek() >= FIRST_TOKEN) {
                return Instant.ofEpochSecond(WspReader.shortInteger(in));
            }
            try {
                return Instant.from(
                        DateTimeFormatter.RFC_1123_DATE_TIME.parse(WspReader.text(in).strip()));
            } catch (DateTimeException e) {
                throw new DecodeException(start, "a text that is no date");
            }
        }

        /** More than 136 years cannot be meant, and would overflow where it is added to a date. */
        private static Duration seconds(OctetReader in) throws DecodeException {
            int start = in.offset();
            long seconds = WspReader.integer(in);
            if (seconds > Integer.MAX_VALUE * 2L + 1) {
                throw new DecodeException(start, "relative time of " + seconds + " s");
            }
            return Duration.ofSeconds(seconds);
        }

        static void encode(OctetWriter out, MmsTime time) {
            OctetWriter sized = new OctetWriter(16);
            switch (time) {
                case MmsTime.Absolute(Instant instant) ->
                        WspWriter.date(sized.octet(FIRST_TOKEN), instant);
                case MmsTime.Relative(Duration duration) ->
                        WspWriter.longInteger(sized.octet(FIRST_TOKEN + 1), duration.toSeconds());
            }
            WspWriter.sized(out, sized.toOctets());
        }
    }
}
