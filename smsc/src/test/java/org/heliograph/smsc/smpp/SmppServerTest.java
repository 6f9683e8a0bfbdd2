// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binds and submissions, with jSMPP's client as the ESME. */
final class SmppServerTest {
    private static final String HANDSET = "447700900123";
    private static final byte WITH_HEADER = 0x40;

    private final MemoryMessageStore store = new MemoryMessageStore();
    private TestCentre centre;
    private EsmePeer esme;

    @BeforeEach
    void start() throws Exception {
        centre = new TestCentre(store);
        esme = new EsmePeer(centre);
    }

    @AfterEach
    void stop() {
        esme.close();
        centre.close();
    }

    @Test
    void tellsAWrongPasswordFromAnUnknownSystemId() {
        assertEquals(SMPPConstant.STAT_ESME_RINVPASWD, statusOfBind("demo", "guess"));
        assertEquals(SMPPConstant.STAT_ESME_RINVSYSID, statusOfBind("nobody", "guess"));
    }

    private int statusOfBind(String systemId, String password) {
        var refused =
                assertThrows(
                        IOException.class,
                        () -> esme.bind(new SMPPSession(), BindType.BIND_TX, systemId, password));
        return assertInstanceOf(NegativeResponseException.class, refused.getCause())
                .getCommandStatus();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"BIND_TX, true", "BIND_RX, false", "BIND_TRX, true"})
    void letsTransmittersSubmit(BindType as, boolean may) throws Exception {
        assertEquals("Heliograph", esme.bind(esme.session, as, "demo", TestCentre.PASSWORD));
        if (may) {
            esme.submit(HANDSET, 0, 0, 0, new byte[] {'h', 'i'});
            assertEquals(Octets.of('h', 'i'), centre.nextArrival().userData().payload());
        }
    }

    @Test
    void carriesAlphanumericSenderAndSeptets() throws Exception {
        esme.bind(BindType.BIND_TX);
        String id = esme.submit(HANDSET, 0, 0, 0, new byte[] {0x02, 'h', 'i', 0x1B, 0x65});

        ShortMessage message = centre.nextArrival();
        assertEquals(id, message.id().toString());
        assertEquals(TypeOfNumber.ALPHANUMERIC, message.originatingAddress().typeOfNumber());
        assertEquals("Info", message.originatingAddress().value());
        assertEquals(HANDSET, message.destinationAddress().value());
        assertEquals(DataCodingScheme.GSM_7BIT, message.dataCodingScheme());
        assertEquals("$hi€", message.userData().text(Alphabet.GSM_7BIT));
    }

    @Test
    void readsTheUserDataHeader() throws Exception {
        esme.bind(BindType.BIND_TX);
        byte[] push = Octets.ofHex("0b05040b8423f00003070201 0106 0603be").toArray();
        esme.submit(HANDSET, WITH_HEADER, 4, 0, push);

        assertEquals(
                List.of(
                        new InformationElement.Ports(2948, 9200, true),
                        new InformationElement.Concatenation(7, false, 2, 1)),
                centre.nextArrival().userData().header());
    }

    @ParameterizedTest(name = "data_coding {0}: {1}")
    @CsvSource({
        "1, plain text, 0, GSM_7BIT",
        "3, à la carte £5, 0, GSM_7BIT",
        "3, garçon ±1, 8, UCS2",
        "6, привет, 8, UCS2",
    })
    void convertsTextThatHandsetsCannotRead(
            int dataCoding, String text, int scheme, Alphabet alphabet) throws Exception {
        esme.bind(BindType.BIND_TX);
        byte[] octets = text.getBytes(dataCoding == 6 ? Charset.forName("ISO-8859-5") : ISO_8859_1);
        esme.submit(HANDSET, 0, dataCoding, 0, octets);

        ShortMessage message = centre.nextArrival();
        assertEquals(new DataCodingScheme(scheme), message.dataCodingScheme());
        assertEquals(text, message.userData().text(alphabet));
    }

    @Test
    void segmentsALongTextInMessagePayload() throws Exception {
        esme.bind(BindType.BIND_TX);
        String text = "Größe: " + "0123456789 ".repeat(40);
        String id =
                esme.submit(
                        HANDSET,
                        0,
                        8,
                        0,
                        new byte[0],
                        new OptionalParameter.Message_payload(text.getBytes(UTF_16BE)));

        var whole = new StringBuilder();
        ShortMessage part = centre.nextArrival();
        int total = part.userData().concatenation().orElseThrow().total();
        for (int sequence = 1; sequence <= total; sequence++) {
            assertEquals(sequence, part.userData().concatenation().orElseThrow().sequence());
            whole.append(part.userData().text(Alphabet.UCS2));
            if (sequence < total) {
                part = centre.nextArrival();
            }
        }
        assertEquals(text, whole.toString());
        assertEquals(id, part.id().toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    header past the end | 64 | 4  | 0a 0003 | 0x43
                    element past the end| 64 | 4  | 03 000506 | 0x43
                    odd UCS-2           | 0  | 8  | 004100 | 0x1
                    no septet           | 0  | 0  | 41ff | 0x1
                    not ASCII           | 0  | 1  | 41ff | 0x1
                    unknown data_coding | 0  | 9  | 41 | 0x104
                    message type        | 16 | 0  | 41 |
                    reserved type       | 32 | 0  | 41 | 0x43
                    store and forward   | 3  | 0  | 41 |
                    """)
    void saysWhatIsWrongWithAMessage(
            String name, int esmClass, int dataCoding, String hex, String status) throws Exception {
        esme.bind(BindType.BIND_TX);
        byte[] message = Octets.ofHex(hex).toArray();
        if (status == null) {
            esme.submit(HANDSET, esmClass, dataCoding, 0, message);
            return;
        }
        var refused =
                assertThrows(
                        NegativeResponseException.class,
                        () -> esme.submit(HANDSET, esmClass, dataCoding, 0, message),
                        name);
        assertEquals(Integer.decode(status), refused.getCommandStatus());
        esme.submit(HANDSET, 0, 0, 0, new byte[] {'x'}); // the session goes on
        assertEquals(Octets.of('x'), centre.nextArrival().userData().payload());
    }

    @Test
    void segmentsAShortMessageThatDoesNotFitOne() throws Exception {
        esme.bind(BindType.BIND_TX);
        esme.submit(HANDSET, 0, 0, 0, "x".repeat(160).getBytes(ISO_8859_1));
        assertEquals(160, centre.nextArrival().userData().payload().length());
        esme.submit(HANDSET, 0, 0, 0, "x".repeat(161).getBytes(ISO_8859_1));
        assertEquals(153, centre.nextArrival().userData().payload().length());
        assertEquals(8, centre.nextArrival().userData().payload().length());
    }

    @Test
    void refusesAPartThatIsTooLongForOneShortMessage() throws Exception {
        esme.bind(BindType.BIND_TX);
        var refused =
                assertThrows(
                        NegativeResponseException.class,
                        () ->
                                esme.submit(
                                        HANDSET,
                                        WITH_HEADER,
                                        0,
                                        0,
                                        ("\5\0\3\7\2\1" + "x".repeat(154)).getBytes(ISO_8859_1)));
        assertEquals(SMPPConstant.STAT_ESME_RINVMSGLEN, refused.getCommandStatus());
    }

    @ParameterizedTest(name = "to {0}")
    @CsvSource({"1234", "4477009001231234"})
    void refusesADestinationThatNobodyOwns(String to) throws Exception {
        esme.bind(BindType.BIND_TX);
        var refused =
                assertThrows(
                        NegativeResponseException.class,
                        () -> esme.submit(to, 0, 0, 0, new byte[] {'x'}));
        assertEquals(SMPPConstant.STAT_ESME_RINVDSTADR, refused.getCommandStatus());
    }

    @Test
    void readsValidityPeriods() throws Exception {
        esme.bind(BindType.BIND_TX);
        for (String bad : List.of("991332010000000+", "000000000000000R")) {
            var refused = assertThrows(NegativeResponseException.class, () -> submitTimed("", bad));
            assertEquals(SMPPConstant.STAT_ESME_RINVEXPIRY, refused.getCommandStatus(), bad);
        }
        submitTimed("", "000001000000000R");
        ShortMessage message = centre.nextArrival();
        assertEquals(
                86_400,
                message.expiresAt().getEpochSecond() - message.acceptedAt().getEpochSecond());
    }

    private void submitTimed(String schedule, String validity) throws Exception {
        esme.session.submitShortMessage(
                "",
                org.jsmpp.bean.TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.UNKNOWN,
                "",
                org.jsmpp.bean.TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.UNKNOWN,
                "+" + HANDSET,
                new ESMClass(),
                (byte) 0,
                (byte) 0,
                schedule,
                validity,
                new RegisteredDelivery(0),
                (byte) 0,
                new RawDataCoding((byte) 0),
                (byte) 0,
                new byte[] {'x'});
    }

    @Test
    void answersDataSm() throws Exception {
        esme.bind(BindType.BIND_TRX);
        DataSmResult result =
                esme.session.dataShortMessage(
                        "",
                        org.jsmpp.bean.TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.ISDN,
                        "1000",
                        org.jsmpp.bean.TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        HANDSET,
                        new ESMClass(),
                        new RegisteredDelivery(0),
                        new RawDataCoding((byte) 4),
                        new OptionalParameter.Message_payload(new byte[] {1, 2, 3}));

        ShortMessage message = centre.nextArrival();
        assertEquals(message.id().toString(), result.getMessageId());
        assertEquals(Octets.of(1, 2, 3), message.userData().payload());
    }
}
