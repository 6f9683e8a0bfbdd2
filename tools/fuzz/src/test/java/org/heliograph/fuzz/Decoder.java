// SPDX-License-Identifier: Apache-2.0
package org.heliograph.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.FieldDecoder;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;

/**
 * A decoder and what must hold of it, whatever the octets.
 *
 * @param encode the inverse of {@code decode}
 * @param views what is made of the record later, and not when it is decoded
 * @param rescued what must hold of a record that was read kindly
 */
record Decoder<T>(
        FieldDecoder<T> decode,
        Function<T, Octets> encode,
        Function<T, Object> views,
        Rescued rescued) {

    /** How the octets are read that a record writes which was read kindly. */
    enum Rescued {
        /** It writes what is right. */
        STRICTLY,
        /** The octets are right, but not where they stand: a report in another RP message. */
        KINDLY,
        /** It writes wrong octets as it got them: nothing can be said. */
        ANYHOW
    }

    Decoder(FieldDecoder<T> decode, Function<T, Octets> encode, Function<T, Object> views) {
        this(decode, encode, views, Rescued.STRICTLY);
    }

    /** Fails unless the octets are read, or refused with a {@link DecodeException}. */
    void check(Octets octets) {
        Reading strict = Reading.strict();
        Optional<T> read = read(octets, strict);
        requireWithin(strict.fields(), 0, octets.length());
        assertTrue(strict.deviations().isEmpty(), "a strict reading forgave");
        read.ifPresent(value -> requireRoundTrip(value, Reading.strict()));

        Reading kind = Reading.kind();
        Optional<T> forgiven = read(octets, kind);
        requireWithin(kind.fields(), 0, octets.length());
        if (read.isPresent()) {
            assertEquals(read, forgiven, "a kind reading differs though nothing is wrong");
            // it may note what the standard has a receiver ignore
        } else if (forgiven.isPresent()) {
            assertTrue(!kind.deviations().isEmpty(), "forgiven, but not listed");
            assertNotNull(views.apply(forgiven.get()));
            switch (rescued) {
                case STRICTLY -> requireRoundTrip(forgiven.get(), Reading.strict());
                case KINDLY -> requireRoundTrip(forgiven.get(), Reading.kind());
                case ANYHOW -> {}
            }
        }
    }

    private Optional<T> read(Octets octets, Reading reading) {
        try {
            return Optional.of(decode.decode(new OctetReader(octets, reading)));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    private void requireRoundTrip(T value, Reading reading) {
        assertNotNull(views.apply(value));
        Octets encoded = encode.apply(value);
        try {
            T again = decode.decode(new OctetReader(encoded, reading));
            assertEquals(value, again, () -> "after a round trip by " + encoded.toHex());
            assertEquals(encoded, encode.apply(again));
        } catch (DecodeException e) {
            fail("refuses what it wrote, " + encoded.toHex() + ": " + e.getMessage());
        }
    }

    private static void requireWithin(List<Reading.Field> fields, int start, int end) {
        for (Reading.Field field : fields) {
            assertTrue(
                    start <= field.start() && field.start() <= field.end() && field.end() <= end,
                    () -> field.name() + " lies at " + field.start() + " to " + field.end());
            requireWithin(field.fields(), field.start(), field.end());
        }
    }
}
