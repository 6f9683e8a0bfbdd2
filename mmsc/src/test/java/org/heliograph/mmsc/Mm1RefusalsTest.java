// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.heliograph.config.Listen;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.MmsTime;
import org.heliograph.pdu.mms.ResponseStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What MM1 does not take: nothing of it is stored, and the server stays up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Mm1RefusalsTest {
    private static final String A = "447700900001";

    private final Logger log = (Logger) LoggerFactory.getLogger("org.heliograph.mmsc");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    private TestSmsc smsc;
    private Centre centre;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        lines.start();
        log.addAppender(lines);
        smsc = new TestSmsc(0);
        centre = new Centre(data, smsc.port(), Clock.systemUTC());
    }

    @AfterAll
    void stop() throws Exception {
        centre.close();
        smsc.close();
        log.detachAppender(lines);
    }

    @AfterEach
    void nothingWasStored() throws Exception {
        lines.list.clear();
        centre.awaitNoContents(); // of those that went away while they sent, after a moment
        assertEquals(404, centre.get(A, centre.uri("/x").toString()).statusCode());
    }

    private static MSendConf conf(HttpResponse<byte[]> response) throws Exception {
        assertEquals(200, response.statusCode());
        return assertInstanceOf(MSendConf.class, Centre.pdu(response));
    }

    @Test
    void refusesACallerWhomTheNetworkDoesNotName() throws Exception {
        var message = Messages.send(Messages.headers("t", "+447700900002"));
        assertEquals(403, centre.post("", message).statusCode());
        assertEquals(403, centre.post("nobody", message).statusCode());
        assertEquals(403, centre.post(A + ",447700900009", message).statusCode());
        String twice = "X-MSISDN: " + A + "\r\nX-MSISDN: 447700900009";
        assertEquals(403, posted(twice, MmsCodec.MEDIA_TYPE), "smuggled in");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    e-mail            | someone@example.org        | e-mail is not served
                    IPv4              | 10.0.0.1/TYPE=IPv4         | no phone number
                    letters           | +44abc                     | no phone number
                    too long          | +1234567890123456/TYPE=PLMN | no phone number
                    """)
    void refusesAMessageThatGoesToNobody(String name, String address, String reason)
            throws Exception {
        MSendConf conf =
                conf(centre.post(A, Messages.send(Messages.headers("t9", address, address))));
        assertEquals(
                ResponseStatus.ERROR_PERMANENT_SENDING_ADDRESS_UNRESOLVED, conf.responseStatus());
        assertEquals(Optional.of("t9"), conf.headers().first(MmsField.TRANSACTION_ID));
        assertEquals(
                Optional.of(EncodedString.of(address + ": " + reason)),
                conf.headers().first(MmsField.RESPONSE_TEXT));
        assertEquals(Optional.empty(), conf.messageId());
        assertLogged("refused code=address-unresolved reason=");
    }

    @Test
    void refusesReplyChargingAsTheStandardSays() throws Exception {
        MmsHeaders.Builder headers = Messages.headers("t", "+447700900002");
        MSendConf conf =
                conf(centre.post(A, Messages.send(headers.add(MmsField.REPLY_CHARGING, 128))));
        assertEquals(
                ResponseStatus.ERROR_PERMANENT_REPLY_CHARGING_NOT_SUPPORTED, conf.responseStatus());
        assertLogged("refused code=reply-charging");
        MmsHeaders.Builder reply = Messages.headers("r", "+447700900002");
        MSendConf replied =
                conf(centre.post(A, Messages.send(reply.add(MmsField.REPLY_CHARGING_ID, "1@x"))));
        assertEquals(conf.responseStatus(), replied.responseStatus(), "a reply");
    }

    @Test
    void refusesTimesThatCannotBeMet() throws Exception {
        Instant past = Instant.parse("2001-01-01T00:00:00Z");
        assertImpossible(MmsField.EXPIRY, new MmsTime.Absolute(past), "expired already");
        assertLogged("refused code=expiry-past");
        assertImpossible(
                MmsField.DELIVERY_TIME,
                new MmsTime.Relative(Duration.ofDays(31)),
                "30 days at most");
        assertLogged("refused code=delivery-time");
    }

    private void assertImpossible(MmsField<MmsTime> field, MmsTime time, String text)
            throws Exception {
        MmsHeaders.Builder headers = Messages.headers("t", "+447700900002");
        MSendConf conf = conf(centre.post(A, Messages.send(headers.add(field, time))));
        assertEquals(ResponseStatus.ERROR_PERMANENT_FAILURE, conf.responseStatus());
        assertTrue(
                conf.headers().first(MmsField.RESPONSE_TEXT).orElseThrow().text().endsWith(text));
    }

    @Test
    void refusesTooManyRecipientsAndNone() throws Exception {
        MSendConf many =
                conf(
                        centre.post(
                                A,
                                Messages.send(
                                        Messages.headers("t", "1", "2", "3", "4", "5", "6", "7"))));
        assertEquals(ResponseStatus.ERROR_PERMANENT_FAILURE, many.responseStatus());
        MSendConf none = conf(centre.post(A, Messages.send(Messages.headers("t"))));
        assertEquals(
                ResponseStatus.ERROR_PERMANENT_SENDING_ADDRESS_UNRESOLVED, none.responseStatus());
    }

    @Test
    void answersABrokenMSendReqInItsTransaction() throws Exception {
        Octets whole = MmsCodec.encode(Messages.send(Messages.headers("t-7", "+447700900002")));
        for (int cut : new int[] {12, 30, 60, whole.length() - 1}) {
            MSendConf conf = conf(centre.post(A, whole.slice(0, cut)));
            assertEquals(
                    ResponseStatus.ERROR_PERMANENT_MESSAGE_FORMAT_CORRUPT, conf.responseStatus());
            assertEquals(Optional.of("t-7"), conf.headers().first(MmsField.TRANSACTION_ID));
        }
    }

    @Test
    void refusesAnAddressThatCannotBeRead() throws Exception {
        // To with a charset and no value: the header is kept, the address is lost
        Octets pdu = MmsCodec.encode(Messages.send(Messages.headers("t", "+447700900002")));
        Octets start = pdu.slice(0, 2);
        Octets broken = start.plus(Octets.ofHex("978e")).plus(pdu.from(2));
        HttpResponse<byte[]> response = centre.post(A, broken);
        assertEquals(200, response.statusCode());
        assertFalse(conf(response).responseStatus().equals(ResponseStatus.OK));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    empty              | ''
                    not an MMS PDU     | 474554
                    M-Send.conf        | 8c81987431008d929280
                    M-Notification.ind | 8c82983100
                    M-Forward.req      | 8c89983100
                    type only          | 8c80
                    """)
    void answersWhatIsNoMSendReqWithBadRequest(String name, String hex) throws Exception {
        assertEquals(400, centre.post(A, Octets.ofHex(hex)).statusCode());
    }

    @Test
    void refusesHeadersThatItCouldNotReadAgain() throws Exception {
        // From with a token alone, an octet that starts nothing, and a header with a name: without
        // the octet in between, name and value are From's
        Octets pdu = MmsCodec.encode(Messages.send(Messages.headers("t", "+447700900002")));
        Octets broken = pdu.slice(0, 10).plus(Octets.ofHex("8980 18 31cd2b00 8a"));
        MSendConf conf = conf(centre.post(A, broken.plus(pdu.from(10))));
        assertEquals(ResponseStatus.ERROR_PERMANENT_MESSAGE_FORMAT_CORRUPT, conf.responseStatus());
        assertLogged("refused code=malformed reason=\"headers that cannot be passed on\"");
    }

    @Test
    void answersAPduOfAnUnknownTypeAsUnsupported() throws Exception {
        MSendConf conf = conf(centre.post(A, Octets.ofHex("8c98" + "98743100" + "8d92")));
        assertEquals(ResponseStatus.ERROR_UNSUPPORTED_MESSAGE, conf.responseStatus());
        assertEquals("t1", conf.transactionId());
        assertLogged("refused code=unserved-pdu reason=\"MMS PDU of type 152 is not served\"");
        for (String withoutId : List.of("8c98" + "8d92", "8c98" + "9800" + "8d92")) {
            assertEquals(400, centre.post(A, Octets.ofHex(withoutId)).statusCode());
        }
    }

    @Test
    void answersAMessageOfAnotherMajorVersionAsUnsupported() throws Exception {
        MmsHeaders.Builder headers = Messages.headers("t2", "+447700900002");
        MSendConf conf =
                conf(centre.post(A, Messages.send(headers.set(MmsField.MMS_VERSION, 0x20))));
        assertEquals(ResponseStatus.ERROR_UNSUPPORTED_MESSAGE, conf.responseStatus());
        assertEquals("t2", conf.transactionId());
        assertLogged("refused code=mms-version reason=\"major version 2\"");
    }

    @Test
    void answersAMessageWithoutTransactionIdWithBadRequest() throws Exception {
        var message = Messages.send(Messages.headers("", "+447700900002"));
        assertEquals(400, centre.post(A, message).statusCode());
        assertLogged("refused code=malformed reason=\"X-Mms-Transaction-ID is empty\" status=400");
    }

    @Test
    void saysWhatItToleratedOfAMessage() throws Exception {
        MmsHeaders.Builder headers = Messages.headers("t", "+447700900002");
        conf(centre.post(A, Messages.send(headers.add(MmsField.REPLY_CHARGING, 128))));
        assertLogged(
                "tolerated code=deviation reason=\"M-Send.req.To at octet 11: a phone number without"
                        + " /TYPE=PLMN\" deviations=1 from=");
    }

    /** Whoever is told something finds it in the log too, written before the answer. */
    private void assertLogged(String start) {
        List<String> messages =
                List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertTrue(messages.stream().anyMatch(m -> m.startsWith(start)), messages::toString);
    }

    @Test
    void staysUpWhateverIsPosted() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        Octets whole = MmsCodec.encode(Messages.send(Messages.headers("t", "someone@x")));
        for (int i = 0; i < 300; i++) {
            byte[] octets = whole.slice(0, 1 + random.nextInt(200)).toArray();
            octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            int status = centre.post(A, Octets.of(octets)).statusCode();
            assertTrue(status == 200 || status == 400, "status " + status);
        }
    }

    @Test
    void servesOnlyItsMethodsAndMediaType() throws Exception {
        String url = centre.uri("/").toString();
        HttpResponse<byte[]> response = centre.request("DELETE", A, url);
        assertEquals(405, response.statusCode());
        assertEquals("GET, HEAD, POST", response.headers().firstValue("Allow").orElse(""));
        assertEquals(Optional.empty(), response.headers().firstValue("Server"));
        assertEquals(0, response.body().length);
        assertEquals(415, centre.request("POST", A, url).statusCode());
        assertEquals(415, posted("X-MSISDN: " + A, "text/plain"));
        assertEquals(400, posted("X-MSISDN: " + A, "Application/vnd.WAP.mms-message ; x=y"));
    }

    /** {@return the status of nothing, posted as this type} */
    private int posted(String identity, String type) throws IOException {
        String answer =
                raw(
                        "POST / HTTP/1.1\r\nHost: x\r\n"
                                + identity
                                + "\r\nContent-Type: "
                                + type
                                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                        0);
        return Integer.parseInt(answer.substring(9, 12)); // behind "HTTP/1.1 "
    }

    @Test
    void refusesABodyByItsStatedLengthWithoutReadingIt() throws Exception {
        String answer =
                raw(
                        "POST / HTTP/1.1\r\nHost: x\r\nX-MSISDN: "
                                + A
                                + "\r\nContent-Type: application/vnd.wap.mms-message\r\n"
                                + "Content-Length: 2000000000\r\n\r\n",
                        0);
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
        assertTrue(answer.toLowerCase(Locale.ROOT).contains("connection: close"), answer);
    }

    @Test
    void cutsAChunkedBodyAtTheLimit() throws Exception {
        String answer =
                raw(
                        "POST / HTTP/1.1\r\nHost: x\r\nX-MSISDN: "
                                + A
                                + "\r\nContent-Type: application/vnd.wap.mms-message\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n",
                        Centre.MAX_BODY / 1000 + 10);
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    }

    @Test
    void answersWhatIsNoHttpWithoutAPage() throws Exception {
        String answer = raw("\u0000\u0001 nonsense\r\n\r\n", 0);
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(answer.endsWith("\r\n\r\n"), answer);
        assertFalse(answer.contains("Jetty"), answer);
        String header =
                raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(40_000) + "\r\n\r\n", 0);
        assertTrue(header.startsWith("HTTP/1.1 431 "), header);
    }

    /** More of them than any pool of threads would have. */
    @Test
    void servesOthersWhileManyBodiesComeSlowly() throws Exception {
        String head =
                "POST / HTTP/1.1\r\nHost: x\r\nX-MSISDN: "
                        + A
                        + "\r\nContent-Type: application/vnd.wap.mms-message\r\n"
                        + "Content-Length: 10\r\n\r\n1";
        Listen address = centre.mmsc.mm1Address();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket(address.host(), address.port());
                slow.add(socket);
                socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            }
            assertTimeout(
                    Centre.IDLE_TIMEOUT.dividedBy(2),
                    () ->
                            assertEquals(
                                    404, centre.get(A, centre.uri("/x").toString()).statusCode()));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** {@return all that comes back until the server closes} */
    private String raw(String head, int chunksOfThousand) throws IOException {
        Listen address = centre.mmsc.mm1Address();
        try (Socket socket = new Socket(address.host(), address.port())) {
            socket.setSoTimeout(15_000);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            byte[] chunk =
                    ("3e8\r\n" + "x".repeat(1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < chunksOfThousand; i++) {
                out.write(chunk);
            }
            out.flush();
            StringBuilder answer = new StringBuilder();
            int octet = in.read();
            while (octet >= 0) {
                answer.append((char) octet);
                octet = in.read();
            }
            return answer.toString();
        }
    }
}
