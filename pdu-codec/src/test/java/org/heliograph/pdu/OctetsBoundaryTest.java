// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.heliograph.pdu.Reading.Deviation;
import org.heliograph.pdu.Reading.Field;
import org.junit.jupiter.api.Test;

/** The first and last octets of runs, readers and writers. */
class OctetsBoundaryTest {
    /** 2, 3, 4 with an octet of others on each side. */
    private static final Octets SLICE = Octets.of(1, 2, 3, 4, 5).slice(1, 4);

    @Test
    void givesItsOwnOctetsAndNoOthers() throws IOException {
        assertEquals(2, SLICE.at(0));
        assertEquals(4, SLICE.at(2));
        assertThrows(IndexOutOfBoundsException.class, () -> SLICE.at(3));
        assertThrows(IndexOutOfBoundsException.class, () -> SLICE.at(-1));
        assertArrayEquals(new byte[] {2, 3, 4}, SLICE.toArray());
        assertArrayEquals(new byte[] {2, 3, 4}, SLICE.asInputStream().readAllBytes());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SLICE.writeTo(out);
        assertArrayEquals(new byte[] {2, 3, 4}, out.toByteArray());
        assertEquals("020304", SLICE.toHex());
        assertEquals(Octets.of(2, 3, 4, 2, 3, 4), SLICE.plus(SLICE));
        assertEquals(Octets.EMPTY, SLICE.from(3));
    }

    @Test
    void readsEightOctetsOrAsManyAsThereAre() {
        Octets nine = Octets.ofHex("ff 0102030405060788 ff").slice(1, 10);
        assertEquals(0x8807_0605_0403_0201L, nine.eightAt(0));
        assertEquals(0xFF_8807_0605_0403_02L, nine.eightAt(1));
        assertEquals(0xFF_8807_0605_0403L, nine.eightAt(2));
        assertEquals(0xFF, nine.eightAt(8));
        assertEquals(0, nine.eightAt(9));
        assertEquals(0x04_03_02, SLICE.eightAt(0), "what follows is another's");
        assertThrows(IndexOutOfBoundsException.class, () -> nine.eightAt(10));
    }

    @Test
    void tellsOctetsApart() {
        assertEquals(Octets.of(2, 3, 4), SLICE);
        assertEquals(Octets.of(2, 3, 4).hashCode(), SLICE.hashCode());
        assertNotEquals(Octets.of(2, 3), SLICE);
        assertNotEquals(Octets.of(2, 4, 3), SLICE);
        assertNotEquals(Octets.of(2, 4, 3).hashCode(), SLICE.hashCode());
        assertNotEquals(Octets.of(2, 3, 5).hashCode(), SLICE.hashCode());
        assertFalse(SLICE.equals((Object) "020304"));
    }

    @Test
    void shortensWhatIsLongForPeople() {
        assertEquals("00".repeat(64), Octets.ofOwned(new byte[64]).toString());
        assertEquals("00".repeat(64) + "… (65 octets)", Octets.ofOwned(new byte[65]).toString());
    }

    @Test
    void growsAsItIsWritten() {
        OctetWriter out = new OctetWriter(0);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(i, out.length());
            out.octet(i);
        }
        Octets written = out.toOctets();
        assertEquals(1_000, written.length());
        assertEquals(999 & 0xFF, written.at(999));
        Octets large = Octets.ofOwned(new byte[500]).plus(Octets.of(7));
        assertEquals(large, new OctetWriter(0).octets(large).toOctets());
    }

    @Test
    void writesTheLowestOctetsUpToTheEndOfItsStorage() {
        for (int before = 0; before < 40; before++) {
            OctetWriter out = new OctetWriter(0);
            for (int i = 0; i < before; i++) {
                out.octet(0);
            }
            out.lowest(2, 0x0807_0605_0403_0201L).lowest(8, 0x0807_0605_0403_0201L);
            assertEquals("01020102030405060708", out.toOctets().from(before).toHex());
        }
    }

    @Test
    void readsAPartAsItsOwnReadingDoes() throws DecodeException {
        Reading reading = Reading.kind();
        OctetReader outer = new OctetReader(Octets.of(9, 8, 7), reading);
        OctetReader inner = outer.inner(5, Octets.of(1, 2));
        inner.field("first", OctetReader::octet);
        assertEquals(6, inner.offset());
        inner.end();
        assertEquals(List.of(new Field("first", 5, 6, List.of())), reading.fields());
        assertEquals(List.of(new Deviation("", 6, "1 octets left over")), reading.deviations());
    }

    @Test
    void namesTheFieldOfADeviation() throws DecodeException {
        Reading reading = Reading.kind();
        OctetReader in = new OctetReader(Octets.of(1), reading);
        in.field(
                "outer",
                outer -> {
                    outer.deviation(0, "odd");
                    return outer.octet();
                });
        assertEquals(List.of(new Deviation("outer", 0, "odd")), reading.deviations());
    }

    @Test
    void readsNoFurtherThanARegion() throws DecodeException {
        OctetReader in = new OctetReader(Octets.of(1, 2, 3));
        OctetReader region = in.region(2);
        assertEquals(0x0102, region.uint16());
        var past = assertThrows(DecodeException.class, region::octet);
        assertEquals("at octet 2: need 1 octets, have 0", past.getMessage());
        assertEquals(3, in.octet());
        var negative = assertThrows(DecodeException.class, () -> in.octets(-1));
        assertEquals("at octet 3: need -1 octets, have 0", negative.getMessage());
    }

    @Test
    void givesWhatItHasPassedOver() throws DecodeException {
        OctetReader in = OctetReader.at(7, Octets.of(1, 2, 3));
        in.octet();
        int start = in.offset();
        in.octet();
        assertEquals(Octets.of(2), in.since(start));
        assertEquals(Octets.of(1, 2), in.since(7));
    }

    /** TS 23.040 §9.1.2.3: ten digits, *, #, a, b, c; 1111 fills. */
    @Test
    void readsAndWritesEveryDigit() throws DecodeException {
        String all = "0123456789*#abc";
        OctetWriter out = new OctetWriter();
        SemiOctets.write(out, SemiOctets.require(all, 15));
        assertEquals("1032547698badcfe", out.toOctets().toHex());
        assertEquals(all, SemiOctets.read(new OctetReader(out.toOctets()), 15));
        assertEquals(all, SemiOctets.readAll(new OctetReader(out.toOctets())));
        assertEquals(all, SemiOctets.readKindly(new OctetReader(out.toOctets()), 15));
        assertEquals("01", SemiOctets.readKindly(new OctetReader(out.toOctets()), 2));
        for (String none : List.of("/", ":", "d", "`", "+", ")", "$")) {
            assertThrows(IllegalArgumentException.class, () -> SemiOctets.require(none, 1), none);
        }
        assertThrows(IllegalArgumentException.class, () -> SemiOctets.require(all, 14));
    }
}
