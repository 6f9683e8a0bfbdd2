// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.heliograph.mmsc.adapt.Drawn;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MDeliveryInd;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;
import org.heliograph.pdu.mms.Status;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message for somebody whose handset knows no MMS, or who does not fetch. */
class PageTest extends Scene {
    private static final String NO_MMS = "devices:\n  - name: default\n    mms: false\n";
    private static final String MMS = "devices: []\n";

    private final HttpClient browser = HttpClient.newHttpClient();
    private final Octets photo = Drawn.jpeg(64, 48);

    @Override
    Centre open() throws Exception {
        return open(NO_MMS, Duration.ZERO);
    }

    private Centre open(String devices, Duration after) throws Exception {
        Files.writeString(data.resolve(Centre.DEVICES), devices);
        return new Centre(data, smsc.port(), clock, Centre.pages(true, after));
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void isLinkedToInAnSmsAndShowsTheMessage() throws Exception {
        String link = sent("Holiday", "Grüße <b>&");
        HttpResponse<byte[]> page = get(link);
        assertEquals(200, page.statusCode());
        String html = new String(page.body(), StandardCharsets.UTF_8);
        assertTrue(html.contains("<h1>Holiday</h1>"), html);
        assertTrue(html.contains("+" + A), html);
        assertTrue(html.contains("Grüße &lt;b&gt;&amp;"), html);
        assertFalse(html.contains("<script"), html);
        String token = link.substring(link.lastIndexOf('/') + 1);
        assertTrue(html.contains("<img src=\"" + token + "/1\" alt=\"Holiday\">"), html);
        HttpResponse<byte[]> picture = get(link + "/1");
        assertEquals(Optional.of("image/jpeg"), picture.headers().firstValue("Content-Type"));
        assertEquals(photo, Octets.of(picture.body()));
        for (HttpResponse<byte[]> answer : List.of(page, picture)) {
            var headers = answer.headers();
            assertEquals(Optional.of("no-store"), headers.firstValue("Cache-Control"));
            assertEquals(Optional.of("no-referrer"), headers.firstValue("Referrer-Policy"));
            assertEquals(Optional.of("nosniff"), headers.firstValue("X-Content-Type-Options"));
            assertTrue(headers.firstValue("X-Robots-Tag").orElse("").contains("noindex"));
            String policy = headers.firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none'; img-src 'self';"), policy);
            assertTrue(policy.endsWith("; frame-ancestors 'none'"), policy);
        }
    }

    @Test
    void countsAsRetrievedOnceItIsSeenAndStaysUntilTheMessageExpires() throws Exception {
        String link = sent("Holiday", "hi");
        assertTrue(smsc.isQuietFor(Duration.ofMillis(200)), "one SMS, and no report yet");
        assertEquals(200, get(link).statusCode());
        MDeliveryInd report = pushed(MDeliveryInd.class, A);
        assertEquals(Status.RETRIEVED, report.status());
        assertEquals(200, get(link).statusCode());
        assertEquals(200, get(link + "/1").statusCode());
        clock.advance(Duration.ofDays(8));
        HttpResponse<byte[]> gone = get(link);
        assertEquals(404, gone.statusCode());
        assertTrue(new String(gone.body(), StandardCharsets.UTF_8).contains("Gone."));
        centre.awaitNoContents();
        assertTrue(smsc.isQuietFor(Duration.ofMillis(300)), "no second report");
    }

    @Test
    void isLinkedToOnce() throws Exception {
        sent("Holiday", "hi");
        clock.advance(Duration.ofHours(13));
        assertTrue(smsc.isQuietFor(Duration.ofMillis(1_500)), "each SMS costs");
    }

    @Test
    void isNotSeenByWhoAsksForItsHeadersAlone() throws Exception {
        String link = sent("Holiday", "hi");
        HttpRequest head = HttpRequest.newBuilder(URI.create(link)).HEAD().build();
        HttpResponse<byte[]> answer = browser.send(head, HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode());
        assertEquals(0, answer.body().length);
        assertTrue(smsc.isQuietFor(Duration.ofMillis(300)), "no report");
    }

    @Test
    void saysNothingOfASenderWhoHides() throws Exception {
        MmsHeaders.Builder headers =
                Messages.headers("t", "+" + B).add(MmsField.SENDER_VISIBILITY_SHOW, false);
        send(headers, "Holiday", List.of(part("image/jpeg", photo)));
        String html = html(link("Somebody", smsc.nextSubmit()));
        assertTrue(html.contains("<p>Somebody "), html);
        assertFalse(html.contains(A), html);
    }

    @Test
    void offersWhatItDoesNotShowAndNothingThatIsProtected() throws Exception {
        send(
                Messages.headers("t", "+" + B),
                "Music",
                List.of(
                        part("application/smil", text("<smil><body/></smil>")),
                        part("application/vnd.oma.drm.message", text("--b\r\n\r\nkept\r\n--b--")),
                        part("audio/amr", text("#!AMR\nhello")),
                        part("image/jpeg", photo)));
        String link = link(smsc.nextSubmit());
        String html = html(link);
        String token = link.substring(link.lastIndexOf('/') + 1);
        String offer = "<a href=\"" + token + "/0\" download=\"part1.amr\">";
        assertTrue(html.contains(offer), html);
        assertTrue(html.contains("<img src=\"" + token + "/1\""), html);
        assertFile("audio/amr", "attachment; filename=\"part1.amr\"", get(link + "/0"));
        assertFile("image/jpeg", "inline", get(link + "/1"));
        assertEquals(404, get(link + "/2").statusCode());
    }

    private static void assertFile(String type, String disposition, HttpResponse<byte[]> file) {
        assertEquals(Optional.of(type), file.headers().firstValue("Content-Type"));
        assertEquals(Optional.of(disposition), file.headers().firstValue("Content-Disposition"));
    }

    @Test
    void showsTheStartOfALongText() throws Exception {
        String html = html(sent("Novel", "x".repeat(40_000)));
        assertTrue(html.contains(">" + "x".repeat(32 * 1024) + "</pre>"));
    }

    @Test
    void goesToThoseWhoHaveNotFetchedForLong() throws Exception {
        centre.close();
        centre = open(MMS, Duration.ofHours(1));
        send("Holiday", "hi");
        notified(B);
        clock.advance(Duration.ofMinutes(61));
        SubmitSm last = smsc.nextSubmit();
        assertEquals(200, get(link(last)).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/x",
                "/AAAAAAAAAAAAAAAAAAAAAA",
                "/AAAAAAAAAAAAAAAAAAAAAA/0",
                "/../etc/passwd",
                "/TOKEN/2",
                "/TOKEN/-1",
                "/TOKEN/99999999999",
                "/TOKEN/0/0",
                "/TOKEN/"
            })
    void showsNothingElse(String path) throws Exception {
        String link = sent("Holiday", "hi");
        String token = link.substring(link.lastIndexOf('/') + 1);
        String base = link.substring(0, link.lastIndexOf('/'));
        int status = get(base + path.replace("TOKEN", token)).statusCode();
        assertTrue(status == 404 || status == 400, path + " is answered " + status);
    }

    @Test
    void isNotFoundByTheContentLocationNorFetchedByItsToken() throws Exception {
        String link = sent("Holiday", "hi");
        String token = link.substring(link.lastIndexOf('/') + 1);
        assertEquals(404, centre.get(B, centre.uri("/" + token).toString()).statusCode());
        HttpRequest post =
                HttpRequest.newBuilder(URI.create(link))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build();
        assertEquals(405, browser.send(post, HttpResponse.BodyHandlers.discarding()).statusCode());
    }

    /** For those who do not see them, and while they are on their way. */
    @Test
    void callsPicturesByTheSubjectAndTheirNumber() throws Exception {
        send("A & B", "hi", 3);
        String html = html(link(smsc.nextSubmit()));
        for (int i = 1; i <= 3; i++) {
            assertTrue(html.contains("alt=\"A &amp; B (" + i + "/3)\""), html);
        }
    }

    /** {@return the link in the SMS} */
    private String sent(String subject, String text) throws Exception {
        send(subject, text);
        return link(smsc.nextSubmit());
    }

    private void send(String subject, String text) throws Exception {
        send(subject, text, 1);
    }

    private void send(String subject, String text, int photos) throws Exception {
        List<Multipart.Part> parts = new ArrayList<>();
        parts.add(part("text/plain; charset=utf-8", text(text)));
        parts.addAll(Collections.nCopies(photos, part("image/jpeg", photo)));
        send(Messages.headers("t", "+" + B), subject, parts);
    }

    private void send(MmsHeaders.Builder headers, String subject, List<Multipart.Part> parts)
            throws Exception {
        ContentType mixed = ContentType.of("application/vnd.wap.multipart.mixed");
        MmsHeaders all =
                headers.add(MmsField.SUBJECT, EncodedString.of(subject))
                        .add(MmsField.DELIVERY_REPORT, true)
                        .add(MmsField.CONTENT_TYPE, mixed)
                        .build();
        sent(new MSendReq(all, new Multipart(parts).encode()));
    }

    private static String link(SubmitSm submit) {
        return link("+" + A, submit);
    }

    private static String link(String sender, SubmitSm submit) {
        assertEquals(0, submit.getDataCoding());
        assertEquals(0, submit.getEsmClass(), "no header");
        UserData text = new UserData(List.of(), Octets.of(submit.getShortMessage()));
        String[] words = text.text(Alphabet.GSM_7BIT).split(": ", 2);
        assertEquals(sender, words[0]);
        return words[1];
    }

    private HttpResponse<byte[]> get(String url) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private String html(String url) throws Exception {
        return new String(get(url).body(), StandardCharsets.UTF_8);
    }

    private static Octets text(String text) {
        return Octets.of(text, StandardCharsets.UTF_8);
    }

    private static Multipart.Part part(String type, Octets body) {
        return new Multipart.Part(ContentType.of(type), List.of(), body);
    }
}
