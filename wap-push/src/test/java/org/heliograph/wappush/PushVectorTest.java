// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.WspHeader;
import org.heliograph.wappush.content.PushContent;
import org.heliograph.wappush.content.PushContent.Form;
import org.heliograph.wappush.content.PushContentCodec;
import org.heliograph.wappush.content.ServiceIndication;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Walks the WAP pushes of real operators. */
class PushVectorTest {
    private static final Path VECTORS =
            Path.of(
                    System.getProperty("heliograph.root", "."),
                    "../shared/vectors/wap-push/wap-push.json");

    private static final List<String> APPLICATIONS =
            List.of(
                    "*",
                    "push.sia",
                    "wml.ua",
                    "wta.ua",
                    "mms.ua",
                    "push.syncml",
                    "loc.ua",
                    "syncml.dm");

    private static final String TEXT_TYPE =
            "content type as text where it has a number (WSP §8.4.2.24): read, and written shorter";

    /** Pushes that say with other octets what ours say, in a way that the standard leaves open. */
    private static final Map<String, String> EXCEPTED =
            Map.of(
                    "mmsd/push2", TEXT_TYPE,
                    "nuntium/TestDecodeVodaphoneSpain", TEXT_TYPE,
                    "nuntium/TestDecodeTelecomPersonal", TEXT_TYPE,
                    "nuntium/TestDecodeATTUSA", TEXT_TYPE,
                    "nuntium/TestDecodePlayPoland", TEXT_TYPE,
                    "mudita/Valid_MMS_Notification_Play", TEXT_TYPE,
                    "nuntium/m-notification.ind_success(push)", TEXT_TYPE,
                    "nowsms14191/cdma-mms-notification", TEXT_TYPE);

    private final Set<String> used = new HashSet<>();

    @Test
    void readsAndWritesWhatRealOperatorsPush() {
        assumeTrue(Files.isRegularFile(VECTORS), "needs ../shared/vectors");
        List<String> failures = new ArrayList<>();
        int tried = 0;
        for (JsonNode vector : JsonMapper.shared().readTree(VECTORS.toFile()).get("vectors")) {
            tried++;
            try {
                check(vector);
            } catch (AssertionError | DecodeException e) {
                failures.add(vector.get("id").asString() + ": " + e.getMessage());
            }
        }
        System.out.printf(
                "vectors: %d tried, %d passed, %d excepted%n",
                tried, tried - used.size() - failures.size(), used.size());
        assertEquals(List.of(), failures);
        assertEquals(EXCEPTED.keySet(), used, "exceptions that nothing needs");
    }

    private void check(JsonNode vector) throws DecodeException {
        Octets octets = Octets.ofHex(vector.get("hex").asString());
        JsonNode expected = vector.get("expected");
        if (expected.path("must_reject").asBoolean(false) || expected.has("error")) {
            assertThrows(DecodeException.class, () -> notification(octets));
            return;
        }
        WspPush push = WspPush.decode(octets);
        JsonNode decoded = vector.get("decoded");
        assertEquals(decoded.get("tid").asInt(), push.transactionId());
        assertEquals(
                decoded.get("content_type").get("type").asString(), push.contentType().mediaType());
        headers(decoded.get("headers"), push.headers());
        assertEquals(decoded.get("body_hex").asString(), push.body().toHex());
        assertEquals(push, WspPush.decode(push.encode()));
        boolean canonical = push.encode().equals(octets);
        if (EXCEPTED.containsKey(vector.get("id").asString())) {
            used.add(vector.get("id").asString());
        }
        assertEquals(!EXCEPTED.containsKey(vector.get("id").asString()), canonical, "canonical");
        Optional<PushContent> content = WapPush.content(push);
        if (content.isPresent()) {
            indication(expected, (ServiceIndication) content.get());
            assertEquals(push.body(), PushContentCodec.encode(content.get(), Form.WBXML));
        }
        if (decoded.has("mms")) {
            mms(decoded.get("mms").get("headers"), WapPush.mms(push));
        }
    }

    private static void indication(JsonNode expected, ServiceIndication indication) {
        assertEquals(expected.get("text").asString(), indication.text());
        String href = expected.get("href").asString();
        // of one the index says in words that its scheme is doubled, by a token and by text
        assertEquals(
                href.contains("duplicated scheme") ? "http://http://ims.nease.net" : href,
                indication.href().orElseThrow());
        if (expected.has("created")) {
            Instant created = Instant.parse(expected.get("created").asString());
            assertEquals(Optional.of(created), indication.created());
        }
    }

    @Test
    void readsTheServiceIndicationThatKannelShips() throws IOException, DecodeException {
        Path file = VECTORS.resolveSibling("raw/kannel-si.txt");
        assumeTrue(Files.isRegularFile(file), "needs ../shared/vectors");
        Octets text = Octets.of(Files.readAllBytes(file));
        PushContent content = PushContentCodec.decode(ContentType.of("text/vnd.wap.si"), text);
        assertEquals(
                new ServiceIndication(
                        List.of(
                                new ServiceIndication.Href("http://www.gni.ch"),
                                new ServiceIndication.Id("1@gni.ch"),
                                ServiceIndication.Action.SIGNAL_HIGH,
                                new ServiceIndication.Created(
                                        Instant.parse("1999-06-25T15:23:15Z")),
                                new ServiceIndication.Expires(
                                        Instant.parse("2005-06-30T00:00:00Z"))),
                        "You have 4 new emails",
                        List.of()),
                content);
    }

    /** What a handset does that waits for notifications. */
    private static MmsPdu.MNotificationInd notification(Octets octets) throws DecodeException {
        if (WapPush.mms(WspPush.decode(octets)) instanceof MmsPdu.MNotificationInd notification) {
            return notification;
        }
        throw new DecodeException(0, "not a notification");
    }

    private static void headers(JsonNode expected, List<WspHeader> actual) {
        assertEquals(expected.size(), actual.size(), "number of headers");
        for (int i = 0; i < expected.size(); i++) {
            String name = expected.get(i).get(0).asString();
            String value = expected.get(i).get(1).asString();
            WspHeader header = actual.get(i);
            switch (name) {
                case "x-wap-application-id" -> {
                    String uri = "x-wap-application:" + APPLICATIONS.get(Integer.parseInt(value));
                    assertEquals(uri, header.value());
                }
                case "content-length" -> // the index gives a long integer in hexadecimal
                        assertEquals(
                                expected.get(i).get(1).isString()
                                        ? Long.parseLong(value, 16)
                                        : Long.parseLong(value),
                                Long.parseLong(header.value()));
                case "0x43" -> assertEquals("Encoding-Version", header.name());
                default -> {
                    assertEquals(name, header.name().toLowerCase(Locale.ROOT));
                    assertEquals(value, header.value());
                }
            }
        }
    }

    private static void mms(JsonNode expected, MmsPdu pdu) {
        assertEquals(
                expected.get(0).get(1).asString().replace("-", ""),
                pdu.name().toLowerCase(Locale.ROOT).replaceAll("[-.]", ""));
        List<MmsHeaders.Entry> entries = pdu.headers().entries();
        assertEquals(expected.size() - 1, entries.size(), "number of MMS headers");
        for (int i = 1; i < expected.size(); i++) {
            MmsHeaders.Entry entry = entries.get(i - 1);
            JsonNode value = expected.get(i).get(1);
            assertEquals(
                    expected.get(i).get(0).asString(),
                    entry.name().toLowerCase(Locale.ROOT).replaceFirst("^x-mms-", ""));
            if (value.isString()) {
                assertEquals(value.asString(), entry.value());
            } else if (value.has("text")) {
                assertEquals(value.get("text").asString(), entry.value());
            }
        }
        assertEquals(pdu, decodedAgain(pdu));
    }

    private static MmsPdu decodedAgain(MmsPdu pdu) {
        try {
            return MmsCodec.decode(MmsCodec.encode(pdu));
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
    }
}
