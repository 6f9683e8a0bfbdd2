// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.heliograph.pdu.Reading.Deviation;
import org.heliograph.pdu.Reading.Field;
import org.junit.jupiter.api.Test;

class ReadingTest {
    @Test
    void recordsWhereEachFieldLies() throws DecodeException {
        Reading reading = Reading.strict();
        OctetReader in = OctetReader.at(7, Octets.of(1, 2, 3), reading);
        in.field(
                "outer",
                outer -> {
                    int first = outer.field("first", OctetReader::octet);
                    return first + outer.region(2).field("second", OctetReader::uint16);
                });
        assertEquals(
                List.of(
                        new Field(
                                "outer",
                                7,
                                10,
                                List.of(
                                        new Field("first", 7, 8, List.of()),
                                        new Field("second", 8, 10, List.of())))),
                reading.fields());
    }

    @Test
    void readsAgainKindlyWhatBreaksARuleAndSaysSo() throws DecodeException {
        Reading reading = Reading.kind();
        OctetReader in = new OctetReader(Octets.of(9, 5, 5), reading);
        int value =
                in.field(
                        "outer",
                        outer -> {
                            outer.octet();
                            return outer.field(
                                    "inner",
                                    i -> i.octet() + i.field("lost", lost -> lost.octets(8).at(0)),
                                    OctetReader::octet);
                        });
        assertEquals(5, value);
        assertEquals(
                List.of(new Deviation("outer.inner.lost", 2, "need 8 octets, have 1")),
                reading.deviations());
        assertEquals(
                List.of(new Field("outer", 0, 2, List.of(new Field("inner", 1, 2, List.of())))),
                reading.fields());
    }

    @Test
    void forgivesAValueThatItsRecordRefuses() throws DecodeException {
        Reading reading = Reading.kind();
        int value =
                new OctetReader(Octets.of(9), reading)
                        .field(
                                "digit",
                                in -> Integer.parseInt("x" + in.octet()),
                                OctetReader::octet);
        assertEquals(9, value);
        assertEquals("digit", reading.deviations().getFirst().field());
        assertEquals(0, reading.deviations().getFirst().offset());
    }

    @Test
    void passesOverWhatIsLeftOnlyIfKind() throws DecodeException {
        Reading reading = Reading.kind();
        new OctetReader(Octets.of(9, 9), reading).end();
        assertEquals("at octet 0: 2 octets left over", reading.deviations().getFirst().toString());
        OctetReader strict = new OctetReader(Octets.of(9, 9), Reading.strict());
        assertEquals(
                "at octet 0: 2 octets left over",
                assertThrows(DecodeException.class, strict::end).getMessage());
    }

    @Test
    void doesNotRecordALookAhead() throws DecodeException {
        Reading reading = Reading.strict();
        new OctetReader(Octets.of(9), reading).fork().field("ahead", OctetReader::octet);
        assertEquals(List.of(), reading.fields());
    }
}
