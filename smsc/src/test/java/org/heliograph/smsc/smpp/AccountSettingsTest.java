// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.heliograph.smsc.smpp.RawPeer.BIND_RECEIVER;
import static org.heliograph.smsc.smpp.RawPeer.BIND_TRANSCEIVER;
import static org.heliograph.smsc.smpp.RawPeer.BIND_TRANSMITTER;
import static org.heliograph.smsc.smpp.RawPeer.bind;
import static org.heliograph.smsc.smpp.RawPeer.submit;
import static org.jsmpp.SMPPConstant.STAT_ESME_RBINDFAIL;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSRCADR;
import static org.jsmpp.SMPPConstant.STAT_ESME_ROK;
import static org.jsmpp.SMPPConstant.STAT_ESME_RTHROTTLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.util.List;
import org.heliograph.config.SettingsLoader;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the settings of an account mean to it, as it meets them on its connection. */
final class AccountSettingsTest {
    private static final String HANDSET = "447700900123";

    private static SmscSettings.Smpp with(String settings) throws Exception {
        return SettingsLoader.load(
                        List.of(),
                        List.of(
                                "smsc.smpp.listen=127.0.0.1:0",
                                "smsc.smpp.accounts=[{systemId: demo, passwordFile: f, shortCodes:"
                                        + " [\"1000\"], "
                                        + settings
                                        + "}, {systemId: gsm, passwordFile: g, shortCodes: []}]"))
                .smsc()
                .smpp();
    }

    private static TestCentre centre(String settings) throws Exception {
        return new TestCentre(new MemoryMessageStore(), with(settings), 1_000);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "ALPHANUMERIC, Info, true",
        "ALPHANUMERIC, info, false",
        "ALPHANUMERIC, Informer, false",
        "ALPHANUMERIC, Bank of A, true",
        "ALPHANUMERIC, Ban, false",
        "INTERNATIONAL, 447700900555, true",
        "INTERNATIONAL, +447700900555, true",
        "INTERNATIONAL, 447800900555, false",
        "UNKNOWN, 1000, true",
        "UNKNOWN, '', true",
        "UNKNOWN, 2000, false",
    })
    void sendsFromItsOwnAddressesAlone(TypeOfNumber type, String from, boolean allowed)
            throws Exception {
        try (TestCentre centre = centre("addresses: [Info, Bank*, +447700*]");
                var esme = new EsmePeer(centre)) {
            esme.bind(BindType.BIND_TX);
            int status = STAT_ESME_ROK;
            try {
                esme.session.submitShortMessage(
                        "",
                        type,
                        NumberingPlanIndicator.UNKNOWN,
                        from,
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        HANDSET,
                        new ESMClass(0),
                        (byte) 0,
                        (byte) 0,
                        "",
                        "",
                        new RegisteredDelivery(0),
                        (byte) 0,
                        new RawDataCoding((byte) 0),
                        (byte) 0,
                        new byte[] {'x'});
            } catch (NegativeResponseException e) {
                status = e.getCommandStatus();
            }
            assertEquals(allowed ? STAT_ESME_ROK : STAT_ESME_RINVSRCADR, status);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    networks: [10.0.0.0/8, 192.0.2.0/24]  | 2 | 13
                    networks: [10.0.0.0/8, 127.0.0.0/8]   | 2 | 0
                    bindTypes: [transmitter]              | 2 | 0
                    bindTypes: [transmitter]              | 1 | 13
                    bindTypes: [transmitter, receiver]    | 9 | 13
                    """)
    void bindsFromItsNetworksAndAsItMay(String settings, int commandId, int status)
            throws Exception {
        try (TestCentre centre = centre(settings);
                RawPeer peer = RawPeer.of(centre)) {
            assertEquals(status, peer.bindAs(commandId, "demo"));
        }
    }

    @Test
    void hasAsManyBindsAsItMay() throws Exception {
        try (TestCentre centre = centre("maxBinds: 2");
                RawPeer first = RawPeer.of(centre);
                RawPeer second = RawPeer.of(centre);
                RawPeer third = RawPeer.of(centre)) {
            assertEquals(STAT_ESME_ROK, first.bindAs(BIND_RECEIVER, "demo"));
            assertEquals(STAT_ESME_ROK, second.bindAs(BIND_TRANSMITTER, "demo"));
            assertEquals(STAT_ESME_RBINDFAIL, third.bindAs(BIND_TRANSMITTER, "demo"));

            first.send(RawPeer.pdu(0x06, 2, Octets.EMPTY));
            assertEquals("80000006 0 2", first.next());
            try (RawPeer fourth = RawPeer.of(centre)) {
                assertEquals(STAT_ESME_ROK, fourth.bindAs(BIND_TRANSMITTER, "demo"));
            }
        }
    }

    @Test
    void isThrottledOverAllItsBinds() throws Exception {
        try (TestCentre centre = centre("throughput: 50");
                RawPeer one = RawPeer.of(centre);
                RawPeer other = RawPeer.of(centre)) {
            one.bindAs(BIND_TRANSMITTER, "demo");
            other.bindAs(BIND_TRANSMITTER, "demo");
            long start = System.nanoTime();
            int accepted = 0;
            double throttled = 0;
            while (System.nanoTime() - start < 2_000_000_000L) {
                for (RawPeer peer : List.of(one, other)) {
                    peer.send(submit(2, "x", Octets.EMPTY));
                    switch (peer.nextPdu().commandStatus()) {
                        case STAT_ESME_ROK -> accepted++;
                        case STAT_ESME_RTHROTTLED -> throttled++;
                        default -> throw new AssertionError("another status");
                    }
                }
            }
            double most = 50 + 50 * (System.nanoTime() - start) / 1e9;
            assertTrue(accepted >= 110 && accepted <= most + 2, accepted + " of " + most);
            assertEquals(
                    throttled,
                    centre.meters
                            .get("heliograph.smsc.smpp.throttled")
                            .tag("account", "demo")
                            .counter()
                            .count());
        }
    }

    @Test
    void paysForEveryDestinationAndPart() throws Exception {
        try (TestCentre centre = centre("throughput: 2");
                RawPeer peer = RawPeer.of(centre)) {
            peer.bindAs(BIND_TRANSMITTER, "demo");
            Octets text = Octets.of("x".repeat(1_000), ISO_8859_1); // seven parts
            Octets payload = Octets.of(0x04, 0x24, 1_000 >> 8, 1_000 & 0xFF).plus(text);
            peer.send(submit(2, "", payload).plus(submit(3, "x", Octets.EMPTY)));
            assertEquals("80000004 0 2", peer.next());
            assertEquals("80000004 58 3", peer.next());
        }
    }

    @Test
    void answersAllThatCameBeyondTheWindow() throws Exception {
        try (TestCentre centre = centre("window: 1");
                RawPeer peer = RawPeer.of(centre)) {
            peer.bindAs(BIND_TRANSCEIVER, "demo");
            var burst = new OctetWriter();
            for (int i = 2; i < 200; i++) {
                burst.octets(submit(i, "x", Octets.EMPTY));
            }
            peer.send(burst.toOctets());
            for (int i = 2; i < 200; i++) {
                assertEquals("80000004 0 " + i, peer.next());
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "gsm7, 00412302, '@A#$', 0",
        "latin1, 41e9a3, Aé£, 0",
        "latin1, 41eab3, Aê³, 8",
        "ascii, 4124, A$, 0",
        "utf8, 41c3a9e282ac, Aé€, 0",
        "utf8, d0bf, п, 8",
    })
    void writesTextAsDataCodingZeroMeansToIt(String zero, String hex, String text, int scheme)
            throws Exception {
        try (TestCentre centre = centre("dataCoding0: " + zero);
                RawPeer peer = RawPeer.of(centre)) {
            peer.bindAs(BIND_TRANSMITTER, "demo");
            peer.send(submit(2, HANDSET, Octets.ofHex(hex), Octets.EMPTY));
            ShortMessage message = centre.nextArrival();
            assertEquals(new DataCodingScheme(scheme), message.dataCodingScheme());
            assertEquals(
                    text, message.userData().text(scheme == 0 ? Alphabet.GSM_7BIT : Alphabet.UCS2));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"ascii, c3a9", "utf8, c3", "utf8, ff41"})
    void refusesWhatIsNoTextOfIt(String zero, String hex) throws Exception {
        try (TestCentre centre = centre("dataCoding0: " + zero);
                RawPeer peer = RawPeer.of(centre)) {
            peer.bindAs(BIND_TRANSMITTER, "demo");
            peer.send(submit(2, HANDSET, Octets.ofHex(hex), Octets.EMPTY));
            assertEquals("80000004 1 2", peer.next());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "latin1, Aé£, 0",
        "latin1, A€, 8",
        "ascii, A$_, 0",
        "ascii, Aé, 8",
        "utf8, Aé€, 0",
    })
    void getsTextAsDataCodingZeroMeansToIt(String zero, String text, int dataCoding)
            throws Exception {
        try (TestCentre centre = centre("dataCoding0: " + zero);
                var esme = new EsmePeer(centre);
                RawPeer sender = RawPeer.of(centre)) {
            esme.bind(BindType.BIND_TRX);
            sender.bindAs(BIND_TRANSMITTER, "gsm");
            Octets septets = UserData.ofText(text, Alphabet.GSM_7BIT).payload();
            sender.send(submit(2, "1000", septets, Octets.EMPTY));

            DeliverSm got = esme.nextDelivery();
            assertEquals(dataCoding, got.getDataCoding());
            Charset charset = zero.equals("utf8") ? UTF_8 : ISO_8859_1;
            assertEquals(
                    text, new String(got.getShortMessage(), dataCoding == 8 ? UTF_16BE : charset));
        }
    }

    @Test
    void getsWhatDoesNotFitShortMessageInAParameter() throws Exception {
        try (TestCentre centre = centre("dataCoding0: ascii");
                var esme = new EsmePeer(centre)) {
            esme.bind(BindType.BIND_TRX);
            String text = "é".repeat(150);
            esme.submit("1000", 0, 3, 0, text.getBytes(ISO_8859_1));
            DeliverSm got = esme.nextDelivery();
            assertEquals(8, got.getDataCoding());
            OptionalParameter.Message_payload payload =
                    got.getOptionalParameter(OptionalParameter.Message_payload.class);
            assertEquals(text, new String(payload.getValue(), UTF_16BE));
        }
    }

    @Test
    void hasADeliverWindowOfItsOwn() throws Exception {
        assertEquals(3, new BoundSessions(with("deliverWindow: 3"), _ -> {}).to("demo").window());
        assertEquals(100, new BoundSessions(with("deliverWindow: 0"), _ -> {}).to("demo").window());
    }

    @Test
    void sendsNoParametersToWhoSpeaksSmpp33() throws Exception {
        try (TestCentre centre = centre("window: 100");
                RawPeer peer = RawPeer.of(centre)) {
            peer.send(bind(BIND_TRANSCEIVER, "demo", TestCentre.PASSWORD, 0x33));
            Pdu response = peer.nextPdu();
            assertEquals(16 + "Heliograph".length() + 1, response.octets().length());
            Octets parameter = Octets.ofHex("020400020007"); // user_message_reference
            peer.send(submit(2, "1000", Octets.of('x'), parameter));
            Pdu deliver = peer.nextPdu();
            if (deliver.isResponse()) {
                deliver = peer.nextPdu();
            }
            assertEquals(5, deliver.commandId());
            assertEquals(
                    PduShape.SUBMIT_SM.parametersAt(deliver.octets()), deliver.octets().length());
        }
    }
}
