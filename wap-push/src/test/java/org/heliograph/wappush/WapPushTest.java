// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.MmsTime;
import org.heliograph.pdu.mms.Status;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.WspHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WapPushTest {
    /** What one SMS holds of 8-bit data, its header included (3GPP TS 23.040 §9.2.3.24). */
    private static final int ONE_SMS = 140;

    @Test
    void putsAnEverydayNotificationIntoOneSms() throws DecodeException {
        MmsPdu notification = notification("http://127.0.0.1:8002/" + "A".repeat(22), 3_000_000);
        List<UserData> segments = WapPush.segments(notification, 0x17, 1);

        assertEquals(1, segments.size());
        UserData only = segments.getFirst();
        assertEquals("0605040b8423f0", only.headerOctets().toHex());
        assertEquals("170603beaf84", only.payload().slice(0, 6).toHex());
        int left = ONE_SMS - only.headerOctets().length() - only.payload().length();
        System.out.println("notification in one SMS: " + left + " octets left");
        assertEquals(29, left);

        WspPush push = WapPush.decode(only.payload());
        assertEquals(0x17, push.transactionId());
        assertEquals(notification, WapPush.mms(push));
    }

    @Test
    void fillsOneSmsToTheLastOctetBeforeItTakesTwo() throws DecodeException {
        assertEquals(
                1,
                WapPush.segments(
                                notification("http://127.0.0.1:8002/" + "A".repeat(51), 3_000_000),
                                0,
                                0)
                        .size());
        List<UserData> two =
                WapPush.segments(
                        notification("http://127.0.0.1:8002/" + "A".repeat(52), 3_000_000), 0, 9);
        assertEquals(2, two.size());
        for (UserData part : two) {
            assertTrue(part.headerOctets().length() + part.payload().length() <= ONE_SMS);
            assertEquals(
                    Optional.of(new InformationElement.Ports(2948, 9200, true)),
                    WapPush.ports(part));
        }
        Octets whole = two.get(0).payload().plus(two.get(1).payload());
        assertTrue(WapPush.mms(WapPush.decode(whole)) instanceof MmsPdu.MNotificationInd);
    }

    @Test
    void carriesDeliveryReports() throws DecodeException {
        MmsPdu report =
                new MmsPdu.MDeliveryInd(
                        MmsHeaders.builder()
                                .add(MmsField.MMS_VERSION, 0x13)
                                .add(MmsField.MESSAGE_ID, "abc@mmsc.example")
                                .add(MmsField.TO, EncodedString.of("+447700900002/TYPE=PLMN"))
                                .add(MmsField.DATE, Instant.parse("2026-01-02T03:04:05Z"))
                                .add(MmsField.STATUS, Status.RETRIEVED)
                                .build());
        List<UserData> segments = WapPush.segments(report, 0x1ff, 0);
        assertEquals(1, segments.size());
        WspPush push = WapPush.decode(segments.getFirst().payload());
        assertEquals(0xff, push.transactionId());
        assertEquals(report, WapPush.mms(push));
    }

    @Test
    void knowsWhichUserDataIsForThePushPort() {
        var push = new InformationElement.Ports(2948, 9200, true);
        var other = new InformationElement.Ports(5499, 9200, true);
        assertEquals(Optional.of(push), WapPush.ports(userData(push)));
        assertEquals(Optional.empty(), WapPush.ports(userData(other)));
        assertEquals(Optional.empty(), WapPush.ports(new UserData(List.of(), Octets.of(1))));
    }

    private static UserData userData(InformationElement.Ports ports) {
        return new UserData(List.of(ports), Octets.of(1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    short content type      | 01 06 03 be af 84 cafe
                    type as text            | 00 06 22 6170706c69636174696f6e2f766e642e7761702e6d6d732d6d65737361676500 af84 00
                    service indication      | ff 06 01 ae 02
                    other application       | 00 06 07 be af 83 8d db b4 81 8c81
                    unknown header number   | 00 06 03 be e1 81 00
                    header of another page  | 00 06 05 be 7f 02 85 81 00
                    """)
    void decodesAndEncodesBack(String name, String hex) throws DecodeException {
        WspPush push = WspPush.decode(Octets.ofHex(hex));
        if (name.equals("type as text")) { // which we write as a number
            assertEquals(push, WspPush.decode(push.encode()));
        } else {
            assertEquals(Octets.ofHex(hex), push.encode(), name);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothing               | ''                | WSP-Push.TID at octet 0: need 1 octets, have 0
                    not a push            | 00 07 03 be af 84 | WSP-Push.Type at octet 1: 0x07 is not Push
                    headers run past end  | 00 06 04 be af 84 | WSP-Push.HeadersLen at octet 2: need 4 octets, have 3
                    header cut short      | 00 06 02 be af 84 | WSP-Push.Headers.X-Wap-Application-Id at octet 5: need 1 octets, have 0
                    no content type       | 00 06 00 8c 82    | WSP-Push.ContentType at octet 3: need 1 octets, have 0
                    """)
    void saysWhereAPushIsMalformed(String name, String hex, String message) {
        var e = assertThrows(DecodeException.class, () -> WspPush.decode(Octets.ofHex(hex)), name);
        assertEquals(message, e.getMessage());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a type that is none   | 000605 202000 af84 0206     | 1 | 0206 | WSP-Push.ContentType.media type at octet 3: not a media type
                    an empty type         | 000603 00 af84 0206         | 1 | 0206 | WSP-Push.ContentType.media type at octet 4: need 1 octets, have 0
                    a type of a long form | 000604 03 202000 0206       | 0 | 0206 | WSP-Push.ContentType.media type at octet 4: not a media type
                    a type without an end | 000602 0561 0206            | 0 | 0206 | WSP-Push.ContentType at octet 4: need 5 octets, have 1
                    no type               | 000600 0206                 | 0 | 0206 | WSP-Push.ContentType at octet 3: need 1 octets, have 0
                    """)
    void keepsTheBodyOfAPushWhoseTypeIsBroken(
            String name, String hex, int headers, String body, String deviation)
            throws DecodeException {
        Octets octets = Octets.ofHex(hex);
        assertThrows(DecodeException.class, () -> WspPush.decode(octets), name);
        Reading reading = Reading.kind();
        WspPush push = WspPush.decode(new OctetReader(octets, reading));
        assertEquals(ContentType.UNKNOWN, push.contentType());
        assertEquals(headers, push.headers().size());
        assertEquals(Octets.ofHex(body), push.body());
        assertEquals(deviation, reading.deviations().getFirst().toString());
        assertEquals(Optional.empty(), WapPush.content(push));
    }

    @Test
    void refusesPushesForOthersThanTheMmsUserAgent() {
        Octets body = Octets.ofHex("8c81 983100 8d90 9280");
        var type = new ContentType("application/vnd.wap.mms-message", List.of());
        var drm = new WspHeader("X-Wap-Application-Id", "x-wap-application:drm.ua");
        var forDrm = new WspPush(0, type, List.of(drm), body);
        var e = assertThrows(DecodeException.class, () -> WapPush.mms(forDrm));
        assertEquals("at octet 0: push for x-wap-application:drm.ua", e.getMessage());
        var sia = new WspPush(0, ContentType.of("text/vnd.wap.si"), List.of(), body);
        e = assertThrows(DecodeException.class, () -> WapPush.mms(sia));
        assertEquals("at octet 0: push of text/vnd.wap.si", e.getMessage());
    }

    @Test
    void answersAnyOctetsWithPushOrDecodeException() {
        SplittableRandom random = new SplittableRandom(2_948);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 3 && random.nextInt(8) != 0) {
                bytes[1] = 6;
                bytes[2] = (byte) random.nextInt(bytes.length);
            }
            try {
                WspPush push = WspPush.decode(Octets.ofOwned(bytes));
                assertEquals(push, WspPush.decode(push.encode()));
            } catch (DecodeException _) {
                // as it should
            }
        }
    }

    private static MmsPdu notification(String url, long size) {
        return new MmsPdu.MNotificationInd(
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, "T7fQ2")
                        .add(MmsField.MMS_VERSION, 0x13)
                        .add(
                                MmsField.FROM,
                                new From.Address(EncodedString.of("+447700900001/TYPE=PLMN")))
                        .add(MmsField.MESSAGE_CLASS, "personal")
                        .add(MmsField.MESSAGE_SIZE, size)
                        .add(MmsField.EXPIRY, new MmsTime.Relative(Duration.ofDays(3)))
                        .add(MmsField.CONTENT_LOCATION, url)
                        .build());
    }

    @Test
    void putsTogetherThePushThatSeveralSmsMake() throws DecodeException {
        WspPush push =
                new WspPush(
                        7,
                        ContentType.of("text/vnd.wap.si"),
                        List.of(),
                        Octets.ofOwned(new byte[300]));
        List<UserData> segments = new ArrayList<>(WapPush.segments(push, 9));
        assertEquals(3, segments.size());
        segments.add(1, segments.get(2)); // out of order, and once too often
        TpAddress sender = TpAddress.of("1234");
        assertEquals(push, WapPush.of(sender, segments));
        segments.removeLast();
        segments.removeLast();
        var e = assertThrows(DecodeException.class, () -> WapPush.of(sender, segments));
        assertEquals("at octet 0: no whole push to port 2948", e.getMessage());
        var text = List.of(UserData.ofText("hi", Alphabet.EIGHT_BIT));
        assertThrows(DecodeException.class, () -> WapPush.of(sender, text));
    }
}
