// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.Reading.Deviation;
import org.heliograph.pdu.Reading.Field;
import org.heliograph.pdu.wsp.Multipart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a kind reading makes of octets that break the standard, and that it says so. */
class MmsKindReadingTest {
    /** Each stands after {@code 8c98}, a PDU of which no header is asked. */
    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    X-Mms-Status              | 0x0105 | 95 0105          | at octet 3: 0x01 is no short integer
                    X-Mms-Priority            | 0x83   | 8f 83            | at octet 3: 0x83 is no value of this field
                    X-Mms-Delivery-Report     | 0x7900 | 86 7900          | at octet 3: 0x79 is no value of this field
                    X-Mms-Delivery-Report     | 0x82   | 86 82            | at octet 3: 0x82 is no value of this field
                    X-Mms-Sender-Visibility   | 0x82   | 94 82            | at octet 3: 0x82 is no value of this field
                    X-Mms-Message-Class       | 0x84   | 8a 84            | at octet 3: 0x84 is no value of this field
                    X-Mms-Message-Class       | 0x0131 | 8a 0131          | at octet 3: 0x01 starts no text
                    X-Mms-MM-Flags            | 0x03836100 | a4 03 83 6100 | at octet 4: 0x83 is no value of this field
                    X-Mms-MM-Flags            | Add a  | a4 04 80 6100 61 | at octet 7: 1 octets left over
                    X-Mms-Mbox-Quotas         | 0x0181 | ac 01 81         | at octet 5: need 1 octets, have 0
                    X-Mms-Element-Descriptor  | 0x03610082 | b2 03 6100 82 | parameter at octet 7: need 1 octets, have 0
                    X-Mms-Transaction-ID      | id     | 98 04 ea 696400  | at octet 3: 0x04 starts no text
                    X-Mms-Transaction-ID      | 0x81   | 98 81            | at octet 3: 0x81 starts no text
                    X-Mms-Transaction-ID      | id     | 98 6964          | at octet 3: text without its terminating zero
                    X-Mms-MMS-Version         | 0x312e3200 | 8d 312e3200  | at octet 3: 0x31 is no short integer
                    X-Mms-Message-Size        | 116    | 8e f4            | at octet 3: 0xf4 starts no long integer
                    X-Mms-Message-Size        | 116    | 8e 020074        | at octet 3: long integer of more octets than it needs
                    X-Mms-Message-Size        | 0x0a01000000000000000000 | 8e 0a01000000000000000000 | at octet 3: long integer of more than 63 bits
                    Date                      | 1970-01-01T00:00:05Z | 85 85 | at octet 3: 0x85 starts no long integer
                    Date                      | 2011-04-04T09:41:50Z | 85 4d6f6e2c2030342041707220323031312030393a34313a353020474d5400 | at octet 3: 0x4d starts no long integer
                    Date                      | 0x6e6f7700 | 85 6e6f7700  | at octet 3: 0x6e starts no long integer
                    X-Mms-Expiry              | PT72H  | 88 06 81 0303f480 | at octet 4: need 6 octets, have 5
                    X-Mms-Expiry              | 0x0781 | 88 07 81         | at octet 4: need 7 octets, have 1
                    From                      | a@b    | 89 06 80 61406200 | at octet 4: need 6 octets, have 5
                    From                      | a@b    | 89 80 61406200   | at octet 3: 0x80 is no value length
                    From                      | <insert-address> | 89 81  | at octet 3: 0x81 is no value length
                    From                      | <insert-address> | 89 1f 02 81 | at octet 5: need 2 octets, have 1
                    From                      | a@b    | 89 61406200      | at octet 3: 0x61 is no value length
                    From                      | a@b    | 89 04 61406200   | at octet 4: 0x61 is no value of this field
                    From                      | 0x0182 | 89 01 82         | at octet 4: 0x82 is no value of this field
                    From                      | +4477  | 89 07 80 2b3434373700 | at octet 5: a phone number without /TYPE=PLMN
                    To                        | +44-77 | 97 2b34342d373700 | at octet 3: a phone number without /TYPE=PLMN
                    Cc                        | +4.4   | 82 2b342e3400    | at octet 3: a phone number without /TYPE=PLMN
                    Bcc                       | +4     | 81 2b3400        | at octet 3: a phone number without /TYPE=PLMN
                    Subject                   | hé     | 96 04 ea 68c3a9  | at octet 5: text without its terminating zero
                    Subject                   | h      | 96 02 ea 68 00   | at octet 5: text without its terminating zero
                    Subject                   | hi     | 96 02 ea 686900  | at octet 5: text without its terminating zero
                    Subject                   | h      | 96 05 ea 6800 8880 | at octet 5: octets after the end of the text
                    Subject                   | h      | 96 04 ea 6800 61 | at octet 5: octets after the end of the text
                    Subject                   | é      | 96 04 ea c3a900  | at octet 5: 0xc3 starts a text without a Quote
                    Subject                   | é      | 96 04 ea 7fe900  | at octet 5: text that is not of charset 106
                    Subject                   | é      | 96 04 83 7fe900  | at octet 5: text that is not US-ASCII
                    Subject                   | hi     | 96 03 686900     | at octet 4: 0x68 starts no long integer
                    Subject                   | 0x81   | 96 81            | at octet 3: 0x81 is no value length
                    Subject                   | 0x0704800000006100 | 96 07 0480000000 6100 | at octet 4: charset 2147483648
                    Subject                   | hi     | 96 07 0203e8 00680069 | at octet 7: text without its terminating zero
                    Subject                   | 0xe9   | 96 e900          | at octet 3: 0xe9 is no value length
                    """)
    void keepsOrRecoversAValueThatIsNotOfItsType(
            String name, String value, String hex, String deviation) throws DecodeException {
        Octets octets = Octets.ofHex("8c98" + hex.replace(" ", ""));
        Reading reading = Reading.kind();
        MmsPdu pdu = MmsCodec.decode(new OctetReader(octets, reading));
        MmsHeaders.Entry entry = pdu.headers().entries().getFirst();
        assertEquals(name, entry.name());
        assertEquals(value, entry.value());
        String strict =
                assertThrows(DecodeException.class, () -> MmsCodec.decode(octets)).getMessage();
        String path = "MMS PDU of type 152." + name;
        assertEquals(
                path + (deviation.startsWith("at ") ? " " : ".") + deviation,
                reading.deviations().getFirst().toString());
        assertEquals(strict, reading.deviations().getFirst().toString());
        assertEquals(pdu, kindly(MmsCodec.encode(pdu)), "and again");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    type not first        | 8d93 8c85 983100 | 8c85 8d93 983100 | X-Mms-Message-Type at octet 0: not the first header; M-Acknowledge.ind at octet 2: X-Mms-Message-Type after other headers; M-Acknowledge.ind at octet 4: X-Mms-Transaction-ID after other headers
                    named header first    | 582d4100 6200 8c85 983100 8d93 | 8c85 582d41006200 983100 8d93 | X-Mms-Message-Type at octet 0: not the first header; M-Acknowledge.ind at octet 6: X-Mms-Message-Type after other headers; M-Acknowledge.ind at octet 8: X-Mms-Transaction-ID after other headers; M-Acknowledge.ind at octet 11: X-Mms-MMS-Version after other headers
                    a line before it      | 0d0a 8c85 983100 8d93 | 8c85 983100 8d93 | X-Mms-Message-Type at octet 0: not the first header
                    type twice            | 8c85 8c83 983100 8d93 | 8c85 983100 8d93 | M-Acknowledge.ind at octet 2: X-Mms-Message-Type after other headers
                    version first         | 8c85 8d93 983100 | 8c85 8d93 983100 | M-Acknowledge.ind at octet 4: X-Mms-Transaction-ID after other headers
                    transaction last      | 8c85 8d93 9180 983100 | 8c85 8d93 9180 983100 | M-Acknowledge.ind at octet 6: X-Mms-Transaction-ID after other headers
                    version last          | 8c85 983100 9180 8d93 | 8c85 983100 9180 8d93 | M-Acknowledge.ind at octet 7: X-Mms-MMS-Version after other headers
                    no version            | 8c85 983100 | 8c85 983100 8d90 | M-Acknowledge.ind at octet 2: X-Mms-MMS-Version is missing
                    version of a bad type | 8c85 983100 8d3100 | 8c85 983100 8d90 | M-Acknowledge.ind.X-Mms-MMS-Version at octet 6: 0x31 is no short integer; M-Acknowledge.ind at octet 2: X-Mms-MMS-Version cannot be read
                    zero after it         | 8c85 983100 8d93 00 | 8c85 983100 8d93 | M-Acknowledge.ind.header at octet 7: not a header name
                    zero between          | 8c85 983100 00 8d93 | 8c85 983100 8d93 | M-Acknowledge.ind.header at octet 5: not a header name
                    name without a value  | 8c85 983100 8d93 6162 | 8c85 983100 8d93 | M-Acknowledge.ind.header at octet 7: text without its terminating zero; M-Acknowledge.ind.header at octet 9: need 1 octets, have 0
                    more after the type   | 8c85 983100 8d93 8483 6162 | 8c85 983100 8d93 8483 | M-Acknowledge.ind at octet 9: 2 octets after the headers
                    no From               | 8c80 983100 8d93 8483 61 | 8c80 983100 8d93 890181 8483 61 | M-Send.req at octet 2: From is missing
                    no From, forwarded    | 8c89 983100 8d93 836100 | 8c89 983100 8d93 890181 836100 | M-Forward.req at octet 2: From is missing
                    no From, read         | 8c87 8d93 8b6d00 976100 9b80 | 8c87 8d93 890181 8b6d00 976100 9b80 | M-Read-Rec.ind at octet 2: From is missing
                    no class              | 8c82 983100 8d93 8e0101 8803810101 836100 | 8c82 983100 8d93 8a80 8e0101 8803810101 836100 | M-Notification.ind at octet 2: X-Mms-Message-Class is missing
                    type before the last  | 8c84 8d93 84a3 85044d99925e 0101008300 | 8c84 8d93 84a3 85044d99925e 0101008300 | M-Retrieve.conf at octet 6: headers after Content-Type
                    """)
    void readsHeadersThatAreMisplacedOrMissing(
            String name, String hex, String written, String deviations) throws DecodeException {
        Octets octets = Octets.ofHex(hex);
        Reading reading = Reading.kind();
        MmsPdu pdu = MmsCodec.decode(new OctetReader(octets, reading));
        assertEquals(written.replace(" ", ""), MmsCodec.encode(pdu).toHex());
        assertEquals(deviations, said(reading));
        var strict = assertThrows(DecodeException.class, () -> MmsCodec.decode(octets));
        assertEquals(reading.deviations().getFirst().toString(), strict.getMessage());
        assertEquals(pdu, kindly(MmsCodec.encode(pdu)), "and again");
    }

    private static String said(Reading reading) {
        return reading.deviations().stream()
                .map(Deviation::toString)
                .collect(Collectors.joining("; "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothing to tell it by   | 8c83 8d93 9581          | M-NotifyResp.ind at octet 2: X-Mms-Transaction-ID is missing
                    nothing said            | 8c83 983100 8d93        | M-NotifyResp.ind at octet 2: X-Mms-Status is missing
                    nothing that is read    | 8c83 983100 8d93 9501ff | M-NotifyResp.ind at octet 2: X-Mms-Status cannot be read
                    no content type         | 8c80 983100 8d93 890181 | M-Send.req at octet 2: Content-Type is missing
                    content type cut short  | 8c80 983100 8d93 890181 84 | M-Send.req.Content-Type at octet 11: need 1 octets, have 0
                    junk                    | 0d0a0d0a                | X-Mms-Message-Type at octet 4: need 1 octets, have 0
                    """)
    void refusesWhatNothingSensibleStandsFor(String name, String hex, String message) {
        var e = assertThrows(DecodeException.class, () -> kindly(Octets.ofHex(hex)), name);
        assertEquals(message, e.getMessage());
    }

    @Test
    void passesOverSomeOctetsBeforeThePduAndNotMore() throws DecodeException {
        Octets pdu = Octets.ofHex("8c85 983100 8d93");
        assertEquals(MmsCodec.decode(pdu), kindly(Octets.ofOwned(new byte[64]).plus(pdu)));
        Octets more = Octets.ofOwned(new byte[65]).plus(pdu);
        var e = assertThrows(DecodeException.class, () -> kindly(more));
        assertEquals("X-Mms-Message-Type at octet 64: no PDU after 64 octets", e.getMessage());
    }

    @Test
    void recordsWhereEachHeaderAndThePartsLie() throws DecodeException {
        Octets octets =
                Octets.ofHex(
                        "8c84 983100 8d93 85044d99925e 5800 7900 84a3 010a01 83c0223c613e00 8e6200 7a");
        Reading reading = Reading.strict();
        MmsPdu pdu = MmsCodec.decode(new OctetReader(octets, reading));
        int offset = octets.length() - pdu.body().length();
        Multipart.decode(OctetReader.at(offset, pdu.body(), reading));
        assertEquals(
                """
                0-2 X-Mms-Message-Type
                2-33 M-Retrieve.conf
                 2-5 X-Mms-Transaction-ID
                 5-7 X-Mms-MMS-Version
                 7-13 Date
                 13-17 header
                 17-19 Content-Type
                  18-19 media type
                 19-33 body
                19-20 nEntries
                20-33 entry 0
                 20-21 HeadersLen
                 21-22 DataLen
                 22-23 Content-Type
                  22-23 media type
                 23-29 Content-ID
                 29-32 Content-Location
                 32-33 Data
                """,
                tree(reading.fields(), ""));
    }

    private static String tree(List<Field> fields, String indent) {
        StringBuilder tree = new StringBuilder();
        for (Field field : fields) {
            tree.append(indent).append(field.start()).append('-').append(field.end());
            tree.append(' ').append(field.name()).append('\n');
            tree.append(tree(field.fields(), indent + " "));
        }
        return tree.toString();
    }

    @Test
    void tellsTheMajorVersion() throws DecodeException {
        assertEquals(1, MmsCodec.decode(Octets.ofHex("8c85 983100 8d93")).majorVersion());
        assertEquals(2, MmsCodec.decode(Octets.ofHex("8c85 983100 8daf")).majorVersion());
        assertEquals(1, MmsCodec.decode(Octets.ofHex("8c98")).majorVersion());
        assertTrue(MmsCodec.decode(Octets.ofHex("8c98")).body().isEmpty());
    }

    private static MmsPdu kindly(Octets octets) throws DecodeException {
        return MmsCodec.decode(new OctetReader(octets, Reading.kind()));
    }
}
