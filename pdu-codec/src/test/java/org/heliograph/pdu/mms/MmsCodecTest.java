// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MmsCodecTest {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    To                          | +447700900001/TYPE=PLMN | 97 2b3434373730303930303030312f545950453d504c4d4e00
                    Subject                     | Привет                  | 96 0f ea 7fd09fd180d0b8d0b2d0b5d18200
                    Subject                     | hi                      | 96 09 0203e8 0068 0069 0000
                    Subject                     | ü                       | 96 04 84 7ffc00
                    Subject                     | (empty)                 | 96 00
                    From                        | <insert-address>        | 89 01 81
                    From                        | a@b                     | 89 05 80 61406200
                    Date                        | 2011-04-04T09:41:50Z    | 85 04 4d99925e
                    X-Mms-Expiry                | PT72H                   | 88 05 81 0303f480
                    X-Mms-Delivery-Time         | 2011-04-04T09:41:50Z    | 87 06 80 044d99925e
                    X-Mms-Message-Class         | auto                    | 8a 83
                    X-Mms-Message-Class         | own                     | 8a 6f776e00
                    X-Mms-MMS-Version           | 1.2                     | 8d 92
                    X-Mms-Message-Size          | 29696                   | 8e 027400
                    X-Mms-Priority              | High                    | 8f 82
                    X-Mms-Delivery-Report       | Yes                     | 86 80
                    X-Mms-Read-Report           | No                      | 90 81
                    X-Mms-Sender-Visibility     | Hide                    | 94 80
                    X-Mms-Status                | Deferred                | 95 83
                    X-Mms-Response-Status       | Error-permanent-message-format-corrupt | 92 e2
                    X-Mms-Response-Status       | 250                     | 92 fa
                    X-Mms-Retrieve-Status       | Error-permanent-message-not-found | 99 e2
                    X-Mms-Read-Status           | Deleted-without-being-read | 9b 81
                    X-Mms-Previously-Sent-By    | 1, a@b                  | a0 05 81 61406200
                    X-Mms-Previously-Sent-Date  | 2, 2011-04-04T09:41:50Z | a1 06 82 044d99925e
                    X-Mms-Content-Class         | content-rich            | ba 87
                    X-Mms-Cancel-ID             | 7                       | be 3700
                    X-Mms-MM-Flags              | Add work                | a4 06 80 776f726b00
                    X-Mms-MM-Flags              | Filter ü                | a4 07 82 05ea 7fc3bc00
                    X-Mms-Mbox-Totals           | 12 messages             | aa 02 80 8c
                    X-Mms-Mbox-Totals           | 70000 octets            | aa 05 81 03011170
                    X-Mms-Mbox-Quotas           | 200 messages            | ac 03 80 01c8
                    X-Mms-Attributes            | Subject                 | a8 96
                    X-Mms-Attributes            | 254                     | a8 fe
                    Content                     | 0x0180                  | ae 01 80
                    Additional-headers          | 0x80                    | b0 80
                    X-Mms-Element-Descriptor    | aa                      | b2 03 616100
                    X-Mms-Element-Descriptor    | a; type=image/jpeg      | b2 04 6100 82 9e
                    X-Mms-Element-Descriptor    | a; type=x/y; 0x05=0x81; n=v | b2 0d 6100 82 782f7900 85 81 6e00 7600
                    0x5e                        | 0x8a                    | de 8a
                    X-Other                     | text                    | 582d4f7468657200 7465787400
                    X-Mms-MMS-Version           | 2                       | 8d af
                    """)
    void readsPrintsAndWritesEveryKindOfHeader(String name, String text, String hex)
            throws DecodeException {
        Octets pdu = Octets.ofHex("8c98" + hex.replace(" ", ""));
        MmsPdu read = MmsCodec.decode(pdu);
        assertEquals(1, read.headers().entries().size());
        MmsHeaders.Entry entry = read.headers().entries().getFirst();
        assertEquals(name, entry.name());
        assertEquals(text.replace("(empty)", "").replace(" 00", "00"), entry.value());
        assertEquals(pdu, MmsCodec.encode(read));
        MmsField.named(name).ifPresent(field -> assertWritesWhatItRead(field, read.headers()));
    }

    private static <T> void assertWritesWhatItRead(MmsField<T> field, MmsHeaders headers) {
        for (T value : headers.all(field)) {
            OctetWriter out = new OctetWriter();
            field.value().encoder().accept(out, value);
            assertEquals(headers.entries().getFirst().octets(), out.toOctets());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothing                | ''                       | X-Mms-Message-Type at octet 0: need 1 octets, have 0
                    a page                 | 3c68746d6c3e             | X-Mms-Message-Type at octet 0: not the first header
                    no value of the type   | 8c 01                    | X-Mms-Message-Type at octet 1: 0x01 is no short integer
                    header without value   | 8c81 98                  | M-Send.conf.X-Mms-Transaction-ID at octet 3: need 1 octets, have 0
                    text without end       | 8c81 983132              | M-Send.conf.X-Mms-Transaction-ID at octet 3: text without its terminating zero
                    value past the end     | 8c80 890580              | M-Send.req.From at octet 4: need 5 octets, have 1
                    mandatory one missing  | 8c81 983100 8d90         | M-Send.conf at octet 2: X-Mms-Response-Status is missing
                    mandatory one broken   | 8c83 983100 8d90 950105  | M-NotifyResp.ind.X-Mms-Status at octet 8: 0x01 is no short integer
                    no content type        | 8c80 983100 8d90 890181  | M-Send.req at octet 2: Content-Type is missing
                    broken content type    | 8c80 983100 840a         | M-Send.req.Content-Type at octet 7: need 10 octets, have 0
                    more after the headers | 8c85 983100 8d90 84 8300 | M-Acknowledge.ind at octet 9: 1 octets after the headers
                    header without name    | 8c85 00                  | M-Acknowledge.ind.header at octet 2: not a header name
                    """)
    void saysWhereAPduIsMalformed(String name, String hex, String message) {
        var e = assertThrows(DecodeException.class, () -> MmsCodec.decode(Octets.ofHex(hex)), name);
        assertEquals(message, e.getMessage());
    }

    @Test
    void keepsOrderAndRepeatsAndPutsContentTypeLast() throws DecodeException {
        MmsHeaders headers =
                MmsHeaders.builder()
                        .add(MmsField.CONTENT_TYPE, ContentType.of("image/jpeg"))
                        .add(MmsField.TRANSACTION_ID, "1")
                        .add(MmsField.MMS_VERSION, 0x13)
                        .add(MmsField.TO, EncodedString.of("a"))
                        .add(MmsField.FROM, new From.InsertAddress())
                        .add(MmsField.TO, EncodedString.of("b"))
                        .addOther("X-Own", "c")
                        .build();
        MmsPdu pdu = new MmsPdu.MSendReq(headers, Octets.of(1, 2, 3));
        Octets octets = MmsCodec.encode(pdu);
        assertEquals(
                "8c80 983100 8d93 976100 890181 976200 582d4f776e006300 849e 010203"
                        .replace(" ", ""),
                octets.toHex());
        assertEquals(pdu, MmsCodec.decode(octets));
        assertEquals(
                List.of(EncodedString.of("a"), EncodedString.of("b")), headers.all(MmsField.TO));
        MmsHeaders changed =
                headers.toBuilder()
                        .set(MmsField.TO, EncodedString.of("c"))
                        .remove(MmsField.TRANSACTION_ID)
                        .build();
        assertEquals(
                List.of("X-Mms-MMS-Version", "To", "From", "X-Own", "Content-Type"),
                changed.entries().stream().map(MmsHeaders.Entry::name).toList());
        assertEquals(Optional.empty(), changed.first(MmsField.TRANSACTION_ID));
    }

    @Test
    void holdsAsManyHeadersAsAreReadAndNoMore() throws DecodeException {
        MmsHeaders.Builder headers = MmsHeaders.builder();
        for (int i = 0; i < MmsHeaders.MAX_HEADERS; i++) {
            headers.add(MmsField.MM_STATE, 128);
        }
        MmsPdu most = new MmsPdu.Other(0xff, headers.build(), Octets.EMPTY);
        assertEquals(most, MmsCodec.decode(MmsCodec.encode(most)));
        headers.add(MmsField.MM_STATE, 128);
        var e = assertThrows(IllegalArgumentException.class, headers::build);
        assertEquals("more than 1000 headers", e.getMessage());
    }

    @Test
    void refusesWhatCannotBeWritten() {
        MmsHeaders.Builder headers = MmsHeaders.builder();
        assertThrows(
                IllegalArgumentException.class, () -> headers.add(MmsField.TRANSACTION_ID, "\0"));
        assertThrows(IllegalArgumentException.class, () -> headers.add(MmsField.MESSAGE_SIZE, -1L));
        assertThrows(IllegalArgumentException.class, () -> headers.addOther("\u0001", ""));
        for (MmsHeaders.Builder twice :
                List.of(
                        MmsHeaders.builder()
                                .add(MmsField.TRANSACTION_ID, "a")
                                .add(MmsField.TRANSACTION_ID, "b"),
                        MmsHeaders.builder()
                                .add(MmsField.MMS_VERSION, 0x12)
                                .add(MmsField.MMS_VERSION, 0x12),
                        MmsHeaders.builder()
                                .add(MmsField.CONTENT_TYPE, ContentType.of("a/b"))
                                .add(MmsField.CONTENT_TYPE, ContentType.of("a/c")))) {
            var e = assertThrows(IllegalArgumentException.class, twice::build);
            assertTrue(String.valueOf(e.getMessage()).startsWith("more than one "));
        }
        for (int charset : new int[] {EncodedString.NO_CHARSET, 3, EncodedString.UTF_8, 1000}) {
            for (String text : new String[] {"\ud83d", "\ude00a", "\ud83d\ud83d\ude00"}) {
                var e =
                        assertThrows(
                                IllegalArgumentException.class,
                                () -> new EncodedString(charset, text));
                assertEquals("text with an unpaired surrogate", e.getMessage());
            }
        }
        for (String hex : new String[] {"", "8080", "6162", "0261", "1f", "610000"}) {
            for (MmsField<Octets> field : List.of(MmsField.CONTENT, MmsField.ADDITIONAL_HEADERS)) {
                var e =
                        assertThrows(
                                IllegalArgumentException.class,
                                () -> headers.add(field, Octets.ofHex(hex)),
                                hex);
                assertEquals("octets that are not one header value", e.getMessage());
            }
        }
        assertThrows(IllegalArgumentException.class, () -> new EncodedString(4, "Привет"));
        assertThrows(IllegalArgumentException.class, () -> new ResponseStatus(1));
        assertThrows(
                IllegalArgumentException.class, () -> new MmsTime.Relative(Duration.ofSeconds(-1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new MmsTime.Absolute(Instant.ofEpochSecond(-1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new MmsPdu.Other(0x80, headers.build(), Octets.EMPTY));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    broken after it     | 8c80 983132330 0 8d90 8905  | 123
                    after other headers | 8c80 8d90 610062 00 983100  | 1
                    broken before it    | 8c80 8905 80 983100         | ''
                    of another PDU      | 8c81 983100                 | ''
                    of no text          | 8c80 9881                   | ''
                    nothing             | ''                          | ''
                    """)
    void findsTheTransactionIdOfABrokenRequest(String name, String hex, String id) {
        Optional<String> found = MmsCodec.sendReqTransactionId(Octets.ofHex(hex));
        assertEquals(id.isEmpty() ? Optional.empty() : Optional.of(id), found, name);
    }

    @Test
    void keepsPdusItDoesNotKnow() throws DecodeException {
        Octets octets = Octets.ofHex("8c99 8d93 8483 616263");
        MmsPdu.Other pdu = assertInstanceOf(MmsPdu.Other.class, MmsCodec.decode(octets));
        assertEquals("MMS PDU of type 153", pdu.name());
        assertEquals(0x13, pdu.version());
        assertEquals("616263", pdu.body().toHex());
        assertEquals(octets, MmsCodec.encode(pdu));
    }

    @Test
    void keepsTextInCharsetsThatJavaLacks() throws DecodeException {
        Octets octets = Octets.ofHex("8c98 96 07 03 0f4240 7fe500");
        assertEquals(octets, MmsCodec.encode(MmsCodec.decode(octets)));
    }

    @Test
    void numbersEveryFieldOfTheStandardOnce() {
        List<Integer> numbers = MmsField.all().stream().<Integer>map(MmsField::number).toList();
        assertEquals(numbers.stream().distinct().sorted().toList(), numbers);
        assertEquals(62, numbers.size()); // 0x01 to 0x3f without X-Mms-Message-Type
    }
}
