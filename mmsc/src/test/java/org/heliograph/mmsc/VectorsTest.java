// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.MmsPdu.MRetrieveConf;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.mms.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages of the conformance suite, of real phones and of other centres go through MM1 as if a
 * handset sent them, to a recipient of ours: the content comes out octet for octet, and the headers
 * that are the recipient's mean the same.
 */
class VectorsTest {
    private static final String A = "447700900001";
    private static final String B = "447700900002";

    /** Of those in the folder that are messages, and no longer than we let in. */
    private static final int MESSAGES = 25;

    /** Calls its WSP multipart multipart/related, as MIME does: no class of content has that. */
    private static final String MISNAMED = "vectorcore__pdus__m-send-req.bin";

    private static final List<MmsField<?>> KEPT =
            List.of(
                    MmsField.SUBJECT,
                    MmsField.MESSAGE_CLASS,
                    MmsField.PRIORITY,
                    MmsField.DELIVERY_REPORT,
                    MmsField.READ_REPORT,
                    MmsField.CONTENT_TYPE);

    @TempDir private Path data;

    private static List<Path> files() throws IOException {
        Path folder = Path.of(System.getProperty("heliograph.root"), "../shared/vectors/mms/raw");
        assumeTrue(Files.isDirectory(folder), "needs ../shared/vectors");
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static Optional<MSendReq> message(Path file) throws IOException {
        MmsPdu pdu;
        try {
            pdu =
                    MmsCodec.decode(
                            new OctetReader(Octets.of(Files.readAllBytes(file)), Reading.kind()));
        } catch (DecodeException _) {
            return Optional.empty();
        }
        boolean message = pdu instanceof MSendReq || pdu instanceof MRetrieveConf;
        if (!message || pdu.body().isEmpty() || pdu.body().length() > Centre.MAX_BODY - 2_000) {
            return Optional.empty();
        }
        MmsHeaders.Builder headers = pdu.headers().toBuilder();
        List.of(MmsField.CC, MmsField.BCC, MmsField.TO, MmsField.EXPIRY, MmsField.MESSAGE_ID)
                .forEach(headers::remove);
        headers.set(MmsField.TRANSACTION_ID, String.valueOf(file.getFileName()).substring(0, 9))
                .set(MmsField.FROM, new From.InsertAddress())
                .set(MmsField.TO, EncodedString.of("07700900002/TYPE=PLMN"));
        return Optional.of(new MSendReq(headers.build(), pdu.body()));
    }

    @Test
    void comeOutAsTheyWentIn() throws Exception {
        int messages = 0;
        try (TestSmsc smsc = new TestSmsc(0);
                Centre centre = new Centre(data, smsc.port(), Clock.systemUTC())) {
            for (Path file : files()) {
                Optional<MSendReq> message = message(file);
                if (message.isPresent() && file.endsWith(MISNAMED)) {
                    assertEquals(
                            ResponseStatus.ERROR_PERMANENT_CONTENT_NOT_ACCEPTED,
                            send(message.get(), centre).responseStatus());
                } else if (message.isPresent()) {
                    comesOut(String.valueOf(file.getFileName()), message.get(), smsc, centre);
                    messages++;
                }
            }
            centre.awaitNoContents();
        }
        assertTrue(messages >= MESSAGES, "only " + messages + " messages");
    }

    private static MSendConf send(MSendReq message, Centre centre) throws Exception {
        return assertInstanceOf(MSendConf.class, Centre.pdu(centre.post(A, message)));
    }

    private static void comesOut(String name, MSendReq message, TestSmsc smsc, Centre centre)
            throws Exception {
        assertEquals(ResponseStatus.OK, send(message, centre).responseStatus(), name);
        MNotificationInd notification =
                assertInstanceOf(MNotificationInd.class, TestSmsc.pdu(smsc.nextSubmit()), name);
        MRetrieveConf retrieved =
                assertInstanceOf(
                        MRetrieveConf.class,
                        MmsCodec.decode(
                                new OctetReader(
                                        Octets.of(
                                                centre.get(B, notification.contentLocation())
                                                        .body()),
                                        Reading.kind())),
                        name);
        assertEquals(message.body(), retrieved.body(), name);
        for (MmsField<?> field : KEPT) {
            assertEquals(
                    entries(message.headers(), field), entries(retrieved.headers(), field), name);
        }
        centre.post(B, Messages.notifyResp(notification.transactionId(), Status.RETRIEVED));
        if (message.headers().first(MmsField.DELIVERY_REPORT).orElse(false)) {
            assertInstanceOf(MmsPdu.MDeliveryInd.class, TestSmsc.pdu(smsc.nextSubmit()), name);
        }
    }

    /** What they mean; WSP has more than one way to write some of it. */
    private static List<String> entries(MmsHeaders headers, MmsField<?> field) {
        return headers.entries().stream()
                .filter(entry -> entry.name().equals(field.fieldName()))
                .map(MmsHeaders.Entry::value)
                .toList();
    }
}
