// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.Recorded;
import org.heliograph.pdu.wsp.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each PDU must have (OMA-TS-MMS_ENC 1.3 §6), and where one ends. */
class MmsPduBoundaryTest {
    private static final String DATE = "85044d99925e";

    /** Each mandatory header of each type. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            M-Send.req         | 80 | 983100 8d93 890181 8483
            M-Send.conf        | 81 | 983100 8d93 9280
            M-Notification.ind | 82 | 983100 8d93 8a80 8e0101 8803810101 836100
            M-NotifyResp.ind   | 83 | 983100 8d93 9581
            M-Retrieve.conf    | 84 | 8d93 85044d99925e 8483
            M-Acknowledge.ind  | 85 | 983100 8d93
            M-Delivery.ind     | 86 | 8d93 8b6d00 976100 85044d99925e 9581
            M-Read-Rec.ind     | 87 | 8d93 8b6d00 976100 890181 9b80
            M-Read-Orig.ind    | 88 | 8d93 8b6d00 976100 890181 85044d99925e 9b80
            M-Forward.req      | 89 | 983100 8d93 890181 836100
            M-Forward.conf     | 8a | 983100 8d93 9280
            M-Mbox-Store.req   | 8b | 983100 8d93 836100
            M-Mbox-Store.conf  | 8c | 983100 8d93 a580
            M-Delete.req       | 94 | 983100 8d93 836100
            M-Delete.conf      | 95 | 983100 8d93 92028180
            M-Cancel.req       | 96 | 983100 8d93 be3700
            M-Cancel.conf      | 97 | 983100 8d93 bf80
            """)
    void wantsEveryMandatoryHeader(String name, String type, String headers)
            throws DecodeException {
        List<String> all = List.of(headers.split(" "));
        Octets whole = Octets.ofHex("8c" + type + String.join("", all));
        assertEquals(name, MmsCodec.decode(whole).name());
        assertEquals(whole, MmsCodec.encode(MmsCodec.decode(whole)));
        for (int i = 0; i < all.size(); i++) {
            List<String> some = new ArrayList<>(all);
            int number = Integer.parseInt(some.remove(i).substring(0, 2), 16) & 0x7F;
            String missing = MmsField.numbered(number).orElseThrow().fieldName();
            Octets pdu = Octets.ofHex("8c" + type + String.join("", some));
            var e = assertThrows(DecodeException.class, () -> MmsCodec.decode(pdu), missing);
            assertEquals(name + " at octet 2: " + missing + " is missing", e.getMessage());
        }
    }

    private static <T extends MmsPdu> T read(Class<T> type, String hex) throws DecodeException {
        return assertInstanceOf(type, MmsCodec.decode(Octets.ofHex(hex)));
    }

    @Test
    void givesWhatASubmissionSays() throws DecodeException {
        var send = read(MmsPdu.MSendReq.class, "8c80 983100 8d93 890181 8483 61");
        assertEquals("1", send.transactionId());
        assertEquals(new From.InsertAddress(), send.from());
        assertEquals(ContentType.of("text/plain"), send.contentType());
        assertEquals(Octets.of('a'), send.body());
        assertEquals(1, send.majorVersion());
        var sent = read(MmsPdu.MSendConf.class, "8c81 983100 8d93 92e0 8b6d00");
        assertEquals("1", sent.transactionId());
        assertEquals(ResponseStatus.ERROR_PERMANENT_FAILURE, sent.responseStatus());
        assertEquals(Optional.of("m"), sent.messageId());
        var forward = read(MmsPdu.MForwardReq.class, "8c89 983100 8d93 890181 836100");
        assertEquals("1", forward.transactionId());
        assertEquals(new From.InsertAddress(), forward.from());
        assertEquals("a", forward.contentLocation());
        var forwarded = read(MmsPdu.MForwardConf.class, "8c8a 983100 8d93 9280 8b6d00");
        assertEquals("1", forwarded.transactionId());
        assertEquals(ResponseStatus.OK, forwarded.responseStatus());
        assertEquals(Optional.of("m"), forwarded.messageId());
    }

    @Test
    void givesWhatADeliverySays() throws DecodeException {
        var notification =
                read(
                        MmsPdu.MNotificationInd.class,
                        "8c82 983100 8d93 8a80 8e0101 8803810101 836100");
        assertEquals("1", notification.transactionId());
        assertEquals("a", notification.contentLocation());
        var response = read(MmsPdu.MNotifyRespInd.class, "8c83 983100 8d93 9583");
        assertEquals("1", response.transactionId());
        assertEquals(Status.DEFERRED, response.status());
        var retrieved = read(MmsPdu.MRetrieveConf.class, "8c84 983100 8d93" + DATE + "8483 61");
        assertEquals(Optional.of("1"), retrieved.transactionId());
        assertEquals(Instant.parse("2011-04-04T09:41:50Z"), retrieved.date());
        assertEquals(ContentType.of("text/plain"), retrieved.contentType());
        assertEquals(Octets.of('a'), retrieved.body());
        assertEquals("1", read(MmsPdu.MAcknowledgeInd.class, "8c85 983100 8d93").transactionId());
    }

    @Test
    void givesWhatReportsSay() throws DecodeException {
        var delivery = read(MmsPdu.MDeliveryInd.class, "8c86 8d93 8b6d00 976100" + DATE + "9581");
        assertEquals("m", delivery.messageId());
        assertEquals(Status.RETRIEVED, delivery.status());
        var read = read(MmsPdu.MReadRecInd.class, "8c87 8d93 8b6d00 976100 890181 9b80");
        assertEquals("m", read.messageId());
        assertEquals(ReadStatus.READ, read.readStatus());
        var original =
                read(MmsPdu.MReadOrigInd.class, "8c88 8d93 8b6d00 976100 890181" + DATE + "9b81");
        assertEquals("m", original.messageId());
        assertEquals(ReadStatus.DELETED_WITHOUT_BEING_READ, original.readStatus());
    }

    @Test
    void givesWhatDeletionsAndCancellationsSay() throws DecodeException {
        var delete = read(MmsPdu.MDeleteReq.class, "8c94 983100 8d93 836100 836200");
        assertEquals("1", delete.transactionId());
        assertEquals(List.of("a", "b"), delete.contentLocations());
        var deleted = read(MmsPdu.MDeleteConf.class, "8c95 983100 8d93 92028180 921f028281");
        assertEquals("1", deleted.transactionId());
        assertEquals(Optional.empty(), deleted.responseStatus());
        assertEquals(
                List.of(
                        new Deletion.Outcome(1, ResponseStatus.OK),
                        new Deletion.Outcome(2, ResponseStatus.ERROR_UNSPECIFIED)),
                deleted.outcomes());
        var uncounted = read(MmsPdu.MDeleteConf.class, "8c95 983100 8d93 9280");
        assertEquals(Optional.of(ResponseStatus.OK), uncounted.responseStatus());
        var cancel = read(MmsPdu.MCancelReq.class, "8c96 983100 8d93 be3700");
        assertEquals("1", cancel.transactionId());
        assertEquals("7", cancel.cancelId());
        var cancelled = read(MmsPdu.MCancelConf.class, "8c97 983100 8d93 bf81");
        assertEquals("1", cancelled.transactionId());
        assertEquals(129, cancelled.cancelStatus());
    }

    @Test
    void givesWhatMboxConfirmationsSay() throws DecodeException {
        var deleted = read(MmboxPdu.MMboxDeleteConf.class, "8c92 983100 8d93 92028180");
        assertEquals("1", deleted.transactionId());
        assertEquals(Optional.empty(), deleted.responseStatus());
        assertEquals(List.of(new Deletion.Outcome(1, ResponseStatus.OK)), deleted.outcomes());
        var uncounted = read(MmboxPdu.MMboxDeleteConf.class, "8c92 983100 8d93 9280");
        assertEquals(Optional.of(ResponseStatus.OK), uncounted.responseStatus());
        var view = read(MmboxPdu.MMboxViewConf.class, "8c8e 983100 8d93 9280 8483 61");
        assertEquals("1", view.transactionId());
        assertEquals(ResponseStatus.OK, view.responseStatus());
        assertEquals(ContentType.of("text/plain"), view.contentType());
    }

    @Test
    void givesWhatTheMboxIsToldToKeep() throws DecodeException {
        var store = read(MmboxPdu.MMboxStoreReq.class, "8c8b 983100 8d93 836100");
        assertEquals("1", store.transactionId());
        assertEquals("a", store.contentLocation());
        var stored = read(MmboxPdu.MMboxStoreConf.class, "8c8c 983100 8d93 a580");
        assertEquals("1", stored.transactionId());
        assertEquals(128, stored.storeStatus());
        var upload = read(MmboxPdu.MMboxUploadReq.class, "8c8f 983100 8d93 8483 61");
        assertEquals("1", upload.transactionId());
        assertEquals(ContentType.of("text/plain"), upload.contentType());
        var uploaded = read(MmboxPdu.MMboxUploadConf.class, "8c90 983100 8d93 a5e0");
        assertEquals("1", uploaded.transactionId());
        assertEquals(224, uploaded.storeStatus());
    }

    @Test
    void boundsTheTypesOfPdusThatHaveNoRecord() {
        MmsHeaders none = MmsHeaders.builder().build();
        assertEquals(152, new MmsPdu.Other(152, none, Octets.EMPTY).messageType());
        assertEquals(255, new MmsPdu.Other(255, none, Octets.EMPTY).messageType());
        for (int type : new int[] {128, 151, 256}) {
            var e =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> new MmsPdu.Other(type, none, Octets.EMPTY));
            assertEquals(
                    "message type " + type + " has a record of its own, or none", e.getMessage());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            body of a PDU without | 8c97 983100 8d93 bf80 8483 61 | M-Cancel.conf at octet 11: 1 octets after the headers
            headers after the multipart | 8c84 8d93 85044d99925e 84a3 836100 | M-Retrieve.conf at octet 12: headers after Content-Type
            the last header after it | 8c84 8d93 85044d99925e 84a3 bf80 | M-Retrieve.conf at octet 12: headers after Content-Type
            """)
    void saysWhereAPduShouldHaveEnded(String name, String hex, String message) {
        var e = assertThrows(DecodeException.class, () -> MmsCodec.decode(Octets.ofHex(hex)), name);
        assertEquals(message, e.getMessage());
    }

    /** A multipart starts with the number of its parts; a header would begin otherwise. */
    @ParameterizedTest
    @CsvSource({"''", "00", "826100", "c04000", "c04001"})
    void tellsAMultipartFromHeaders(String body) throws DecodeException {
        String hex = "8c84 8d93 85044d99925e 84a3" + body;
        assertEquals(Octets.ofHex(body), MmsCodec.decode(Octets.ofHex(hex)).body());
    }

    @Test
    void boundsTheNumberOfHeaders() throws DecodeException {
        String header = "8f82";
        Octets most = Octets.ofHex("8c98" + header.repeat(1000));
        assertEquals(1000, MmsCodec.decode(most).headers().entries().size());
        Octets more = Octets.ofHex("8c98" + header.repeat(1001));
        var e = assertThrows(DecodeException.class, () -> MmsCodec.decode(more));
        assertEquals("MMS PDU of type 152 at octet 2002: more than 1000 headers", e.getMessage());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            no version            | 8c97 983100 bf80 | 8c97 983100 8d90 bf80
            named header first    | 582d4100 8a 8c85 983100 8d93 | 8c85 582d4100 8a 983100 8d93
            a line, first type    | 0d0a 8c80 983100 8d93 890181 8483 | 8c80 983100 8d93 890181 8483
            a line, last type     | 0d0a 8c97 983100 8d93 bf80 | 8c97 983100 8d93 bf80
            unit separator        | 8c85 983100 8d93 1f 8f82 | 8c85 983100 8d93 8f82
            """)
    void readsKindly(String name, String hex, String written) throws DecodeException {
        OctetReader in = new OctetReader(Octets.ofHex(hex), Reading.kind());
        assertEquals(Octets.ofHex(written), MmsCodec.encode(MmsCodec.decode(in)), name);
    }

    @Test
    void looksForTypesOfTheStandardAlone() {
        for (String hex : List.of("0d0a 8c98 983100 8d93", "0d0a 8c7f 983100 8d93", "0d0a8c")) {
            OctetReader in = new OctetReader(Octets.ofHex(hex), Reading.kind());
            assertThrows(DecodeException.class, () -> MmsCodec.decode(in), hex);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8c80 9800, ''",
        "8c80 9804ea696400, ''",
        "8c80 582d4100 6200 983100, 1",
        "8c80 582d4100 8a 983100, 1",
        "8c80 982000, ' '"
    })
    void findsTheTransactionIdOfABrokenRequest(String hex, String id) {
        assertEquals(
                id.isEmpty() ? Optional.empty() : Optional.of(id),
                MmsCodec.sendReqTransactionId(Octets.ofHex(hex)));
    }

    @Test
    void recordsTheFieldsOfASubmission() throws DecodeException {
        assertEquals(
                """
                X-Mms-Message-Type 0-2
                M-Send.req 2-17
                  X-Mms-Transaction-ID 2-5
                  X-Mms-MMS-Version 5-7
                  From 7-10
                  header 10-14
                  Content-Type 14-16
                    media type 15-16
                  body 16-17
                """,
                Recorded.strictly("8c80 983100 8d93 890181 58006200 8483 61", MmsCodec::decode));
        assertEquals(
                """
                X-Mms-Message-Type 0-2
                M-Acknowledge.ind 2-9
                  X-Mms-Transaction-ID 2-5
                  X-Mms-MMS-Version 5-7
                  X-Mms-Report-Allowed 7-9
                """,
                Recorded.strictly("8c85 983100 8d93 9180", MmsCodec::decode));
    }
}
