// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.heliograph.mmsc.adapt.Drawn;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.MmsPdu.MRetrieveConf;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be sent, and how it comes out at handsets of several ages. */
class AdaptedRetrievalTest extends Scene {
    private static final ContentType MIXED = ContentType.of("application/vnd.wap.multipart.mixed");

    private final HttpClient handset = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        handset.close();
    }

    @Test
    void scalesForAnOldHandsetAndForItAlone() throws Exception {
        Octets photo = Drawn.jpeg(320, 240);
        Octets body = body("image/jpeg", photo);
        String url = sent(Messages.headers("t", "+" + B), body);
        MRetrieveConf old = fetched(url, "User-Agent", "Nokia7650/1.0 SymbianOS/6.1");
        Octets scaled = Multipart.decode(old.body()).parts().getFirst().body();
        assertEquals(160, Drawn.read(scaled).getWidth());
        assertEquals(body, fetched(url, "User-Agent", "Android-Mms/2.0").body());
        assertEquals(
                scaled,
                Multipart.decode(fetched(url, "User-Agent", "Nokia7650/1.0").body())
                        .parts()
                        .getFirst()
                        .body());
    }

    /** Gateways make the header of WSP into {@code Profile}. */
    @ParameterizedTest
    @ValueSource(strings = {"x-wap-profile", "Profile"})
    void knowsAHandsetByItsUserAgentProfile(String header) throws Exception {
        Files.writeString(
                data.resolve(Centre.DEVICES),
                "devices: [{name: old, profileUrls: ['http://x.example/*'], maxImageWidth: 160}]");
        centre.close();
        centre = new Centre(data, smsc.port(), clock, Centre.pages(true, Duration.ZERO));
        String url = sent(Messages.headers("t", "+" + B), body("image/jpeg", Drawn.jpeg(320, 240)));
        Octets scaled =
                Multipart.decode(fetched(url, header, "\"http://x.example/a.xml\"").body())
                        .parts()
                        .getFirst()
                        .body();
        assertEquals(160, Drawn.read(scaled).getWidth());
    }

    @Test
    void leavesAloneWhatItsSenderWantsLeftAlone() throws Exception {
        Octets body = body("image/jpeg", Drawn.jpeg(320, 240));
        MmsHeaders.Builder headers =
                Messages.headers("t", "+" + B).add(MmsField.ADAPTATION_ALLOWED, false);
        String url = sent(headers, body);
        assertEquals(body, fetched(url, "User-Agent", "Nokia7650/1.0").body());
    }

    @Test
    void refusesWhatIsNotWhatItIsCalled() throws Exception {
        Octets program = Octets.ofHex("4d5a90000300000004000000ffff0000");
        MSendConf conf = conf(Messages.headers("t1", "+" + B), body("image/jpeg", program));
        assertEquals(ResponseStatus.ERROR_PERMANENT_CONTENT_NOT_ACCEPTED, conf.responseStatus());
        assertEquals(
                Optional.of(EncodedString.of("called image/jpeg, but is something else")),
                conf.headers().first(MmsField.RESPONSE_TEXT));
        centre.awaitNoContents();
    }

    @Test
    void refusesOldHandsetsInTheirWords() throws Exception {
        MmsHeaders.Builder headers =
                Messages.headers("t1", "+" + B).set(MmsField.MMS_VERSION, MmsPdu.VERSION_1_0);
        MSendConf conf = conf(headers, body("application/zip", Octets.ofHex("504b0304")));
        assertEquals(ResponseStatus.ERROR_CONTENT_NOT_ACCEPTED, conf.responseStatus());
    }

    private MSendConf conf(MmsHeaders.Builder headers, Octets body) throws Exception {
        MmsHeaders built = headers.add(MmsField.CONTENT_TYPE, MIXED).build();
        return asked(MSendConf.class, A, new MSendReq(built, body));
    }

    /** {@return the content location} */
    private String sent(MmsHeaders.Builder headers, Octets body) throws Exception {
        MSendConf conf = conf(headers, body);
        assertEquals(ResponseStatus.OK, conf.responseStatus());
        assertNotEquals(0, centre.contents());
        return assertInstanceOf(MmsPdu.MNotificationInd.class, TestSmsc.pdu(smsc.nextSubmit()))
                .contentLocation();
    }

    private MRetrieveConf fetched(String url, String header, String value) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .header("X-MSISDN", B)
                        .header(header, value)
                        .build();
        return assertInstanceOf(
                MRetrieveConf.class,
                Centre.pdu(handset.send(request, HttpResponse.BodyHandlers.ofByteArray())));
    }

    private static Octets body(String type, Octets octets) {
        return new Multipart(List.of(new Multipart.Part(ContentType.of(type), List.of(), octets)))
                .encode();
    }
}
