// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.InformationElement.Ports;
import org.heliograph.pdu.sms.Scts;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.Tpdu;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.sms.ValidityPeriod;
import org.heliograph.tools.drawn.Draw;
import org.heliograph.tools.drawn.DrawnTpdus;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Gammu, a second opinion beside Wireshark's: it reads our SMS-DELIVER and SMS-SUBMIT, and we read
 * its. What is drawn stays within what Gammu's own records can say: numbers of the international
 * and the unknown type (one of the unknown type that starts with 00 it calls international), the
 * default alphabet without its extension (after which Gammu reads on beyond the end), UCS-2 without
 * surrogate pairs, years from 2000 on (1990 it takes for 2080), relative validity periods; no
 * SMS-STATUS-REPORT.
 */
final class GammuTest {
    private static final String PYTHON = "/usr/bin/python3"; // where Debian's packages are
    private static final String SCRIPT = "gammu-peer.py";
    private static final int PDUS = 600;
    private static final long PATIENCE_SECONDS = 60;

    private static final String GSM =
            "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                    + "¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà";

    @TempDir private Path directory;

    private final ObjectMapper json = new ObjectMapper();
    private final Draw draw = new Draw(Draw.seed("Gammu", 3_204));
    private final DrawnTpdus tpdus = new DrawnTpdus(draw);

    @BeforeEach
    void assumeInstalled() throws InterruptedException {
        boolean there;
        try {
            there =
                    new ProcessBuilder(PYTHON, "-c", "import gammu")
                                    .redirectErrorStream(true)
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (IOException _) {
            there = false;
        }
        Assumptions.assumeTrue(there, "needs python3-gammu");
    }

    @Test
    void readsOurDeliverAndSubmit() throws IOException, InterruptedException {
        List<Map<String, ?>> requests = new ArrayList<>();
        List<Map<String, Object>> expected = new ArrayList<>();
        for (int i = 0; i < PDUS; i++) {
            Tpdu tpdu = draw.either() ? deliver(expected) : submit(expected);
            requests.add(Map.of("pdu", TpduCodec.encode(tpdu).toHex()));
        }
        List<JsonNode> answers = ask(requests);
        for (int i = 0; i < PDUS; i++) {
            JsonNode answer = answers.get(i);
            Map<String, Object> seen = new LinkedHashMap<>();
            expected.get(i).keySet().forEach(name -> seen.put(name, plain(answer, name)));
            assertEquals(expected.get(i), seen, requests.get(i) + ": " + answer);
        }
        System.out.println("Gammu read " + PDUS + " PDUs of ours");
    }

    private SmsDeliver deliver(List<Map<String, Object>> expected) {
        DataCodingScheme scheme = scheme();
        UserData userData = userData(scheme);
        TpAddress from = address();
        Scts timestamp = tpdus.timestamp();
        while (timestamp.time().getYear() < 2_000) {
            timestamp = tpdus.timestamp();
        }
        Map<String, Object> fields = fields("Deliver", from, scheme, userData);
        fields.put("time", ISO_LOCAL_DATE_TIME.format(timestamp.time()));
        expected.add(fields);
        return new SmsDeliver(false, Set.of(), from, 0, scheme, timestamp, userData);
    }

    private SmsSubmit submit(List<Map<String, Object>> expected) {
        DataCodingScheme scheme = scheme();
        UserData userData = userData(scheme);
        TpAddress to = address();
        int reference = draw.within(0, 255);
        Map<String, Object> fields = fields("Submit", to, scheme, userData);
        fields.put("reference", Integer.toString(reference));
        expected.add(fields);
        var period = new ValidityPeriod.Relative(draw.within(0, 255));
        return new SmsSubmit(Set.of(), reference, to, 0, scheme, period, userData);
    }

    private static Map<String, Object> fields(
            String type, TpAddress address, DataCodingScheme scheme, UserData userData) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", type);
        fields.put("number", address.toString());
        fields.put("coding", coding(scheme.alphabet()));
        fields.put("class", Integer.toString(scheme.messageClass().orElse(-1)));
        fields.put("header", userData.headerOctets().toHex());
        fields.put(
                "text",
                scheme.alphabet() == Alphabet.EIGHT_BIT
                        ? userData.payload().toHex()
                        : userData.text(scheme.alphabet()));
        return fields;
    }

    private static String coding(Alphabet alphabet) {
        return switch (alphabet) {
            case GSM_7BIT -> "Default_No_Compression";
            case EIGHT_BIT -> "8bit";
            case UCS2 -> "Unicode_No_Compression";
        };
    }

    private DataCodingScheme scheme() {
        Alphabet alphabet = draw.of(Alphabet.class);
        return draw.either()
                ? DataCodingScheme.of(alphabet)
                : DataCodingScheme.of(alphabet, draw.within(0, 3));
    }

    private TpAddress address() {
        String digits = "4" + draw.text("0123456789", 2, 14);
        return TpAddress.of(draw.either() ? "+" + digits : digits);
    }

    private UserData userData(DataCodingScheme scheme) {
        List<InformationElement> header =
                switch (draw.within(0, 3)) {
                    case 0 -> List.of(new Concatenation(draw.within(0, 255), false, 3, 2));
                    case 1 -> List.of(new Concatenation(draw.within(0, 65_535), true, 3, 2));
                    case 2 -> List.of(new Ports(draw.within(0, 65_535), 9_200, true));
                    default -> List.of();
                };
        Octets payload =
                switch (scheme.alphabet()) {
                    case GSM_7BIT ->
                            UserData.ofText(draw.text(GSM, 1, 70), Alphabet.GSM_7BIT).payload();
                    case EIGHT_BIT -> draw.octets(1, 130);
                    case UCS2 ->
                            UserData.ofText(draw.text("aZ0éЖ中", 1, 60), Alphabet.UCS2).payload();
                };
        return new UserData(header, payload);
    }

    @Test
    void isReadByUs() throws IOException, InterruptedException, DecodeException {
        List<Map<String, ?>> requests = new ArrayList<>();
        for (int i = 0; i < PDUS; i++) {
            DataCodingScheme scheme = scheme();
            UserData userData = userData(scheme);
            Map<String, Object> request = fields("", address(), scheme, userData);
            request.put("class", scheme.messageClass().orElse(-1));
            request.put("layout", draw.either() ? "Submit" : "Deliver");
            request.put("validity", "Max");
            request.put("reference", draw.within(0, 255));
            requests.add(request);
        }
        List<JsonNode> answers = ask(requests);
        for (int i = 0; i < PDUS; i++) {
            Map<String, ?> request = requests.get(i);
            assertEquals("", plain(answers.get(i), "error"), request::toString);
            Octets pdu = Octets.ofHex(plain(answers.get(i), "pdu"));
            assertEquals(wanted(request), read(request, pdu), pdu::toHex);
        }
        System.out.println("We read " + PDUS + " PDUs of Gammu's");
    }

    private static List<Object> wanted(Map<String, ?> request) {
        List<Object> wanted = new ArrayList<>();
        for (String name : List.of("number", "coding", "class", "header", "text")) {
            wanted.add(String.valueOf(request.get(name)));
        }
        return wanted;
    }

    private static List<Object> read(Map<String, ?> request, Octets pdu) throws DecodeException {
        Tpdu tpdu =
                "Submit".equals(request.get("layout"))
                        ? TpduCodec.decodeFromMobileStation(pdu, Carrier.RP_DATA)
                        : TpduCodec.decodeFromServiceCentre(pdu, Carrier.RP_DATA);
        Map<String, Object> fields =
                switch (tpdu) {
                    case SmsDeliver deliver ->
                            fields(
                                    "",
                                    deliver.originatingAddress(),
                                    deliver.dataCodingScheme(),
                                    deliver.userData());
                    case SmsSubmit submit -> {
                        assertEquals(new ValidityPeriod.Relative(0xFF), submit.validityPeriod());
                        assertEquals(request.get("reference"), submit.messageReference());
                        yield fields(
                                "",
                                submit.destinationAddress(),
                                submit.dataCodingScheme(),
                                submit.userData());
                    }
                    default -> throw new AssertionError(tpdu.toString());
                };
        return wanted(fields);
    }

    private static String plain(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isMissingNode() ? "" : value.asString();
    }

    /** One process for all; what it is asked and what it answers is in files. */
    private List<JsonNode> ask(List<Map<String, ?>> requests)
            throws IOException, InterruptedException {
        Path questions = directory.resolve("questions");
        StringBuilder lines = new StringBuilder();
        requests.forEach(request -> lines.append(json.writeValueAsString(request)).append('\n'));
        Files.writeString(questions, lines);
        Path script = directory.resolve(SCRIPT);
        try (var in = GammuTest.class.getResourceAsStream(SCRIPT)) {
            Files.write(script, in.readAllBytes());
        }
        Path answers = directory.resolve("answers");
        Process process =
                new ProcessBuilder(PYTHON, script.toString())
                        .redirectInput(questions.toFile())
                        .redirectOutput(answers.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            assertEquals(true, process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "Gammu hangs");
        } finally {
            process.destroyForcibly();
        }
        List<JsonNode> read = new ArrayList<>();
        for (String line : Files.readString(answers, StandardCharsets.UTF_8).lines().toList()) {
            read.add(json.readTree(line));
        }
        assertEquals(requests.size(), read.size());
        return read;
    }
}
