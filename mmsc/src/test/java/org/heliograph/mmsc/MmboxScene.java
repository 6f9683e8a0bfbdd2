// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.heliograph.config.MmboxSettings;
import org.heliograph.mmsc.submit.Directory;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmFlags;
import org.heliograph.pdu.mms.MmboxPdu.MMboxDeleteConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxDeleteReq;
import org.heliograph.pdu.mms.MmboxPdu.MMboxDescr;
import org.heliograph.pdu.mms.MmboxPdu.MMboxUploadConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxUploadReq;
import org.heliograph.pdu.mms.MmboxPdu.MMboxViewConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxViewReq;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.mms.Status;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.jsmpp.bean.SubmitSm;

/** A centre with MMBoxes, and what user agents ask of it. */
abstract class MmboxScene extends Scene {
    static final int SUCCESS = 128;
    static final int DENIED = 225;
    static final int UNKNOWN = 227;
    static final int FULL = 228;

    static final int DRAFT = 128;
    static final int SENT = 129;
    static final int NEW = 130;
    static final int RETRIEVED = 131;

    static final MmboxSettings SETTINGS = new MmboxSettings(true, 4, 1 << 20, Duration.ofDays(90));
    static final ContentType RELATED =
            ContentType.of("application/vnd.wap.multipart.related; type=\"application/smil\"");

    @Override
    Centre open() throws Exception {
        return new Centre(data, smsc.port(), clock, SETTINGS);
    }

    void restart(MmboxSettings settings) throws Exception {
        centre.close();
        centre = new Centre(data, smsc.port(), clock, settings);
    }

    void restart(Directory directory) throws Exception {
        centre.close();
        centre = new Centre(data, smsc.port(), clock, directory, SETTINGS);
    }

    /** {@return those to these subscribers, in whatever order they come} */
    List<MNotificationInd> notified(String one, String other) throws Exception {
        Map<String, MNotificationInd> all = new HashMap<>();
        for (int i = 0; i < 2; i++) {
            SubmitSm push = smsc.nextSubmit();
            all.put(
                    push.getDestAddress(),
                    assertInstanceOf(MNotificationInd.class, TestSmsc.pdu(push)));
        }
        return List.of(
                Objects.requireNonNull(all.get(one)), Objects.requireNonNull(all.get(other)));
    }

    /** {@return the location as it is after a restart, when the port is another} */
    String here(String location) {
        return centre.uri(URI.create(location).getPath()).toString();
    }

    /** The recipient gets it and is done. */
    void retrieve(String by, MNotificationInd notification) throws Exception {
        assertEquals(Messages.body(), fetched(by, notification.contentLocation()).body());
        centre.post(by, Messages.notifyResp(notification.transactionId(), Status.RETRIEVED));
    }

    static MmsHeaders.Builder request() {
        return MmsHeaders.builder()
                .add(MmsField.TRANSACTION_ID, "t")
                .add(MmsField.MMS_VERSION, 0x12);
    }

    static MmFlags flag(MmFlags.Action action, String keyword) {
        return new MmFlags(action, EncodedString.of(keyword));
    }

    static MMboxUploadReq upload(MmsHeaders.Builder marks, String subject, Octets body) {
        MMboxDescr message =
                new MMboxDescr(
                        MmsHeaders.builder()
                                .add(MmsField.TO, EncodedString.of("+" + B))
                                .add(MmsField.BCC, EncodedString.of("+" + C))
                                .add(MmsField.SUBJECT, EncodedString.of(subject))
                                .add(MmsField.CONTENT_TYPE, RELATED)
                                .build(),
                        body);
        return new MMboxUploadReq(
                marks.add(MmsField.CONTENT_TYPE, ContentType.of(MmsCodec.MEDIA_TYPE)).build(),
                MmsCodec.encode(message));
    }

    String uploaded(String subject) throws Exception {
        return stored(
                asked(MMboxUploadConf.class, A, upload(request(), subject, Messages.body()))
                        .headers());
    }

    static String stored(MmsHeaders answer) {
        assertEquals(Optional.of(SUCCESS), answer.first(MmsField.STORE_STATUS));
        return answer.first(MmsField.CONTENT_LOCATION).orElseThrow();
    }

    static void assertNotStored(int status, MmsHeaders answer) {
        assertEquals(Optional.of(status), answer.first(MmsField.STORE_STATUS));
        assertTrue(answer.first(MmsField.STORE_STATUS_TEXT).isPresent());
        assertTrue(answer.first(MmsField.CONTENT_LOCATION).isEmpty());
    }

    MMboxViewConf viewed(String by, MmsHeaders.Builder request) throws Exception {
        return asked(MMboxViewConf.class, by, new MMboxViewReq(request.build()));
    }

    static List<MMboxDescr> messages(MMboxViewConf view) throws Exception {
        assertEquals(ResponseStatus.OK, view.responseStatus());
        List<MMboxDescr> messages = new ArrayList<>();
        for (Multipart.Part part : Multipart.decode(view.body()).parts()) {
            assertEquals(MmsCodec.MEDIA_TYPE, part.contentType().mediaType());
            messages.add(assertInstanceOf(MMboxDescr.class, MmsCodec.decode(part.body())));
        }
        assertEquals(
                Optional.of((long) messages.size()), view.headers().first(MmsField.MESSAGE_COUNT));
        return messages;
    }

    List<String> subjects(MmsHeaders.Builder request) throws Exception {
        return messages(viewed(A, request)).stream()
                .map(one -> one.headers().first(MmsField.SUBJECT).orElseThrow().text())
                .toList();
    }

    ResponseStatus deleted(String by, String location) throws Exception {
        MmsHeaders headers = request().add(MmsField.CONTENT_LOCATION, location).build();
        return asked(MMboxDeleteConf.class, by, new MMboxDeleteReq(headers))
                .outcomes()
                .getFirst()
                .status();
    }
}
