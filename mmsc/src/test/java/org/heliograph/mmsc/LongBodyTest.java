// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.heliograph.config.Listen;
import org.heliograph.mmsc.submit.ServedNumbers;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.MmsPdu.MRetrieveConf;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.mms.Status;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.junit.jupiter.api.Test;

/** Messages that are longer than what stays in memory, or come too slowly for it. */
class LongBodyTest extends Scene {
    private static final int LIMIT = 2_000_000;

    @Override
    Centre open() throws Exception {
        return new Centre(
                data, smsc.port(), Clock.systemUTC(), new ServedNumbers(List.of()), LIMIT);
    }

    private static MSendReq message(int octets) {
        byte[] photo = new byte[octets];
        new SplittableRandom(octets).nextBytes(photo);
        Octets.ofHex("ffd8ffe000104a464946").copyTo(photo, 0);
        Octets body =
                new Multipart(
                                List.of(
                                        new Multipart.Part(
                                                ContentType.of("image/jpeg"),
                                                List.of(),
                                                Octets.ofOwned(photo))))
                        .encode();
        return new MSendReq(Messages.send(Messages.headers("long", "+" + B)).headers(), body);
    }

    private void bringsWhole(MSendReq message) throws Exception {
        MNotificationInd notification = notified(B);
        MRetrieveConf fetched = fetched(B, notification.contentLocation());
        assertEquals(message.body(), fetched.body());
        centre.post(B, Messages.notifyResp(notification.transactionId(), Status.RETRIEVED));
        centre.awaitNoContents();
    }

    @Test
    void bringsAMessageThatNeverWasInMemory() throws Exception {
        for (int octets : new int[] {256 * 1024 - 400, 256 * 1024, 600_000, 1_900_000}) {
            MSendReq message = message(octets);
            sent(message);
            bringsWhole(message);
        }
    }

    @Test
    void refusesALongMessageThatWasCutShort() throws Exception {
        Octets whole = MmsCodec.encode(message(600_000));
        MSendConf conf =
                assertInstanceOf(
                        MSendConf.class,
                        Centre.pdu(centre.post(A, whole.slice(0, whole.length() - 1))));
        assertEquals(ResponseStatus.ERROR_PERMANENT_MESSAGE_FORMAT_CORRUPT, conf.responseStatus());
        centre.awaitNoContents();
    }

    @Test
    void tellsTheSenderOfAMessageThatIsTooLong() throws Exception {
        String head =
                "POST / HTTP/1.1\r\nHost: x\r\nX-MSISDN: "
                        + A
                        + "\r\nContent-Type: application/vnd.wap.mms-message\r\n"
                        + "Content-Length: "
                        + (LIMIT + 1)
                        + "\r\n\r\n";
        Octets start = MmsCodec.encode(message(600_000)).slice(0, 2000);
        Listen address = centre.mmsc.mm1Address();
        try (Socket socket = new Socket(address.host(), address.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            start.writeTo(out);
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            Octets pdu =
                    Octets.of(
                            answer.substring(answer.indexOf("\r\n\r\n") + 4),
                            StandardCharsets.ISO_8859_1);
            MSendConf conf = assertInstanceOf(MSendConf.class, MmsCodec.decode(pdu));
            assertEquals("long", conf.transactionId());
            assertEquals(
                    ResponseStatus.ERROR_PERMANENT_CONTENT_NOT_ACCEPTED, conf.responseStatus());
        }
    }

    /** What comes slowly waits on disk, so that any number of them takes no room of others. */
    @Test
    void bringsAMessageThatComesSlowlyBesideOthers() throws Exception {
        MSendReq message = message(50_000);
        Octets pdu = MmsCodec.encode(message);
        String head =
                "POST / HTTP/1.1\r\nHost: x\r\nX-MSISDN: "
                        + A
                        + "\r\nContent-Type: application/vnd.wap.mms-message\r\n"
                        + "Content-Length: "
                        + pdu.length()
                        + "\r\n\r\n";
        Listen address = centre.mmsc.mm1Address();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(address.host(), address.port());
                slow.add(socket);
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                pdu.slice(0, 100).writeTo(socket.getOutputStream());
            }
            new CountDownLatch(1).await(1500, TimeUnit.MILLISECONDS);
            assertEquals(100, centre.contents(), "each on disk");
            try (Socket first = slow.getFirst()) {
                pdu.from(100).writeTo(first.getOutputStream());
                first.shutdownOutput();
                try (InputStream in = first.getInputStream()) {
                    String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
                }
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        bringsWhole(message);
    }
}
