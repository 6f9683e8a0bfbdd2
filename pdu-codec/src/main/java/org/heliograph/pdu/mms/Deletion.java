// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.wsp.WspReader;
import org.heliograph.pdu.wsp.WspWriter;

/**
 * What became of messages to delete. In M-Mbox-Delete.conf and M-Delete.conf, and only there,
 * X-Mms-Content-Location, X-Mms-Response-Status and X-Mms-Response-Text are numbered, so that many
 * messages can have an outcome each (OMA-TS-MMS_ENC 1.3 §7.3.10, §7.3.48, §7.3.49): Value-length
 * Status-count-value, then the value as elsewhere. Headers of the same count belong together.
 *
 * <p>Implementations disagree about the status, which some read and write as in other PDUs: one
 * outcome for all. Where it stands like that it is {@link MmsField#RESPONSE_STATUS}, and so for the
 * two others.
 */
public final class Deletion {
    public static final MmsField<Location> LOCATION =
            MmsField.of(
                    0x03,
                    "X-Mms-Content-Location",
                    MmsValue.sized(
                            Location.class,
                            in -> new Location(WspReader.integer(in), WspReader.text(in)),
                            (out, value) -> {
                                WspWriter.integer(out, value.count);
                                WspWriter.text(out, value.contentLocation);
                            },
                            value -> value.count + ", " + value.contentLocation));

    public static final MmsField<Outcome> OUTCOME =
            MmsField.of(
                    0x12,
                    "X-Mms-Response-Status",
                    MmsValue.sized(
                            Outcome.class,
                            in ->
                                    new Outcome(
                                            WspReader.integer(in),
                                            new ResponseStatus(WspReader.shortInteger(in) | 0x80)),
                            (out, value) -> {
                                WspWriter.integer(out, value.count);
                                out.octet(value.status.octet());
                            },
                            value -> value.count + ", " + value.status));

    public static final MmsField<Text> TEXT =
            MmsField.of(
                    0x13,
                    "X-Mms-Response-Text",
                    MmsValue.sized(
                            Text.class,
                            in -> new Text(WspReader.integer(in), EncodedString.decode(in)),
                            (out, value) -> {
                                WspWriter.integer(out, value.count);
                                value.text.encodeTo(out);
                            },
                            value -> value.count + ", " + value.text));

    private Deletion() {}

    /**
     * One message.
     *
     * @param count Status-count-value, not negative
     */
    public record Location(long count, String contentLocation) {
        public Location {
            requireCount(count);
            WspWriter.requireText(contentLocation);
        }
    }

    /** Whether the message of this count is deleted. */
    public record Outcome(long count, ResponseStatus status) {
        public Outcome {
            requireCount(count);
        }
    }

    /** An explanation for people. */
    public record Text(long count, EncodedString text) {
        public Text {
            requireCount(count);
        }
    }

    static Optional<MmsField<?>> numbered(int number) {
        return List.<MmsField<?>>of(LOCATION, OUTCOME, TEXT).stream()
                .filter(field -> field.number() == number)
                .findFirst();
    }

    /**
     * What both confirmations have: an outcome, and no usual value that would read as a counted
     * one.
     *
     * @throws IllegalArgumentException if they have not
     */
    static void require(MmsHeaders headers) {
        if (headers.first(MmsField.RESPONSE_STATUS).isEmpty()) {
            headers.require(OUTCOME);
        }
        requireUncounted(headers, MmsField.CONTENT_LOCATION);
        requireUncounted(headers, MmsField.RESPONSE_TEXT);
    }

    private static <T> void requireUncounted(MmsHeaders headers, MmsField<T> field) {
        for (T value : headers.all(field)) {
            OctetWriter out = new OctetWriter();
            field.value().encoder().accept(out, value);
            if (out.toOctets().at(0) <= WspReader.LENGTH_QUOTE) {
                throw new IllegalArgumentException(field + " without its count");
            }
        }
    }

    private static void requireCount(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("status count " + count);
        }
    }
}
