// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heliograph.pdu.cp.CpCodec;
import org.heliograph.pdu.cp.CpMessage;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.Scts;
import org.heliograph.pdu.sms.SmsCommand;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.SmsDeliverReport;
import org.heliograph.pdu.sms.SmsStatusReport;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.SmsSubmitReport;
import org.heliograph.pdu.sms.Tpdu;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.sms.ValidityPeriod;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Decodes PDUs of real phones, networks and other implementations, compares what their source or
 * another decoder says of them, and encodes them back to the same octets.
 */
class VectorTest {
    private static final Path VECTORS =
            Path.of(System.getProperty("heliograph.root", ".")).resolve("../shared/vectors");

    /** GSUP's information element of a TPDU. */
    private static final int SM_RP_UI = 0x43;

    /** CP messages stand in the notes of the RP messages that they carry. */
    private static final Pattern CP = Pattern.compile("cp_hex=([0-9a-f]+)");

    private final Map<String, String> exceptions = VectorExceptions.table();
    private final Set<String> unused = new HashSet<>(exceptions.keySet());
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> excepted = new TreeMap<>();
    private final List<String> folders = new ArrayList<>();
    private int triedBefore;
    private int passedBefore;
    private int exceptedBefore;
    private int tried;
    private int passed;

    @Test
    void readsEveryVectorAndWritesItBack() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(VECTORS), "needs ../shared/vectors");
        try (Stream<Path> files = Files.list(VECTORS.resolve("sms-tpdu"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                for (JsonNode vector : vectors(file)) {
                    if (!tpdu(vector).isEmpty()) {
                        judge(vector, this::tpduProblems);
                    }
                }
            }
        }
        closeFolder("sms-tpdu");
        for (JsonNode vector : vectors(VECTORS.resolve("rp-smsoip/rp.json"))) {
            judge(vector, this::rpProblems);
        }
        closeFolder("rp-smsoip");
        for (JsonNode vector : vectors(VECTORS.resolve("gsup-ttcn3/gsup-libosmocore.json"))) {
            for (JsonNode element : vector.path("decoded").path("ies")) {
                if (element.path("iei").asInt() == SM_RP_UI) {
                    judge(vector, (v, problems) -> gsupProblems(v, element, problems));
                }
            }
        }
        closeFolder("gsup-ttcn3");
        int exceptedCount = excepted.values().stream().mapToInt(n -> n).sum();
        System.out.println(
                "vectors: %d tried, %d passed, %d excepted"
                        .formatted(tried, passed, exceptedCount));
        folders.forEach(line -> System.out.println("  " + line));
        excepted.forEach((reason, count) -> System.out.println("  " + count + " × " + reason));
        assertEquals("", String.join("\n", failures));
        assertEquals(Set.of(), unused, "exceptions that no vector needs");
    }

    private void closeFolder(String folder) {
        int exceptedSoFar = excepted.values().stream().mapToInt(n -> n).sum();
        folders.add(
                "%s: %d tried, %d passed, %d excepted"
                        .formatted(
                                folder,
                                tried - triedBefore,
                                passed - passedBefore,
                                exceptedSoFar - exceptedBefore));
        triedBefore = tried;
        passedBefore = passed;
        exceptedBefore = exceptedSoFar;
    }

    /** Short message user information is a TPDU, whose direction the operation gives. */
    private void gsupProblems(JsonNode vector, JsonNode element, List<String> problems)
            throws DecodeException {
        Octets pdu = Octets.ofHex(element.path("hex").asString());
        Tpdu tpdu =
                vector.path("id").asString().contains("_mo_")
                        ? TpduCodec.decodeFromMobileStation(pdu, Carrier.RP_DATA)
                        : TpduCodec.decodeFromServiceCentre(pdu, Carrier.RP_DATA);
        if (!TpduCodec.encode(tpdu).equals(pdu)) {
            problems.add("encodes as " + TpduCodec.encode(tpdu).toHex());
        }
    }

    private interface Judge {
        /** Adds what is wrong, or throws where the octets are refused. */
        void judge(JsonNode vector, List<String> problems) throws DecodeException;
    }

    private void judge(JsonNode vector, Judge judge) {
        String id = vector.path("id").asString();
        tried++;
        List<String> problems = new ArrayList<>();
        boolean refused = false;
        try {
            judge.judge(vector, problems);
        } catch (DecodeException e) {
            refused = true;
            problems.add(e.getMessage());
        }
        boolean good = mustBeRefused(vector) ? refused : problems.isEmpty();
        String reason = exceptions.get(id);
        if (good && reason == null) {
            passed++;
        } else if (reason != null && !good) {
            unused.remove(id);
            excepted.merge(reason, 1, Integer::sum);
        } else if (!good) {
            failures.add(id + ": " + (problems.isEmpty() ? "not refused" : problems));
        }
    }

    private static boolean mustBeRefused(JsonNode vector) {
        JsonNode decoded = vector.path("decoded");
        return vector.path("must_reject").asBoolean(false)
                || vector.hasNonNull("expected_error")
                || vector.path("notes").asString("").contains("must be rejected")
                || vector.path("notes").asString("").contains("MUST REJECT")
                || vector.path("notes").asString("").contains("-> reject")
                || decoded.has("truncated")
                || decoded.has("trailing")
                || decoded.has("decode_error")
                || decoded.path("type").asString("").equals("RESERVED");
    }

    /** The octets; those of bare user data are put into an SMS-SUBMIT. */
    private static String tpdu(JsonNode vector) {
        if (vector.has("ud_hex")) {
            int first = vector.path("udhi").asBoolean() ? 0x41 : 0x01;
            int dcs = vector.path("dcs").asInt();
            int length = vector.path("udl").asInt();
            return Octets.of(first, 0, 0, 0x81, 0, dcs, length).toHex()
                    + vector.path("ud_hex").asString();
        }
        String bare = vector.path("tpdu_hex").asString("");
        return bare.isEmpty() && !vector.path("undecodable").asBoolean(false)
                ? vector.path("hex").asString("")
                : bare;
    }

    private void tpduProblems(JsonNode vector, List<String> problems) throws DecodeException {
        Octets pdu = Octets.ofHex(tpdu(vector));
        JsonNode decoded = vector.path("decoded");
        if (vector.has("udh") && !decoded.has("type")) { // packed text alone
            problems.addAll(packedText(vector, pdu));
            return;
        }
        String id = vector.path("id").asString();
        boolean misdirected = id.equals("modemmanager/test_pdu_insufficient_data#10"); // is MT
        boolean fromMobile =
                !misdirected
                        && (vector.path("direction").asString("").equals("MO")
                                || vector.has("ud_hex"));
        Carrier carrier = Carrier.RP_DATA;
        if (!misdirected
                && decoded.path("type").asString("").matches("SMS-(DELIVER|SUBMIT)-REPORT")) {
            carrier = id.startsWith("warthog618") ? Carrier.RP_ERROR : Carrier.RP_ACK;
        }
        Tpdu tpdu =
                fromMobile
                        ? TpduCodec.decodeFromMobileStation(pdu, carrier)
                        : TpduCodec.decodeFromServiceCentre(pdu, carrier);
        if (carrier != Carrier.RP_ERROR) { // "decoded" reads reports as those of RP-ACK
            compare(problems, decoded, fields(tpdu));
        }
        if (vector.path("text_matches").asBoolean(true)) { // else the source wrote something else
            compareExpected(problems, vector.path("expected"), fields(tpdu));
        }
        if (!TpduCodec.encode(tpdu).equals(pdu)) {
            problems.add("encodes as " + TpduCodec.encode(tpdu).toHex());
        }
    }

    private void rpProblems(JsonNode vector, List<String> problems) throws DecodeException {
        Octets octets = Octets.ofHex(vector.path("hex").asString());
        RpMessage message = RpCodec.decode(octets);
        JsonNode decoded = vector.path("decoded");
        Map<String, Object> fields = new HashMap<>();
        fields.put("mr", message.messageReference());
        switch (message) {
            case RpMessage.RpData data -> {
                fields.put("ud_hex", data.userData().toHex());
                compare(problems, decoded.path("oa"), Map.of("value", data.originator().digits()));
                compare(problems, decoded.path("da"), Map.of("value", data.destination().digits()));
                Tpdu tpdu =
                        switch (data.direction()) {
                            case FROM_MS ->
                                    TpduCodec.decodeFromMobileStation(
                                            data.userData(), Carrier.RP_DATA);
                            case TO_MS ->
                                    TpduCodec.decodeFromServiceCentre(
                                            data.userData(), Carrier.RP_DATA);
                        };
                compare(problems, decoded.path("tpdu"), fields(tpdu));
            }
            case RpMessage.RpAck ack -> fields.put("ud_hex", ack.userData().toHex());
            case RpMessage.RpError error -> fields.put("cause", error.cause());
            case RpMessage.RpSmma smma -> {}
        }
        compare(problems, decoded, fields);
        Matcher cp = CP.matcher(vector.path("notes").asString(""));
        if (cp.find()) {
            Octets around = Octets.ofHex(cp.group(1));
            CpMessage carrier = CpCodec.decode(around);
            if (!(carrier instanceof CpMessage.CpData data) || !data.userData().equals(octets)) {
                problems.add("CP-DATA has other user data");
            }
            if (!CpCodec.encode(carrier).equals(around)) {
                problems.add("CP encodes as " + CpCodec.encode(carrier).toHex());
            }
        }
        if (!RpCodec.encode(message).equals(octets)) {
            problems.add("encodes as " + RpCodec.encode(message).toHex());
        }
    }

    /** Septets alone are put into an SMS-SUBMIT, for that is where they can be read. */
    private static List<String> packedText(JsonNode vector, Octets packed) throws DecodeException {
        String text = vector.path("text").asString();
        boolean headed = vector.path("udh").asBoolean();
        int septets = UserData.ofText(text, Alphabet.GSM_7BIT).payload().length();
        Octets start =
                Octets.of(headed ? 0x41 : 0x01, 0, 0, 0x81, 0, 0, septets + (headed ? 7 : 0));
        SmsSubmit submit =
                (SmsSubmit) TpduCodec.decodeFromMobileStation(start.plus(packed), Carrier.RP_DATA);
        List<String> problems = new ArrayList<>();
        if (!submit.userData().text(Alphabet.GSM_7BIT).equals(text)) {
            problems.add("text: " + submit.userData().text(Alphabet.GSM_7BIT));
        }
        if (!TpduCodec.encode(submit).equals(start.plus(packed))) {
            problems.add("encodes as " + TpduCodec.encode(submit).toHex());
        }
        return problems;
    }

    private static void compareExpected(
            List<String> problems, JsonNode expected, Map<String, Object> fields) {
        Map<String, Object> known = new HashMap<>();
        for (String name : List.of("ct", "mn", "mr", "vp_minutes", "text")) {
            if (fields.containsKey(name)) {
                known.put(name, fields.get(name));
            }
        }
        compare(problems, expected, known);
        if (expected.path("oa").isString()) {
            same(
                    problems,
                    "oa",
                    expected.path("oa").asString(),
                    String.valueOf(fields.get("oa.value")));
        }
    }

    private static void compare(
            List<String> problems, JsonNode decoded, Map<String, Object> fields) {
        fields.forEach(
                (name, value) -> {
                    JsonNode said = decoded;
                    for (String step : name.split("\\.", -1)) {
                        said = said.path(step);
                    }
                    if (said.isString() || said.isNumber() || said.isBoolean()) {
                        same(problems, name, said.asString(), value);
                    }
                });
    }

    private static void same(List<String> problems, String name, String said, Object value) {
        if (!said.equals(String.valueOf(value))) {
            problems.add(name + ": source has " + said + ", we have " + value);
        }
    }

    private static Map<String, Object> fields(Tpdu tpdu) {
        Map<String, Object> fields = new HashMap<>();
        switch (tpdu) {
            case SmsDeliver deliver -> {
                address(fields, "oa", deliver.originatingAddress());
                fields.put("mms", !deliver.moreMessages());
                fields.put("rp", deliver.flags().contains(SmsDeliver.DeliverFlag.REPLY_PATH));
                fields.put("lp", deliver.flags().contains(SmsDeliver.DeliverFlag.LOOP_PREVENTION));
                fields.put("pid", deliver.protocolIdentifier());
                fields.put("scts", time(deliver.timestamp()));
                userData(fields, deliver.dataCodingScheme(), deliver.userData());
            }
            case SmsSubmit submit -> {
                address(fields, "da", submit.destinationAddress());
                fields.put("mr", submit.messageReference());
                fields.put("rd", submit.flags().contains(SmsSubmit.SubmitFlag.REJECT_DUPLICATES));
                fields.put(
                        "srr", submit.flags().contains(SmsSubmit.SubmitFlag.STATUS_REPORT_REQUEST));
                fields.put("pid", submit.protocolIdentifier());
                validity(fields, submit.validityPeriod());
                userData(fields, submit.dataCodingScheme(), submit.userData());
            }
            case SmsStatusReport report -> {
                address(fields, "ra", report.recipientAddress());
                fields.put("mr", report.messageReference());
                fields.put("scts", time(report.timestamp()));
                fields.put("dt", time(report.dischargeTime()));
                fields.put("st", report.status());
            }
            case SmsCommand command -> {
                address(fields, "da", command.destinationAddress());
                fields.put("mr", command.messageReference());
                fields.put("pid", command.protocolIdentifier());
                fields.put("ct", command.commandType());
                fields.put("mn", command.messageNumber());
                fields.put("cd_hex", command.commandData().payload().toHex());
            }
            case SmsSubmitReport report -> fields.put("scts", time(report.timestamp()));
            case SmsDeliverReport report -> {}
        }
        return fields;
    }

    private static void address(
            Map<String, Object> fields, String name, org.heliograph.pdu.sms.TpAddress address) {
        fields.put(name + ".value", address.value());
        fields.put(name + ".ton", address.typeOfNumber().bits());
        fields.put(name + ".npi", address.numberingPlan().value());
    }

    private static void validity(Map<String, Object> fields, ValidityPeriod period) {
        switch (period) {
            case ValidityPeriod.None() -> {}
            case ValidityPeriod.Relative relative -> {
                fields.put("vp_raw", relative.octet());
                fields.put("vp_minutes", relative.duration().toMinutes());
            }
            case ValidityPeriod.Absolute(Scts until) -> fields.put("vp_absolute", time(until));
            case ValidityPeriod.Enhanced(Octets octets) ->
                    fields.put("vp_enhanced_hex", octets.toHex());
        }
    }

    private static void userData(
            Map<String, Object> fields, DataCodingScheme scheme, UserData userData) {
        fields.put("dcs", scheme.octet());
        fields.put("udhi", !userData.header().isEmpty());
        if (scheme.compressed()) {
            return;
        }
        Alphabet alphabet = scheme.alphabet();
        fields.put(
                alphabet == Alphabet.EIGHT_BIT ? "data_hex" : "text",
                alphabet == Alphabet.EIGHT_BIT
                        ? userData.payload().toHex()
                        : userData.text(alphabet));
        userData.concatenation()
                .ifPresent(
                        part -> {
                            fields.put(
                                    part.wide() ? "concat.ref16" : "concat.ref", part.reference());
                            fields.put("concat.total", part.total());
                            fields.put("concat.seq", part.sequence());
                        });
        for (InformationElement element : userData.header()) {
            if (element instanceof InformationElement.Ports ports) {
                fields.put(ports.wide() ? "ports.dst" : "ports8.dst", ports.destination());
                fields.put(ports.wide() ? "ports.src" : "ports8.src", ports.source());
            }
        }
    }

    /** As the vectors write a time. */
    private static String time(Scts time) {
        String zone = time.time().getOffset().getId();
        return time.time()
                        .format(java.time.format.DateTimeFormatter.ofPattern("yy-MM-dd'T'HH:mm:ss"))
                + (zone.equals("Z") ? "+00:00" : zone);
    }

    private static JsonNode vectors(Path file) {
        return new ObjectMapper().readTree(file.toFile()).path("vectors");
    }
}
