// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.WspWriter;

/**
 * Headers of MMS PDUs from their text. The codec says what octets mean; so of the forms that a
 * value may have on the wire (OMA-TS-MMS_ENC 1.3 §7.3) the first is taken that the codec reads as
 * the text wanted. One table of values, no second to keep in step with it.
 */
final class MmsHeaderText {
    private static final int FIRST_TOKEN = 0x80;
    private static final Pattern COUNTED = Pattern.compile("([0-9]{1,9}), (.*)", Pattern.DOTALL);
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,18}) (messages|octets)");
    private static final Pattern FLAG = Pattern.compile("(Add|Remove|Filter) (.*)", Pattern.DOTALL);

    /** A message type of no PDU: whatever headers it has are read. */
    private static final Octets PROBE = Octets.of(0x8C, 0xFF);

    private MmsHeaderText() {}

    /** {@return name and value as on the wire; nothing if no form is known that reads so} */
    static Optional<Octets> octets(String name, String value) {
        Octets prefix = prefix(name);
        if (name.equalsIgnoreCase(WspView.CONTENT_TYPE)) { // which may be written in many ways
            return contentType(value).map(prefix::plus).findFirst();
        }
        return forms(name, value)
                .map(prefix::plus)
                .filter(line -> reads(line, name, value))
                .findFirst();
    }

    /** {@return the header as it stands in a PDU where its name is written as usual} */
    static Octets line(MmsHeaders.Entry header) {
        return line(header.name(), header.octets());
    }

    static Octets line(String name, Octets value) {
        return prefix(name).plus(value);
    }

    /** The number of a field, or the name as text. */
    private static Octets prefix(String name) {
        Optional<MmsField<?>> field = MmsField.named(name);
        if (field.isPresent()) {
            return Octets.of(field.get().number() | FIRST_TOKEN);
        }
        if (name.equalsIgnoreCase("X-Mms-Message-Type")) {
            return PROBE.slice(0, 1);
        }
        if (name.matches("0x[0-7][0-9a-f]")) {
            return Octets.of(Integer.decode(name) | FIRST_TOKEN);
        }
        return written(out -> WspWriter.text(out, name));
    }

    private static Stream<Octets> forms(String name, String value) {
        Stream<Octets> tokens = IntStream.rangeClosed(0x80, 0xFF).mapToObj(Octets::of);
        Octets text = written(out -> WspWriter.text(out, value));
        boolean ascii = value.chars().allMatch(c -> c < 0x80);
        Stream<Octets> texts =
                ascii ? Stream.of(text, encoded(value)) : Stream.of(encoded(value), text);
        Stream<Octets> plain =
                name.equalsIgnoreCase("X-Mms-Message-Class")
                        ? Stream.concat(tokens, texts)
                        : Stream.of(texts, sizes(name, value), tokens).flatMap(s -> s);
        return Stream.of(hex(value), plain, numbers(value), structures(value)).flatMap(s -> s);
    }

    private static Stream<Octets> hex(String value) {
        if (!value.matches("0x([0-9a-f]{2})+")) {
            return Stream.empty();
        }
        return Stream.of(Octets.ofHex(value.substring(2)));
    }

    /** Long integers however small (§7.3.31, §7.3.45). */
    private static Stream<Octets> sizes(String name, String value) {
        return name.endsWith("-Size") && value.matches("[0-9]{1,18}")
                ? Stream.of(written(out -> WspWriter.longInteger(out, Long.parseLong(value))))
                : Stream.empty();
    }

    private static Stream<Octets> numbers(String value) {
        if (value.matches("[0-9]{1,18}")) {
            return Stream.of(written(out -> WspWriter.integer(out, Long.parseLong(value))));
        }
        try {
            Instant instant = Instant.parse(value);
            return Stream.of(
                    written(out -> WspWriter.date(out, instant)),
                    sized(out -> WspWriter.date(out.octet(0x80), instant)));
        } catch (DateTimeException _) {
            // no date
        }
        try {
            long seconds = Duration.parse(value).toSeconds();
            return Stream.of(sized(out -> WspWriter.longInteger(out.octet(0x81), seconds)));
        } catch (DateTimeException | IllegalArgumentException _) {
            return Stream.empty();
        }
    }

    private static Stream<Octets> structures(String value) {
        Stream<Octets> from =
                value.equals("<insert-address>")
                        ? Stream.of(sized(out -> out.octet(0x81)))
                        : Stream.of(sized(out -> out.octet(0x80).octets(string(value))));
        return Stream.of(from, counted(value), amount(value), flags(value)).flatMap(s -> s);
    }

    private static Stream<Octets> contentType(String value) {
        try {
            return Stream.of(ContentType.of(value).encode());
        } catch (IllegalArgumentException _) {
            return Stream.empty();
        }
    }

    /** X-Mms-Previously-Sent-By and -Date (§7.3.34, §7.3.35). */
    private static Stream<Octets> counted(String value) {
        Matcher counted = COUNTED.matcher(value);
        if (!counted.matches()) {
            return Stream.empty();
        }
        Octets count = written(out -> WspWriter.integer(out, Long.parseLong(counted.group(1))));
        return Stream.concat(
                        Stream.of(string(counted.group(2))), numbers(counted.group(2)).limit(1))
                .map(rest -> sized(out -> out.octets(count).octets(rest)));
    }

    /** X-Mms-Mbox-Totals and -Quotas (§7.3.26, §7.3.28). */
    private static Stream<Octets> amount(String value) {
        Matcher amount = AMOUNT.matcher(value);
        if (!amount.matches()) {
            return Stream.empty();
        }
        int unit = amount.group(2).equals("messages") ? 0x80 : 0x81;
        return Stream.of(
                sized(out -> WspWriter.integer(out.octet(unit), Long.parseLong(amount.group(1)))));
    }

    /** X-Mms-MM-Flags (§7.3.32). */
    private static Stream<Octets> flags(String value) {
        Matcher flag = FLAG.matcher(value);
        if (!flag.matches()) {
            return Stream.empty();
        }
        int token = 0x80 + List.of("Add", "Remove", "Filter").indexOf(flag.group(1));
        return Stream.of(sized(out -> out.octet(token).octets(string(flag.group(2)))));
    }

    /** Encoded-string-value, with a charset only where it is needed (§7.3.1). */
    private static Octets string(String text) {
        return text.chars().allMatch(c -> c < 0x80)
                ? written(out -> WspWriter.text(out, text))
                : encoded(text);
    }

    private static Octets encoded(String text) {
        return sized(
                out -> {
                    WspWriter.integer(out, EncodedString.UTF_8);
                    WspWriter.text(out, text);
                });
    }

    private static boolean reads(Octets line, String name, String value) {
        try {
            List<MmsHeaders.Entry> entries = MmsCodec.decode(PROBE.plus(line)).headers().entries();
            return entries.size() == 1
                    && entries.getFirst().name().equalsIgnoreCase(name)
                    && entries.getFirst().value().equals(value);
        } catch (DecodeException e) {
            return false;
        }
    }

    private static Octets written(Consumer<OctetWriter> writer) {
        OctetWriter out = new OctetWriter(64);
        writer.accept(out);
        return out.toOctets();
    }

    private static Octets sized(Consumer<OctetWriter> writer) {
        return written(out -> WspWriter.sized(out, written(writer)));
    }
}
