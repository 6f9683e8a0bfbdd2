// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.MmboxSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.Deletion;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MboxAmount;
import org.heliograph.pdu.mms.MmFlags;
import org.heliograph.pdu.mms.MmboxPdu.MMboxDeleteConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxDeleteReq;
import org.heliograph.pdu.mms.MmboxPdu.MMboxDescr;
import org.heliograph.pdu.mms.MmboxPdu.MMboxStoreConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxStoreReq;
import org.heliograph.pdu.mms.MmboxPdu.MMboxUploadConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxUploadReq;
import org.heliograph.pdu.mms.MmboxPdu.MMboxViewConf;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.MmsPdu.MForwardConf;
import org.heliograph.pdu.mms.MmsPdu.MForwardReq;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.MmsPdu.MRetrieveConf;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.junit.jupiter.api.Test;

/** What subscribers keep at the centre, through MM1. */
class MmboxTest extends MmboxScene {
    @Test
    void keepsWhatIsSentForItsSenderAlone() throws Exception {
        MmsPdu send =
                Messages.send(
                        Messages.headers("t", "+" + B)
                                .add(MmsField.BCC, EncodedString.of("+" + C))
                                .add(MmsField.STORE, true)
                                .add(MmsField.MM_FLAGS, flag(MmFlags.Action.ADD, "holiday")));
        MSendConf conf = asked(MSendConf.class, A, send);
        assertEquals(ResponseStatus.OK, conf.responseStatus());
        String before = stored(conf.headers());
        assertEquals(before, stored(asked(MSendConf.class, A, send).headers()), "a repeat");
        List<MNotificationInd> notified = notified(B, C);
        retrieve(B, notified.getFirst());
        retrieve(C, notified.getLast());

        restart(SETTINGS); // what is in use is not swept
        String location = here(before);
        MmsHeaders shown = messages(viewed(A, request())).getFirst().headers();
        assertEquals(Optional.of(location), shown.first(MmsField.CONTENT_LOCATION));
        assertEquals(conf.messageId(), shown.first(MmsField.MESSAGE_ID));
        assertEquals(Optional.of(SENT), shown.first(MmsField.MM_STATE));
        assertEquals("holiday", shown.first(MmsField.MM_FLAGS).orElseThrow().keyword().text());
        assertEquals(
                Optional.of(new From.Address(EncodedString.of("+" + A + "/TYPE=PLMN"))),
                shown.first(MmsField.FROM));
        MRetrieveConf own = fetched(A, location);
        assertEquals(Messages.body(), own.body());
        assertEquals(
                Optional.of(EncodedString.of("+" + C + "/TYPE=PLMN")),
                own.headers().first(MmsField.BCC));

        assertEquals(List.of(), messages(viewed(B, request())));
        assertEquals(404, centre.get(B, location).statusCode());
        assertEquals(ResponseStatus.ERROR_PERMANENT_MESSAGE_NOT_FOUND, deleted(B, location));
        assertNotStored(
                UNKNOWN,
                asked(
                                MMboxStoreConf.class,
                                B,
                                new MMboxStoreReq(
                                        request().add(MmsField.CONTENT_LOCATION, location).build()))
                        .headers());
        MMboxViewConf named = viewed(B, request().add(MmsField.CONTENT_LOCATION, location));
        assertEquals(ResponseStatus.ERROR_PERMANENT_MESSAGE_NOT_FOUND, named.responseStatus());

        assertEquals(ResponseStatus.OK, deleted(A, location));
        assertEquals(ResponseStatus.ERROR_PERMANENT_MESSAGE_NOT_FOUND, deleted(A, location));
        centre.awaitNoContents();
    }

    @Test
    void keepsWhatWasNotifiedUntilItsTimeIsOver() throws Exception {
        asked(
                MSendConf.class,
                A,
                Messages.send(
                        Messages.headers("t", "+" + B)
                                .add(MmsField.BCC, EncodedString.of("+" + C))
                                .add(MmsField.SENDER_VISIBILITY_SHOW, false)));
        List<MNotificationInd> notified = notified(B, C);
        MNotificationInd toB = notified.getFirst();
        MNotificationInd toC = notified.getLast();
        MMboxStoreReq store =
                new MMboxStoreReq(
                        request().add(MmsField.CONTENT_LOCATION, toB.contentLocation()).build());
        assertNotStored(UNKNOWN, asked(MMboxStoreConf.class, C, store).headers());
        String location = stored(asked(MMboxStoreConf.class, B, store).headers());
        retrieve(B, toB);
        retrieve(C, toC);
        assertEquals(location, stored(asked(MMboxStoreConf.class, B, store).headers()), "again");

        MMboxDescr shown =
                messages(
                                viewed(
                                        B,
                                        request()
                                                .add(MmsField.MM_STATE, NEW)
                                                .add(MmsField.ATTRIBUTES, 0x80 | 0x01)
                                                .add(MmsField.ATTRIBUTES, 0x80 | 0x09)
                                                .add(MmsField.ATTRIBUTES, 0x80 | 0x17)))
                        .getFirst();
        assertTrue(shown.headers().first(MmsField.BCC).isEmpty());
        assertTrue(shown.headers().first(MmsField.FROM).isEmpty());
        assertEquals(1, shown.headers().all(MmsField.TO).size());
        MRetrieveConf fetched = fetched(B, location);
        assertEquals(Messages.body(), fetched.body());
        assertEquals(Optional.of(RETRIEVED), fetched.headers().first(MmsField.MM_STATE));
        assertEquals(List.of(), messages(viewed(B, request().add(MmsField.MM_STATE, NEW))));

        clock.advance(Duration.ofDays(89));
        assertEquals(Messages.body(), fetched(B, location).body());
        clock.advance(Duration.ofDays(2));
        centre.awaitNoContents();
        assertEquals(404, centre.get(B, location).statusCode());
        assertEquals(List.of(), messages(viewed(B, request())));
    }

    @Test
    void showsWhatWasUploadedAsItIsAskedFor() throws Exception {
        String first = uploaded("one");
        assertEquals(first, uploaded("one"), "a repeat");
        clock.advance(Duration.ofSeconds(1));
        uploaded("two");
        clock.advance(Duration.ofSeconds(1));
        String third = uploaded("three");
        MMboxStoreReq mark =
                new MMboxStoreReq(
                        request()
                                .add(MmsField.CONTENT_LOCATION, third)
                                .add(MmsField.MM_STATE, SENT)
                                .add(MmsField.MM_FLAGS, flag(MmFlags.Action.ADD, "fun"))
                                .add(MmsField.MM_FLAGS, flag(MmFlags.Action.ADD, "work"))
                                .add(MmsField.MM_FLAGS, flag(MmFlags.Action.REMOVE, "work"))
                                .build());
        assertEquals(third, stored(asked(MMboxStoreConf.class, A, mark).headers()));
        assertEquals(third, stored(asked(MMboxStoreConf.class, A, mark).headers()), "a repeat");

        assertEquals(List.of("three", "two", "one"), subjects(request()));
        assertEquals(List.of("two", "one"), subjects(request().add(MmsField.MM_STATE, DRAFT)));
        assertEquals(
                List.of("three"),
                subjects(request().add(MmsField.MM_FLAGS, flag(MmFlags.Action.FILTER, "fun"))));
        assertEquals(
                List.of(),
                subjects(request().add(MmsField.MM_FLAGS, flag(MmFlags.Action.FILTER, "work"))));
        assertEquals(
                List.of("two"),
                subjects(request().add(MmsField.START, 1L).add(MmsField.LIMIT, 1L)));
        assertEquals(List.of("one"), subjects(request().add(MmsField.CONTENT_LOCATION, first)));

        MMboxViewConf none =
                viewed(
                        A,
                        request()
                                .add(MmsField.LIMIT, 0L)
                                .add(MmsField.TOTALS, true)
                                .add(MmsField.QUOTAS, true));
        assertEquals(List.of(), messages(none));
        assertEquals(
                List.of(
                        new MboxAmount(MboxAmount.Unit.MESSAGES, 3),
                        new MboxAmount(MboxAmount.Unit.OCTETS, 3L * Messages.body().length())),
                none.headers().all(MmsField.MBOX_TOTALS));
        assertEquals(
                List.of(
                        new MboxAmount(MboxAmount.Unit.MESSAGES, SETTINGS.maxMessages()),
                        new MboxAmount(MboxAmount.Unit.OCTETS, SETTINGS.maxOctets())),
                none.headers().all(MmsField.MBOX_QUOTAS));

        MMboxDescr whole =
                messages(viewed(A, request().add(MmsField.ATTRIBUTES, 0x80 | 0x2e))).getFirst();
        assertEquals(Messages.body(), whole.body());
        assertTrue(whole.headers().first(MmsField.SUBJECT).isEmpty(), "was not asked for");
        MMboxViewConf partly =
                viewed(
                        A,
                        request()
                                .add(MmsField.CONTENT_LOCATION, first)
                                .add(MmsField.CONTENT_LOCATION, first.substring(0, 9)));
        assertEquals(ResponseStatus.ERROR_TRANSIENT_PARTIAL_SUCCESS, partly.responseStatus());
    }

    private static Octets photo(int octets) {
        byte[] photo = new byte[octets];
        Octets.of(0xff, 0xd8, 0xff).copyTo(photo, 0);
        return new Multipart(
                        List.of(
                                new Multipart.Part(
                                        ContentType.of("image/jpeg"), List.of(), Octets.of(photo))))
                .encode();
    }

    /** It is in memory whole: so many messages, and so many octets of them. */
    @Test
    void boundsAnAnswer() throws Exception {
        for (String subject : List.of("one", "two")) {
            stored(
                    asked(MMboxUploadConf.class, A, upload(request(), subject, photo(150_000)))
                            .headers());
            clock.advance(Duration.ofSeconds(1));
        }
        MmsHeaders.Builder whole =
                request()
                        .add(MmsField.ATTRIBUTES, 0x80 | MmsField.SUBJECT.number())
                        .add(MmsField.ATTRIBUTES, 0x80 | 0x2e);
        assertEquals(List.of("two"), subjects(whole));
        assertEquals(List.of("one"), subjects(whole.add(MmsField.START, 1L)));

        restart(new MmboxSettings(true, 60, 1 << 26, Duration.ofDays(90)));
        for (int i = 0; i < 49; i++) {
            uploaded("more " + i);
        }
        assertEquals(50, messages(viewed(A, request())).size());
        assertEquals(50, messages(viewed(A, request().add(MmsField.LIMIT, 99L))).size());
        assertEquals(1, messages(viewed(A, request().add(MmsField.START, 50L))).size());
    }

    @Test
    void takesALongUploadFromDiskAndLeavesItOutOfViews() throws Exception {
        Octets body = photo(280_000);
        MMboxUploadReq request = upload(request(), "long", body);
        String location = stored(asked(MMboxUploadConf.class, A, request).headers());
        assertEquals(location, stored(asked(MMboxUploadConf.class, A, request).headers()));
        MMboxDescr shown =
                messages(viewed(A, request().add(MmsField.ATTRIBUTES, 0x80 | 0x2e))).getFirst();
        assertTrue(shown.body().isEmpty());
        assertEquals(body, fetched(A, location).body());
        assertEquals(ResponseStatus.OK, deleted(A, location));
        centre.awaitNoContents();
    }

    @Test
    void answersNoMoreThanAHundredDeletionsAtATime() throws Exception {
        MmsHeaders.Builder headers = request();
        for (int i = 0; i < 100; i++) {
            headers.add(MmsField.CONTENT_LOCATION, "http://elsewhere/" + i);
        }
        headers.add(MmsField.CONTENT_LOCATION, uploaded("one"));
        assertEquals(
                100,
                asked(MMboxDeleteConf.class, A, new MMboxDeleteReq(headers.build()))
                        .outcomes()
                        .size());
        assertEquals(List.of("one"), subjects(request()));
    }

    @Test
    void forwardsWhatIsStored() throws Exception {
        MmsHeaders forward =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, "f")
                        .add(MmsField.MMS_VERSION, 0x12)
                        .add(MmsField.FROM, new From.InsertAddress())
                        .add(MmsField.TO, EncodedString.of("+" + B))
                        .add(MmsField.BCC, EncodedString.of("+" + C))
                        .add(MmsField.STORE, true)
                        .add(MmsField.CONTENT_LOCATION, uploaded("one"))
                        .build();
        assertEquals(
                ResponseStatus.ERROR_PERMANENT_MESSAGE_NOT_FOUND,
                asked(MForwardConf.class, C, new MForwardReq(forward)).responseStatus());
        MForwardConf conf = asked(MForwardConf.class, A, new MForwardReq(forward));
        assertEquals(ResponseStatus.OK, conf.responseStatus());
        String copy = stored(conf.headers());
        assertEquals(
                List.of(EncodedString.of("+" + C + "/TYPE=PLMN")),
                fetched(A, copy).headers().all(MmsField.BCC),
                "his own is shown whole");
        assertEquals(List.of("one", "one"), subjects(request()));
        assertEquals(
                1, messages(viewed(A, request().add(MmsField.MM_STATE, 132))).size(), "forwarded");
        for (MMboxDescr one : messages(viewed(A, request()))) {
            deleted(A, one.headers().first(MmsField.CONTENT_LOCATION).orElseThrow());
        }
        assertEquals(404, centre.get(A, copy).statusCode());
        List<MNotificationInd> notified = notified(B, C);
        assertEquals(
                List.of(),
                fetched(B, notified.getFirst().contentLocation()).headers().all(MmsField.BCC));
        retrieve(B, notified.getFirst());
        retrieve(C, notified.getLast());
        centre.awaitNoContents();
    }

    @Test
    void answersEachDeletionOfSeveral() throws Exception {
        String one = uploaded("one");
        String two = uploaded("two");
        MmsHeaders headers =
                request()
                        .add(MmsField.CONTENT_LOCATION, one)
                        .add(MmsField.CONTENT_LOCATION, "http://elsewhere/x")
                        .add(MmsField.CONTENT_LOCATION, two)
                        .build();
        assertEquals(
                List.of(
                        new Deletion.Outcome(1, ResponseStatus.OK),
                        new Deletion.Outcome(2, ResponseStatus.ERROR_PERMANENT_MESSAGE_NOT_FOUND),
                        new Deletion.Outcome(3, ResponseStatus.OK)),
                asked(MMboxDeleteConf.class, A, new MMboxDeleteReq(headers)).outcomes());
        centre.awaitNoContents();
    }
}
