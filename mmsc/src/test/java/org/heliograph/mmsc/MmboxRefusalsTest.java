// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.heliograph.config.MmboxSettings;
import org.heliograph.mmsc.submit.Directory;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmFlags;
import org.heliograph.pdu.mms.MmboxPdu.MMboxDeleteConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxDeleteReq;
import org.heliograph.pdu.mms.MmboxPdu.MMboxStoreConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxStoreReq;
import org.heliograph.pdu.mms.MmboxPdu.MMboxUploadConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxViewConf;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.mms.Status;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.junit.jupiter.api.Test;

/** What is not kept, and that its owner is told why. */
class MmboxRefusalsTest extends MmboxScene {
    @Test
    void refusesWhatIsBeyondTheQuotaWithAText() throws Exception {
        restart(new MmboxSettings(true, 1, 1 << 20, Duration.ofDays(1)));
        String location = uploaded("one");
        assertNotStored(
                FULL,
                asked(MMboxUploadConf.class, A, upload(request(), "two", Messages.body()))
                        .headers());
        MSendConf conf =
                asked(
                        MSendConf.class,
                        A,
                        Messages.send(Messages.headers("t", "+" + B).add(MmsField.STORE, true)));
        assertEquals(ResponseStatus.OK, conf.responseStatus());
        assertNotStored(FULL, conf.headers());
        retrieve(B, notified(B));
        assertEquals(ResponseStatus.OK, deleted(A, location));
        centre.awaitNoContents();

        restart(new MmboxSettings(true, 9, 1024, Duration.ofDays(1)));
        assertNotStored(
                FULL,
                asked(MMboxUploadConf.class, A, upload(request(), "one", Messages.body()))
                        .headers());
        centre.awaitNoContents();
    }

    @Test
    void refusesFlagsAndContentsThatItDoesNotKeep() throws Exception {
        MmsHeaders.Builder marks =
                request().add(MmsField.MM_FLAGS, flag(MmFlags.Action.ADD, "x".repeat(41)));
        assertNotStored(
                224,
                asked(MMboxUploadConf.class, A, upload(marks, "one", Messages.body())).headers());
        MmsHeaders.Builder two = request().add(MmsField.MM_FLAGS, flag(MmFlags.Action.ADD, "x\ny"));
        assertNotStored(
                224,
                asked(MMboxUploadConf.class, A, upload(two, "one", Messages.body())).headers());
        MmsHeaders.Builder many = request();
        for (int i = 0; i < 11; i++) {
            many.add(MmsField.MM_FLAGS, flag(MmFlags.Action.ADD, "x" + i));
        }
        assertNotStored(
                224,
                asked(MMboxUploadConf.class, A, upload(many, "one", Messages.body())).headers());
        Octets program =
                new Multipart(
                                List.of(
                                        new Multipart.Part(
                                                ContentType.of("application/java-archive"),
                                                List.of(),
                                                Octets.of(1, 2, 3))))
                        .encode();
        assertNotStored(
                224, asked(MMboxUploadConf.class, A, upload(request(), "one", program)).headers());
        centre.awaitNoContents();
    }

    /** It is there still, for the other recipient. */
    @Test
    void keepsNothingThatItsRecipientHasRejected() throws Exception {
        asked(
                MSendConf.class,
                A,
                Messages.send(
                        Messages.headers("t", "+" + B)
                                .add(MmsField.CC, EncodedString.of("+" + C))));
        List<MNotificationInd> notified = notified(B, C);
        MNotificationInd toB = notified.getFirst();
        centre.post(B, Messages.notifyResp(toB.transactionId(), Status.REJECTED));
        MmsHeaders store = request().add(MmsField.CONTENT_LOCATION, toB.contentLocation()).build();
        assertNotStored(
                UNKNOWN, asked(MMboxStoreConf.class, B, new MMboxStoreReq(store)).headers());
        assertEquals(List.of(), messages(viewed(B, request())));
        retrieve(C, notified.getLast());
        centre.awaitNoContents();
    }

    @Test
    void saysSoWhereNothingIsStored() throws Exception {
        String location = uploaded("before");
        restart(Centre.NO_MMBOX);
        MSendConf conf =
                asked(
                        MSendConf.class,
                        A,
                        Messages.send(Messages.headers("t", "+" + B).add(MmsField.STORE, true)));
        assertEquals(ResponseStatus.OK, conf.responseStatus());
        assertNotStored(DENIED, conf.headers());
        MMboxStoreReq store =
                new MMboxStoreReq(
                        request()
                                .add(MmsField.CONTENT_LOCATION, notified(B).contentLocation())
                                .build());
        assertNotStored(DENIED, asked(MMboxStoreConf.class, B, store).headers());
        assertNotStored(
                DENIED,
                asked(MMboxUploadConf.class, A, upload(request(), "one", Messages.body()))
                        .headers());
        MMboxViewConf view = viewed(A, request());
        assertEquals(ResponseStatus.ERROR_PERMANENT_SERVICE_DENIED, view.responseStatus());
        assertTrue(view.headers().first(MmsField.RESPONSE_TEXT).isPresent());
        assertEquals(ResponseStatus.ERROR_PERMANENT_SERVICE_DENIED, deleted(A, location));
        assertEquals(404, centre.get(A, here(location)).statusCode());
    }

    /** What he had stays there: it may be that he is let in again. */
    @Test
    void givesNothingToWhoIsBarred() throws Exception {
        String location = uploaded("before");
        restart(
                number ->
                        number.digits().equals(A)
                                ? Directory.Standing.BARRED
                                : Directory.Standing.SERVED);
        assertRefuses(DENIED, ResponseStatus.ERROR_PERMANENT_SERVICE_DENIED, location, 0x12);
        assertEquals(404, centre.get(A, here(location)).statusCode());
        restart(SETTINGS);
        assertEquals(List.of("before"), subjects(request()));
    }

    @Test
    void refusesWhatIsOfAnotherMajorVersion() throws Exception {
        String location = uploaded("before");
        assertRefuses(224, ResponseStatus.ERROR_UNSUPPORTED_MESSAGE, location, 0x20);
        assertEquals(List.of("before"), subjects(request()));
    }

    private void assertRefuses(int status, ResponseStatus response, String location, int version)
            throws Exception {
        assertNotStored(
                status,
                asked(MMboxUploadConf.class, A, upload(of(version), "one", Messages.body()))
                        .headers());
        MmsHeaders named = of(version).add(MmsField.CONTENT_LOCATION, location).build();
        assertNotStored(status, asked(MMboxStoreConf.class, A, new MMboxStoreReq(named)).headers());
        MMboxViewConf view = viewed(A, of(version));
        assertEquals(response, view.responseStatus());
        assertTrue(view.headers().first(MmsField.RESPONSE_TEXT).isPresent());
        assertEquals(
                response,
                asked(MMboxDeleteConf.class, A, new MMboxDeleteReq(named))
                        .outcomes()
                        .getFirst()
                        .status());
    }

    private static MmsHeaders.Builder of(int version) {
        return MmsHeaders.builder()
                .add(MmsField.TRANSACTION_ID, "t")
                .add(MmsField.MMS_VERSION, version);
    }
}
