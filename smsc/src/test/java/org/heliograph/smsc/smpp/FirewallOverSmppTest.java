// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.heliograph.config.FirewallSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.firewall.FirewallRules;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.jsmpp.bean.Address;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceIfPresentFlag;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an ESME may try, each in the PDU that it would send. */
final class FirewallOverSmppTest {
    private static final int REPLACE_FAILED = 0x13;
    private static final int BLOCKED = 0x45;
    private static final int THROTTLED = 0x58;
    private static final String BOB = "447711000001";

    /** WSP Push of an MMS notification (WAP-230-WSP §8.2.4.1, OMA-TS-MMS_ENC §6.2). */
    private static final String PUSH = "010603beaf84";

    private static final String NOTIFICATION = "8c82 98543100 8d90 8a80 8e020400 8805810302a300 83";

    private TestCentre centre = new TestCentre(new MemoryMessageStore());
    private EsmePeer esme = new EsmePeer(centre);

    /** Each test chooses its rules, and starts anew. */
    FirewallOverSmppTest() throws Exception {}

    private void start(FirewallSettings rules, String account) throws Exception {
        stop();
        centre = TestCentre.behind(rules, new MemoryMessageStore());
        esme = new EsmePeer(centre);
        esme.bind(esme.session, BindType.BIND_TRX, account, TestCentre.PASSWORD);
    }

    @AfterEach
    void stop() {
        esme.close();
        centre.close();
    }

    private static String url(String url) {
        return Octets.of(url + "\0", StandardCharsets.US_ASCII).toHex();
    }

    private static byte[] octets(String hex) {
        return Octets.ofHex(hex).toArray();
    }

    private static String notification(String url) {
        return (NOTIFICATION + url(url)).replace(" ", "");
    }

    /** {@return command_status} */
    private int submit(
            String from, int esmClass, int pid, int dcs, String hex, OptionalParameter... more)
            throws Exception {
        boolean name = from.chars().anyMatch(Character::isLetter);
        try {
            esme.session.submitShortMessage(
                    "",
                    name ? TypeOfNumber.ALPHANUMERIC : TypeOfNumber.INTERNATIONAL,
                    name ? NumberingPlanIndicator.UNKNOWN : NumberingPlanIndicator.ISDN,
                    from,
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    BOB,
                    new ESMClass(esmClass),
                    (byte) pid,
                    (byte) 0,
                    "",
                    "",
                    new RegisteredDelivery(0),
                    (byte) 0,
                    new RawDataCoding((byte) dcs),
                    (byte) 0,
                    octets(hex),
                    more);
            return 0;
        } catch (NegativeResponseException e) {
            return e.getCommandStatus();
        }
    }

    private static OptionalParameter tlv(int tag, String hex) {
        return new OptionalParameter.OctetString((short) tag, octets(hex));
    }

    private double counted(String code) {
        return centre.meters.find("heliograph.smsc.refusals").tag("code", code).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    16-bit ports                       | 40 | 04 | 0605040b8423f0
                    16-bit ports, class 1              | 40 | f5 | 0605040b8423f0
                    16-bit ports, said to be text      | 40 | 00 | 0605040b8400ff
                    secure port                        | 40 | 04 | 0605040b8523f0
                    port of WSP                        | 40 | 04 | 06050423f023f0
                    8-bit ports                        | 40 | 04 | 04040284f0
                    8-bit ports beside 16-bit ones     | 40 | 04 | 0a0402f0f005040b8423f0
                    the first of two segments          | 40 | 04 | 0b05040b8423f00003070201
                    the first, its ports last          | 40 | 04 | 0b000307020105040b8423f0
                    the first, of two, without ports   | 40 | 04 | 050003070201
                    no ports at all                    | 00 | 04 |
                    """)
    void refusesANotificationHoweverItIsHidden(
            String how, String esmClass, String dcs, @Nullable String header) throws Exception {
        start(FirewallRules.all(), "demo");
        String data = (header == null ? "" : header) + PUSH + notification("http://evil.example/x");
        int coding = Integer.parseInt(dcs, 16);
        String sent = coding == 0 ? header + "41424344" : data;
        assertEquals(BLOCKED, submit("1000", Integer.parseInt(esmClass, 16), 0, coding, sent), how);
        assertEquals(1, counted("fw-push"));
        assertTrue(centre.arrived.isEmpty());
    }

    @Test
    void refusesEverySegmentThatHasThePorts() throws Exception {
        start(FirewallRules.all(), "demo");
        String header = "0b05040b8423f000030702";
        assertEquals(BLOCKED, submit("1000", 0x40, 0, 4, header + "01" + PUSH + "8c8298"));
        assertEquals(BLOCKED, submit("1000", 0x40, 0, 4, header + "02" + "0102030405"));
    }

    @Test
    void refusesANotificationInTlvs() throws Exception {
        start(FirewallRules.all(), "demo");
        String push = PUSH + notification("http://evil.example/" + "x".repeat(200));
        OptionalParameter from = tlv(0x020A, "23f0");
        OptionalParameter to = tlv(0x020B, "0b84");
        assertEquals(
                BLOCKED,
                submit("1000", 0x40, 0, 4, "", tlv(0x0424, "0605040b8423f0" + push)),
                "message_payload with a header");
        assertEquals(
                BLOCKED,
                submit("1000", 0, 0, 4, "", tlv(0x0424, push)),
                "message_payload without ports");
        assertEquals(
                BLOCKED,
                submit("1000", 0, 0, 4, "", from, to, tlv(0x0424, push)),
                "message_payload with ports beside it");
        assertEquals(BLOCKED, submit("1000", 0, 0, 4, "0102", from, to), "ports");
        assertEquals(BLOCKED, submit("1000", 0, 0, 4, "0102", to), "a port alone");
        OptionalParameter[] sar = {
            tlv(0x020C, "0001"), tlv(0x020E, "02"), tlv(0x020F, "01"), from, to
        };
        assertEquals(BLOCKED, submit("1000", 0, 0, 4, "0102", sar), "sar_* with ports");
        OptionalParameter[] bare = {tlv(0x020C, "0001"), tlv(0x020E, "02"), tlv(0x020F, "01")};
        assertEquals(BLOCKED, submit("1000", 0, 0, 4, PUSH + "8c8298", bare), "sar_* without");
        var refused =
                assertThrows(
                        NegativeResponseException.class,
                        () ->
                                esme.session.dataShortMessage(
                                        "",
                                        TypeOfNumber.INTERNATIONAL,
                                        NumberingPlanIndicator.ISDN,
                                        "1000",
                                        TypeOfNumber.INTERNATIONAL,
                                        NumberingPlanIndicator.ISDN,
                                        BOB,
                                        new ESMClass(0),
                                        new RegisteredDelivery(0),
                                        new RawDataCoding((byte) 4),
                                        from,
                                        to,
                                        tlv(0x0424, push)));
        assertEquals(BLOCKED, refused.getCommandStatus(), "data_sm");
        var multi =
                assertThrows(
                        NegativeResponseException.class,
                        () ->
                                esme.session.submitMultiple(
                                        "",
                                        TypeOfNumber.INTERNATIONAL,
                                        NumberingPlanIndicator.ISDN,
                                        "1000",
                                        new Address[] {
                                            new Address(
                                                    TypeOfNumber.INTERNATIONAL,
                                                    NumberingPlanIndicator.ISDN,
                                                    BOB)
                                        },
                                        new ESMClass(0x40),
                                        (byte) 0,
                                        (byte) 0,
                                        "",
                                        "",
                                        new RegisteredDelivery(0),
                                        ReplaceIfPresentFlag.DEFAULT,
                                        new RawDataCoding((byte) 4),
                                        (byte) 0,
                                        octets("0605040b8423f0" + PUSH)));
        assertEquals(BLOCKED, multi.getCommandStatus(), "submit_multi");
        for (int mode : List.of(1, 2)) {
            assertEquals(
                    BLOCKED, submit("1000", 0x40 | mode, 0, 4, "0605040b8423f0" + PUSH), "mode");
        }
        assertTrue(centre.arrived.isEmpty());
    }

    @Test
    void letsOurOwnCentreNotifyAndOthersOfAllowedContent() throws Exception {
        start(FirewallRules.all(), "demo");
        String ports = "0605040b8423f0" + PUSH;
        assertEquals(0, submit("1000", 0x40, 0, 4, ports + notification("http://mms.example/1")));
        for (String other :
                List.of(
                        "http://mms.example.org/1",
                        "http://mms.example@a/",
                        "https://mms.example/")) {
            assertEquals(BLOCKED, submit("1000", 0x40, 0, 4, ports + notification(other)), other);
        }
        centre.nextArrival();
        start(FirewallRules.all(), "other");
        assertEquals(0, submit("2000", 0x40, 0, 4, ports + notification("http://our.example/1")));
        centre.nextArrival();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    (U)SIM data download               | fw-sim-data   | 00 | 7f | f6 | 0102030405
                    ME data download                   | fw-sim-data   | 00 | 7d | 04 | 0102030405
                    data of class 2                    | fw-sim-data   | 00 | 00 | f6 | 0102030405
                    data of class 2, general group     | fw-sim-data   | 00 | 00 | 16 | 0102030405
                    command packet of the SIM toolkit  | fw-sim-data   | 40 | 00 | f5 | 02700000150e1e0d
                    response packet                    | fw-sim-data   | 40 | 00 | 04 | 02710000150e1e0d
                    command packet, a part             | fw-sim-data   | 40 | 00 | 04 | 070003070201700000
                    silent                             | fw-silent     | 00 | 40 | 00 | 41
                    silent, empty                      | fw-silent     | 00 | 40 | 04 |
                    indication, text thrown away       | fw-voice-mail | 00 | 00 | c8 |
                    indication, text kept              | fw-voice-mail | 00 | 00 | d8 | 41
                    indication in UCS-2                | fw-voice-mail | 00 | 00 | e8 | 0041
                    special message indication         | fw-voice-mail | 40 | 00 | 00 | 04010280ff41
                    enhanced voice mail                | fw-voice-mail | 40 | 00 | 04 | 0a23080107912143650001
                    return call                        | fw-voice-mail | 00 | 5f | 00 | 41
                    """)
    void refusesWhatIsNotForPeople(
            String what, String code, String esmClass, String pid, String dcs, @Nullable String hex)
            throws Exception {
        for (String account : List.of("demo", "other")) {
            start(FirewallRules.all(), account);
            int status =
                    submit(
                            "1000",
                            Integer.parseInt(esmClass, 16),
                            Integer.parseInt(pid, 16),
                            Integer.parseInt(dcs, 16),
                            hex == null ? "" : hex);
            boolean allowed = account.equals("other");
            assertEquals(allowed ? 0 : BLOCKED, status, what + " by " + account);
            assertEquals(allowed ? 0 : 1, counted(code), what);
        }
    }

    @Test
    void refusesMessageWaitingInATlv() throws Exception {
        start(FirewallRules.all(), "demo");
        assertEquals(BLOCKED, submit("1000", 0, 0, 0, "41", tlv(0x0030, "81")));
    }

    @Test
    void refusesAFloodOfClassZero() throws Exception {
        start(FirewallRules.all(), "demo");
        for (int i = 0; i < 3; i++) {
            assertEquals(0, submit("1000", 0, 0, List.of(0x10, 0xf0, 0x18).get(i), "0041"));
        }
        assertEquals(THROTTLED, submit("1000", 0, 0, 0x10, "41"));
        assertEquals(0, submit("1000", 0, 0, 0, "41"), "a text is none");
        assertEquals(1, counted("fw-limit-flash"));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "demo,MyBank,10",
        "demo,MYB4NK,10",
        "demo,My 8ank,10",
        "other,MyBank,0",
        "demo,Info,0",
        "demo,447700900123,10",
        "demo,447711000999,10",
        "demo,447711001000,0",
        "other,447700900123,0",
        "demo,4477009O0l,10"
    })
    void refusesSendersThatAreSomebodyElse(String account, String from, int status)
            throws Exception {
        start(FirewallRules.all(), account);
        assertEquals(status, submit(from, 0, 0, 0, "41"));
    }

    @Test
    void limitsSourcesSubscribersAndRepeats() throws Exception {
        start(
                FirewallRules.with(
                        "refuse",
                        List.of(
                                FirewallRules.limit("repeats", "any", "repeat", 1),
                                FirewallRules.limit("each", "any", "destination", 3),
                                FirewallRules.limit("source", "any", "source", 4))),
                "demo");
        assertEquals(0, submit("1000", 0, 0, 0, "41"));
        assertEquals(THROTTLED, submit("1000", 0, 0, 0, "41"));
        assertEquals(1, counted("fw-limit-repeats"));
        assertEquals(0, submit("1000", 0, 0, 0, "42"));
        assertEquals(0, submit("1000", 0, 0, 0, "43"));
        assertEquals(THROTTLED, submit("1000", 0, 0, 0, "44"));
        assertEquals(1, counted("fw-limit-each"));
        start(
                FirewallRules.with("refuse", List.of(FirewallRules.limit("s", "any", "source", 2))),
                "demo");
        String three = "41".repeat(400);
        assertEquals(THROTTLED, submit("1000", 0, 0, 0, "", tlv(0x0424, three)), "its parts count");
    }

    @Test
    void onlyNoticesWhereItIsToLook() throws Exception {
        start(FirewallRules.with("log", List.of()), "demo");
        assertEquals(0, submit("MyBank", 0x40, 0x40, 4, "0605040b8423f0" + PUSH));
        centre.nextArrival();
        for (Map.Entry<String, Integer> one :
                Map.of("fw-push", 1, "fw-silent", 1, "fw-sender-name", 1, "fw-sim-data", 0)
                        .entrySet()) {
            double noticed =
                    centre
                            .meters
                            .find("heliograph.smsc.firewall.noticed")
                            .tag("code", one.getKey())
                            .counters()
                            .stream()
                            .mapToDouble(counter -> counter.count())
                            .sum();
            assertEquals(one.getValue().doubleValue(), noticed, one.getKey());
        }
    }

    @Test
    void looksAtWhatReplacesAMessageThatWaits() throws Exception {
        start(FirewallRules.all(), "demo");
        centre.handset = _ -> new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "away");
        String id = esme.submit(BOB, 0, 4, 0, octets("0102030405"));
        var refused =
                assertThrows(NegativeResponseException.class, () -> replace(id, PUSH + "8c8298"));
        assertEquals(REPLACE_FAILED, refused.getCommandStatus());
        assertEquals(1, counted("fw-push"));
        replace(id, "0605040302");
    }

    private void replace(String id, String hex) throws Exception {
        esme.session.replaceShortMessage(
                id,
                TypeOfNumber.ALPHANUMERIC,
                NumberingPlanIndicator.UNKNOWN,
                "Info",
                "",
                "",
                new RegisteredDelivery(0),
                (byte) 0,
                octets(hex));
    }

    @Test
    void letsTextsPass() throws Exception {
        start(FirewallRules.all(), "demo");
        assertEquals(0, submit("Info", 0, 0, 0, "48656c6c6f"));
        assertEquals(0, submit("1000", 0, 0, 8, "00480069"));
        assertEquals(0, submit("1000", 0x40, 0, 0, "05000307020148656c6c6f"));
        assertEquals(0, submit("1000", 0x40, 0, 4, "06050415811581" + "0102030405"), "a ring tone");
        assertEquals(0, submit("1000", 0, 0, 0, "", tlv(0x0424, "41".repeat(300))));
    }
}
