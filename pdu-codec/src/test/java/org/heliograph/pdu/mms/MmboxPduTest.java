// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forwarding, the MMBox, deletion and cancellation: the PDUs few handsets send. */
class MmboxPduTest {
    private static final String START = " 983100 8d93 ";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    M-Forward.req       | MForwardReq     | 8c89 | 890181 8361 00          |
                    M-Forward.conf      | MForwardConf    | 8c8a | 9280 8b6d00             |
                    M-Mbox-Store.req    | MMboxStoreReq   | 8c8b | 836100 a382             |
                    M-Mbox-Store.conf   | MMboxStoreConf  | 8c8c | 836100 a580             |
                    M-Mbox-View.req     | MMboxViewReq    | 8c8d | af80 b38a a896 a980     |
                    M-Mbox-View.conf    | MMboxViewConf   | 8c8e | 9280 ad80 84a3          | 00
                    M-Mbox-Upload.req   | MMboxUploadReq  | 8c8f | a380 84be               | 8c93
                    M-Mbox-Upload.conf  | MMboxUploadConf | 8c90 | a5e4                    |
                    M-Mbox-Delete.req   | MMboxDeleteReq  | 8c91 | 836100 836200           |
                    M-Mbox-Delete.conf  | MMboxDeleteConf | 8c92 | 8303816100 92028180 93028100 |
                    M-Delete.req        | MDeleteReq      | 8c94 | 836100 836200           |
                    M-Delete.conf       | MDeleteConf     | 8c95 | 8303816100 920281e4     |
                    M-Cancel.req        | MCancelReq      | 8c96 | be6d00                  |
                    M-Cancel.conf       | MCancelConf     | 8c97 | bf80                    |
                    """)
    void readsAndWritesEachAndRefusesItWithoutItsMandatoryHeaders(
            String name, String type, String start, String headers, String body)
            throws DecodeException {
        String rest = body == null ? "" : body;
        Octets octets = Octets.ofHex(start + START + headers + rest);
        MmsPdu pdu = MmsCodec.decode(octets);
        assertEquals(name, pdu.name());
        assertEquals(type, pdu.getClass().getSimpleName());
        assertEquals(0x13, pdu.version());
        assertEquals(Octets.ofHex(rest), pdu.body());
        assertEquals(octets, MmsCodec.encode(pdu));
        for (String without : List.of(" 8d93 " + headers, " 983100 " + headers)) {
            Octets broken = Octets.ofHex(start + without + rest);
            assertThrows(DecodeException.class, () -> MmsCodec.decode(broken), name);
        }
        if (!type.equals("MMboxViewReq")) {
            Octets bare = Octets.ofHex(start + START);
            var e = assertThrows(DecodeException.class, () -> MmsCodec.decode(bare), name);
            assertTrue(e.reason().endsWith("is missing"), e.reason());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    forward without From     | 8c89 983100 8d93 836100      | M-Forward.req at octet 2: From is missing
                    forward of nothing       | 8c89 983100 8d93 890181      | M-Forward.req at octet 2: X-Mms-Content-Location is missing
                    deletion without outcome | 8c95 983100 8d93 8303816100  | M-Delete.conf at octet 2: X-Mms-Response-Status is missing
                    outcome of a bad status  | 8c92 983100 8d93 92028105    | M-Mbox-Delete.conf.X-Mms-Response-Status at octet 10: 0x05 is no short integer
                    counted status elsewhere | 8c8a 983100 8d93 92028180    | M-Forward.conf.X-Mms-Response-Status at octet 8: 0x02 is no short integer
                    view without a type      | 8c8e 983100 8d93 9280        | M-Mbox-View.conf at octet 2: Content-Type is missing
                    more after a request     | 8c8d 983100 8d93 84a3 00     | M-Mbox-View.req at octet 9: 1 octets after the headers
                    """)
    void saysWhatIsWrong(String name, String hex, String message) {
        var e = assertThrows(DecodeException.class, () -> MmsCodec.decode(Octets.ofHex(hex)), name);
        assertEquals(message, e.getMessage());
    }

    @Test
    void numbersTheOutcomesOfDeletions() throws DecodeException {
        MmsHeaders headers =
                start().add(Deletion.LOCATION, new Deletion.Location(1, "http://m/a"))
                        .add(Deletion.OUTCOME, new Deletion.Outcome(1, ResponseStatus.OK))
                        .add(Deletion.LOCATION, new Deletion.Location(2, "http://m/b"))
                        .add(
                                Deletion.OUTCOME,
                                new Deletion.Outcome(2, ResponseStatus.ERROR_PERMANENT_FAILURE))
                        .add(Deletion.TEXT, new Deletion.Text(2, EncodedString.of("ещё нет")))
                        .build();
        for (MmsPdu pdu :
                List.of(new MmsPdu.MDeleteConf(headers), new MmboxPdu.MMboxDeleteConf(headers))) {
            assertEquals(pdu, MmsCodec.decode(MmsCodec.encode(pdu)));
        }
        assertEquals(
                List.of("1, http://m/a", "1, Ok", "2, http://m/b", "2, Error-permanent-failure"),
                headers.entries().stream().map(MmsHeaders.Entry::value).toList().subList(2, 6));
        var plain =
                (MmsPdu.MDeleteConf) MmsCodec.decode(Octets.ofHex("8c95 983100 8d93 836100 9280"));
        assertEquals(Optional.of(ResponseStatus.OK), plain.responseStatus());
        assertEquals(List.of(), plain.outcomes());
        MmsHeaders usual =
                start().add(Deletion.OUTCOME, new Deletion.Outcome(1, ResponseStatus.OK))
                        .add(MmsField.RESPONSE_TEXT, EncodedString.of("ещё"))
                        .build();
        assertThrows(IllegalArgumentException.class, () -> new MmsPdu.MDeleteConf(usual));
    }

    @Test
    void describesMessagesAsPartsOfAView() throws DecodeException {
        MmsPdu described =
                new MmboxPdu.MMboxDescr(
                        MmsHeaders.builder()
                                .add(MmsField.CONTENT_LOCATION, "http://m/a")
                                .add(
                                        MmsField.MM_FLAGS,
                                        new MmFlags(MmFlags.Action.ADD, EncodedString.of("work")))
                                .build(),
                        Octets.EMPTY);
        ContentType mms = ContentType.of(MmsCodec.MEDIA_TYPE);
        Multipart parts =
                new Multipart(
                        List.of(new Multipart.Part(mms, List.of(), MmsCodec.encode(described))));
        MmboxPdu.MMboxViewConf view =
                new MmboxPdu.MMboxViewConf(
                        start().add(MmsField.RESPONSE_STATUS, ResponseStatus.OK)
                                .add(
                                        MmsField.MBOX_TOTALS,
                                        new MboxAmount(MboxAmount.Unit.MESSAGES, 1))
                                .add(
                                        MmsField.CONTENT_TYPE,
                                        ContentType.of("application/vnd.wap.multipart.mixed"))
                                .build(),
                        parts.encode());
        MmsPdu read = MmsCodec.decode(MmsCodec.encode(view));
        assertEquals(view, read);
        Octets part = Multipart.decode(read.body()).parts().getFirst().body();
        assertEquals(described, MmsCodec.decode(part));
        assertThrows(
                IllegalArgumentException.class,
                () -> new MmboxPdu.MMboxDescr(MmsHeaders.builder().build(), Octets.of(1)));
    }

    @Test
    void refusesValuesThatCannotBeWritten() {
        assertThrows(
                IllegalArgumentException.class, () -> new MboxAmount(MboxAmount.Unit.OCTETS, -1));
        assertThrows(IllegalArgumentException.class, () -> new Deletion.Location(-1, "a"));
        assertThrows(IllegalArgumentException.class, () -> new Deletion.Location(1, "\0"));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new ElementDescriptor(
                                "a", List.of(new ElementDescriptor.Parameter("type", "picture"))));
        assertEquals(
                "a; type=image/jpeg",
                new ElementDescriptor(
                                "a", List.of(new ElementDescriptor.Parameter("type", "image/jpeg")))
                        .toString());
    }

    /** Every record, drawn at random: what is written is read again, field by field. */
    @Tag("long")
    @Test
    void readsBackWhateverCanBeWritten() throws DecodeException {
        SplittableRandom random = new SplittableRandom(7_3);
        Set<Class<?>> seen = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            MmsPdu pdu = draw(random);
            seen.add(pdu.getClass());
            Octets octets = MmsCodec.encode(pdu);
            MmsPdu read = MmsCodec.decode(octets);
            assertEquals(pdu, read);
            assertEquals(pdu.headers().entries(), read.headers().entries());
            assertEquals(octets, MmsCodec.encode(read));
        }
        assertEquals(15, seen.size());
    }

    private static MmsPdu draw(SplittableRandom random) {
        MmsHeaders.Builder headers = start();
        List<Runnable> some =
                List.of(
                        () -> headers.add(MmsField.MM_FLAGS, flags(random)),
                        () -> headers.add(MmsField.MM_STATE, 128 + random.nextInt(128)),
                        () -> headers.add(MmsField.MBOX_TOTALS, amount(random)),
                        () -> headers.add(MmsField.MBOX_QUOTAS, amount(random)),
                        () -> headers.add(MmsField.ATTRIBUTES, 128 + random.nextInt(128)),
                        () -> headers.add(MmsField.START, random.nextLong(1 << 20)),
                        () -> headers.add(MmsField.ELEMENT_DESCRIPTOR, descriptor(random)));
        for (int count = random.nextInt(5); count > 0; count--) {
            some.get(random.nextInt(some.size())).run();
        }
        int kind = random.nextInt(15);
        if (kind == 9 || kind == 12) {
            return deletion(kind, headers, random);
        }
        headers.add(MmsField.FROM, new From.InsertAddress())
                .add(MmsField.CONTENT_LOCATION, text(random))
                .add(MmsField.RESPONSE_STATUS, new ResponseStatus(128 + random.nextInt(128)))
                .add(MmsField.STORE_STATUS, 128 + random.nextInt(128))
                .add(MmsField.CANCEL_ID, text(random))
                .add(MmsField.CANCEL_STATUS, 128 + random.nextInt(128));
        byte[] content = new byte[random.nextInt(20)];
        random.nextBytes(content);
        Octets body = Octets.of(content);
        if (kind == 5 || kind == 6 || kind == 10) {
            headers.add(MmsField.CONTENT_TYPE, ContentType.of("image/jpeg; name=" + kind));
        }
        MmsHeaders built = headers.build();
        return switch (kind) {
            case 0 -> new MmsPdu.MForwardReq(built);
            case 1 -> new MmsPdu.MForwardConf(built);
            case 2 -> new MmboxPdu.MMboxStoreReq(built);
            case 3 -> new MmboxPdu.MMboxStoreConf(built);
            case 4 -> new MmboxPdu.MMboxViewReq(built);
            case 5 -> new MmboxPdu.MMboxViewConf(built, body);
            case 6 -> new MmboxPdu.MMboxUploadReq(built, body);
            case 7 -> new MmboxPdu.MMboxUploadConf(built);
            case 8 -> new MmboxPdu.MMboxDeleteReq(built);
            case 10 -> new MmboxPdu.MMboxDescr(built, body);
            case 11 -> new MmsPdu.MDeleteReq(built);
            case 13 -> new MmsPdu.MCancelReq(built);
            default -> new MmsPdu.MCancelConf(built);
        };
    }

    private static MmsPdu deletion(int kind, MmsHeaders.Builder headers, SplittableRandom random) {
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            long number = random.nextLong(300);
            headers.add(Deletion.LOCATION, new Deletion.Location(number, text(random)))
                    .add(
                            Deletion.OUTCOME,
                            new Deletion.Outcome(
                                    number, new ResponseStatus(128 + random.nextInt(128))))
                    .add(Deletion.TEXT, new Deletion.Text(number, EncodedString.of(text(random))));
        }
        MmsHeaders built = headers.build();
        return kind == 9 ? new MmboxPdu.MMboxDeleteConf(built) : new MmsPdu.MDeleteConf(built);
    }

    private static MmFlags flags(SplittableRandom random) {
        MmFlags.Action[] actions = MmFlags.Action.values();
        return new MmFlags(actions[random.nextInt(actions.length)], EncodedString.of(text(random)));
    }

    private static MboxAmount amount(SplittableRandom random) {
        return new MboxAmount(
                random.nextBoolean() ? MboxAmount.Unit.MESSAGES : MboxAmount.Unit.OCTETS,
                random.nextLong(Long.MAX_VALUE) >> random.nextInt(63));
    }

    private static ElementDescriptor descriptor(SplittableRandom random) {
        List<String> names = List.of("type", "0x05", "0x7f", "size", "0xff");
        List<String> values = List.of("image/jpeg", "x/y", "application/smil", "0x80", "0xff");
        List<ElementDescriptor.Parameter> parameters = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            String name = names.get(random.nextInt(names.size()));
            String value = values.get(random.nextInt(name.equals("type") ? 3 : values.size()));
            parameters.add(new ElementDescriptor.Parameter(name, value));
        }
        return new ElementDescriptor(text(random), parameters);
    }

    private static String text(SplittableRandom random) {
        return random.ints(random.nextInt(12), 1, 0x250)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static MmsHeaders.Builder start() {
        return MmsHeaders.builder()
                .add(MmsField.TRANSACTION_ID, "1")
                .add(MmsField.MMS_VERSION, 0x13);
    }

    @Test
    void namesWhatEachPduIsAbout() throws DecodeException {
        var forward =
                (MmsPdu.MForwardConf) MmsCodec.decode(Octets.ofHex("8c8a983700 8d93 9280 8b6d00"));
        assertEquals("7", forward.transactionId());
        assertEquals(ResponseStatus.OK, forward.responseStatus());
        assertEquals(Optional.of("m"), forward.messageId());
        var delete =
                (MmsPdu.MDeleteReq) MmsCodec.decode(Octets.ofHex("8c94983700 8d93 836100836200"));
        assertEquals(List.of("a", "b"), delete.contentLocations());
        var store = (MmboxPdu.MMboxStoreConf) MmsCodec.decode(Octets.ofHex("8c8c983700 8d93 a5e4"));
        assertEquals(0xe4, store.storeStatus());
        var cancel = (MmsPdu.MCancelReq) MmsCodec.decode(Octets.ofHex("8c96983700 8d93 be6d00"));
        assertEquals("m", cancel.cancelId());
    }
}
