// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.pdu.wsp.WspHeader;
import org.heliograph.pdu.wsp.WspHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives is a PDU or a DecodeException, soon. */
@Tag("long")
class MmsHostileInputTest {
    /** An M-Send.req with every sort of value, and a body of two parts. */
    private static final Octets MESSAGE =
            Octets.ofHex(
                    """
                    8c80 98313233 00 8d93 85044d92 5e96 89018 1 9708ea7fd090d0b400
                    9718802b3434373730303930303030312f545950453d504c4d4e00 960568656c6c00
                    8a80 8805810303f480 8f81 8681 9080 582d4f746865720076616c756500
                    841bb3896170706c69636174696f6e2f736d696c008a3c534d494c3e00
                    02 0d05 0e6170706c69636174696f6e2f736d696c00 3c736d696c
                    1503 0e 0383 81ea c0223c613e00 8e612e74787400 ae 0281 80 616263
                    """);

    @Test
    void answersAnyOctetsWithPduOrDecodeException() {
        SplittableRandom random = new SplittableRandom(1_3);
        int decoded = 0;
        for (int i = 0; i < 60_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 2 && random.nextInt(4) != 0) {
                bytes[0] = (byte) 0x8c;
                bytes[1] = (byte) (128 + random.nextInt(64)); // 24 are PDUs of the standard
            }
            decoded += decodeAll(Octets.of(bytes)) ? 1 : 0;
        }
        assertTrue(decoded > 150, decoded + " of them are PDUs: the test says little");
    }

    @Test
    void answersBrokenMessagesWithPduOrDecodeException() {
        SplittableRandom random = new SplittableRandom(230);
        byte[] whole = MESSAGE.toArray();
        for (int i = 0; i < 15_000; i++) {
            byte[] bytes =
                    random.nextInt(5) == 0
                            ? Arrays.copyOf(whole, random.nextInt(whole.length))
                            : whole.clone();
            for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            decodeAll(Octets.of(bytes));
        }
    }

    @Test
    void readsKindlyWhatItReadsStrictlyAndWritesWhatItReadsAgain() {
        SplittableRandom random = new SplittableRandom(1_000);
        byte[] whole = MESSAGE.toArray();
        int recovered = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(whole, i < whole.length ? i : whole.length);
            for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            recovered += readsKindly(Octets.of(bytes)) ? 1 : 0;
        }
        assertTrue(recovered > 6_000, recovered + " were recovered");
    }

    /** {@return whether a kind reading has a PDU where a strict one has none} */
    static boolean readsKindly(Octets octets) {
        Optional<MmsPdu> strict = read(octets, Reading.strict());
        Reading reading = Reading.kind();
        Optional<MmsPdu> kind = read(octets, reading);
        if (strict.isPresent()) {
            assertEquals(strict, kind, octets::toHex);
            assertEquals(List.of(), reading.deviations(), octets::toHex);
        }
        if (kind.isPresent()) {
            Octets again = MmsCodec.encode(kind.get());
            assertEquals(kind, read(again, Reading.kind()), octets::toHex);
            readsPartsKindly(kind.get().body());
        }
        return strict.isEmpty() && kind.isPresent();
    }

    private static void readsPartsKindly(Octets body) {
        Multipart kind;
        Reading reading = Reading.kind();
        try {
            kind = Multipart.decode(new OctetReader(body, reading));
        } catch (DecodeException _) {
            return;
        }
        try {
            assertEquals(Multipart.decode(body), kind);
            assertEquals(List.of(), reading.deviations(), body::toHex);
        } catch (DecodeException _) {
            assertFalse(reading.deviations().isEmpty(), body::toHex);
        }
    }

    private static Optional<MmsPdu> read(Octets octets, Reading reading) {
        try {
            return Optional.of(MmsCodec.decode(new OctetReader(octets, reading)));
        } catch (DecodeException _) {
            return Optional.empty();
        }
    }

    /** Every decoder of the two packages; what one accepts must be written and read again. */
    private static boolean decodeAll(Octets octets) {
        MmsCodec.sendReqTransactionId(octets);
        readsKindly(octets);
        readsPartsKindly(octets);
        try {
            ContentType type = ContentType.decode(new OctetReader(octets));
            assertEquals(type, ContentType.decode(new OctetReader(type.encode())));
            assertEquals(type, ContentType.of(type.toString()));
        } catch (DecodeException _) {
            // as it should
        }
        try {
            List<WspHeader> headers = WspHeaders.decode(new OctetReader(octets));
            OctetWriter out = new OctetWriter();
            WspHeaders.encode(out, headers);
            assertEquals(headers, WspHeaders.decode(new OctetReader(out.toOctets())));
        } catch (DecodeException _) {
            // as it should
        }
        try {
            Multipart multipart = Multipart.decode(octets);
            assertEquals(multipart, Multipart.decode(multipart.encode()));
        } catch (DecodeException _) {
            // as it should
        }
        try {
            MmsPdu pdu = MmsCodec.decode(octets);
            pdu.headers().entries();
            assertEquals(octets, MmsCodec.encode(pdu));
            return true;
        } catch (DecodeException _) {
            return false;
        }
    }

    @Test
    void refusesMoreHeadersThanItsLimit() {
        byte[] bytes = new byte[2 + 2 * (MmsHeaders.MAX_HEADERS + 1)];
        Arrays.fill(bytes, (byte) 0x80);
        for (int i = 2; i < bytes.length; i += 2) {
            bytes[i] = (byte) 0x86;
        }
        bytes[0] = (byte) 0x8c;
        bytes[1] = (byte) 0x86;
        var e = assertThrows(DecodeException.class, () -> MmsCodec.decode(Octets.of(bytes)));
        assertEquals("M-Delivery.ind at octet 2002: more than 1000 headers", e.getMessage());
    }

    @ParameterizedTest(name = "1 MiB of {0}")
    @ValueSource(
            strings = {"86", "2000", "00", "7f", "ff", "41", "8900", "17818000", "1f7f", "0100"})
    void endsSoonOnLargeInput(String filling) {
        byte[] fill = Octets.ofHex(filling).toArray();
        byte[] bytes = new byte[1 << 20];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = fill[i % fill.length];
        }
        Octets body = Octets.of(bytes);
        Octets general = Octets.of(0x1f, 0xc0, 0x80, 0x00, 0x83).plus(body);
        Octets pdu = Octets.of(0x8c, 0x80, 0x84).plus(general);
        // generous for a machine under load; each takes some milliseconds
        assertTimeout(
                Duration.ofSeconds(5),
                () -> {
                    decodeAll(body);
                    decodeAll(general);
                    decodeAll(pdu);
                    decodeAll(Octets.of(0x8c, 0x80).plus(body));
                    decodeAll(Octets.of(0x8c, 0x80, 0x17, 0x1f, 0xc0, 0x80, 0x00).plus(body));
                });
    }
}
