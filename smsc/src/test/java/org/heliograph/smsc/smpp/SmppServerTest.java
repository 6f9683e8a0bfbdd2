// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server seen by jSMPP's client, a peer that was not written here. */
final class SmppServerTest {
    private static final String HANDSET = "447700900123";
    private static final byte WITH_HEADER = 0x40;

    private final MemoryMessageStore store = new MemoryMessageStore();
    private final BlockingQueue<DeliverSm> delivered = new LinkedBlockingQueue<>();
    private volatile int answer = SMPPConstant.STAT_ESME_ROK;
    private TestCentre centre;
    private final SMPPSession esme = new SMPPSession();

    @BeforeEach
    void start() throws Exception {
        centre = new TestCentre(store);
        esme.setTransactionTimer(5_000);
    }

    @AfterEach
    void stop() {
        esme.unbindAndClose();
        centre.close();
    }

    private void bind(BindType as) throws Exception {
        bind(esme, as, "demo", TestCentre.PASSWORD);
    }

    private String bind(SMPPSession session, BindType as, String systemId, String password)
            throws Exception {
        session.setMessageReceiverListener(new Listener());
        return session.connectAndBind(
                "127.0.0.1",
                centre.address().getPort(),
                new BindParameter(
                        as,
                        systemId,
                        password,
                        "",
                        org.jsmpp.bean.TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        ""));
    }

    private final class Listener implements MessageReceiverListener {
        @Override
        public void onAcceptDeliverSm(DeliverSm deliverSm) throws ProcessRequestException {
            int status = answer;
            if (status != SMPPConstant.STAT_ESME_ROK) {
                throw new ProcessRequestException("as the test wants it", status);
            }
            delivered.add(deliverSm);
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification alertNotification) {}

        @Override
        public DataSmResult onAcceptDataSm(DataSm dataSm, Session source) {
            throw new AssertionError("nobody sends data_sm");
        }
    }

    private String submit(
            String to,
            int esmClass,
            int dataCoding,
            int registered,
            byte[] message,
            OptionalParameter... more)
            throws Exception {
        return esme.submitShortMessage(
                        "",
                        org.jsmpp.bean.TypeOfNumber.ALPHANUMERIC,
                        NumberingPlanIndicator.UNKNOWN,
                        "Info",
                        org.jsmpp.bean.TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        to,
                        new ESMClass(esmClass),
                        (byte) 0,
                        (byte) 0,
                        "",
                        "",
                        new RegisteredDelivery(registered),
                        (byte) 0,
                        new RawDataCoding((byte) dataCoding),
                        (byte) 0,
                        message,
                        more)
                .getMessageId();
    }

    private DeliverSm nextDelivery() throws InterruptedException {
        DeliverSm next = delivered.poll(10, TimeUnit.SECONDS);
        assertNotNull(next, "no deliver_sm came");
        return next;
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
                        () -> bind(new SMPPSession(), BindType.BIND_TX, systemId, password));
        return assertInstanceOf(NegativeResponseException.class, refused.getCause())
                .getCommandStatus();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"BIND_TX, true", "BIND_RX, false", "BIND_TRX, true"})
    void letsTransmittersSubmit(BindType as, boolean may) throws Exception {
        assertEquals("Heliograph", bind(esme, as, "demo", TestCentre.PASSWORD));
        if (may) {
            submit(HANDSET, 0, 0, 0, new byte[] {'h', 'i'});
            assertEquals(Octets.of('h', 'i'), centre.nextArrival().userData().payload());
        }
    }

    @Test
    void carriesAlphanumericSenderAndSeptets() throws Exception {
        bind(BindType.BIND_TX);
        String id = submit(HANDSET, 0, 0, 0, new byte[] {0x02, 'h', 'i', 0x1B, 0x65});

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
        bind(BindType.BIND_TX);
        byte[] push = Octets.ofHex("0b05040b8423f00003070201 0106 0603be").toArray();
        submit(HANDSET, WITH_HEADER, 4, 0, push);

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
        bind(BindType.BIND_TX);
        byte[] octets = text.getBytes(dataCoding == 6 ? Charset.forName("ISO-8859-5") : ISO_8859_1);
        submit(HANDSET, 0, dataCoding, 0, octets);

        ShortMessage message = centre.nextArrival();
        assertEquals(new DataCodingScheme(scheme), message.dataCodingScheme());
        assertEquals(text, message.userData().text(alphabet));
    }

    @Test
    void segmentsALongTextInMessagePayload() throws Exception {
        bind(BindType.BIND_TX);
        String text = "Größe: " + "0123456789 ".repeat(40);
        String id =
                submit(
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
                    """)
    void saysWhatIsWrongWithAMessage(
            String name, int esmClass, int dataCoding, String hex, String status) throws Exception {
        bind(BindType.BIND_TX);
        byte[] message = Octets.ofHex(hex).toArray();
        if (status == null) {
            submit(HANDSET, esmClass, dataCoding, 0, message);
            return;
        }
        var refused =
                assertThrows(
                        NegativeResponseException.class,
                        () -> submit(HANDSET, esmClass, dataCoding, 0, message),
                        name);
        assertEquals(Integer.decode(status), refused.getCommandStatus());
        submit(HANDSET, 0, 0, 0, new byte[] {'x'}); // the session goes on
        assertEquals(Octets.of('x'), centre.nextArrival().userData().payload());
    }

    @Test
    void refusesWhatIsTooLongForOneShortMessage() throws Exception {
        bind(BindType.BIND_TX);
        submit(HANDSET, 0, 0, 0, "x".repeat(160).getBytes(ISO_8859_1));
        var refused =
                assertThrows(
                        NegativeResponseException.class,
                        () -> submit(HANDSET, 0, 0, 0, "x".repeat(161).getBytes(ISO_8859_1)));
        assertEquals(SMPPConstant.STAT_ESME_RINVMSGLEN, refused.getCommandStatus());
    }

    @ParameterizedTest(name = "to {0}")
    @CsvSource({"1234", "4477009001231234"})
    void refusesADestinationThatNobodyOwns(String to) throws Exception {
        bind(BindType.BIND_TX);
        var refused =
                assertThrows(
                        NegativeResponseException.class,
                        () -> submit(to, 0, 0, 0, new byte[] {'x'}));
        assertEquals(SMPPConstant.STAT_ESME_RINVDSTADR, refused.getCommandStatus());
    }

    @Test
    void reportsADelivery() throws Exception {
        bind(BindType.BIND_TRX);
        String id = submit(HANDSET, 0, 0, 1, new byte[] {'x'});

        DeliverSm receipt = nextDelivery();
        assertTrue(receipt.isSmscDeliveryReceipt());
        assertEquals("Info", receipt.getDestAddress());
        assertEquals(HANDSET, receipt.getSourceAddr());
        String text = new String(receipt.getShortMessage(), ISO_8859_1);
        assertTrue(
                text.matches(
                        "id:"
                                + id
                                + " sub:001 dlvrd:001 submit date:\\d{10} done date:\\d{10}"
                                + " stat:DELIVRD err:000 text:"),
                text);
        assertEquals(id, receipt.getShortMessageAsDeliveryReceipt().getId());
        var receipted = receipt.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
        assertEquals(id, receipted.getValueAsString());
        assertEquals(
                2, receipt.getOptionalParameter(OptionalParameter.Message_state.class).getValue());
    }

    @Test
    void reportsAFailureToWhoAskedForFailuresOnly() throws Exception {
        bind(BindType.BIND_TRX);
        submit(HANDSET, 0, 0, 2, new byte[] {'x'});
        centre.nextArrival();
        centre.handset = _ -> new DeliveryOutcome.Failed(Cause.REJECTED, "test");
        String id = submit(HANDSET, 0, 0, 2, new byte[] {'x'});

        DeliverSm receipt = nextDelivery();
        assertEquals(id, receipt.getShortMessageAsDeliveryReceipt().getId());
        assertEquals(
                5, receipt.getOptionalParameter(OptionalParameter.Message_state.class).getValue());
    }

    @Test
    void keepsAReceiptUntilAReceivingBindIsUp() throws Exception {
        bind(BindType.BIND_TX);
        String id = submit(HANDSET, 0, 0, 1, new byte[] {'x'});
        centre.nextArrival();

        var receiver = new SMPPSession();
        bind(receiver, BindType.BIND_RX, "demo", TestCentre.PASSWORD);
        assertEquals(id, nextDelivery().getShortMessageAsDeliveryReceipt().getId());
        receiver.unbindAndClose();
    }

    @Test
    void bringsAMessageToTheOwnerOfAShortCode() throws Exception {
        bind(BindType.BIND_TX);
        submit("2000", 0, 8, 0, "Größe".getBytes(UTF_16BE));

        var other = new SMPPSession();
        bind(other, BindType.BIND_RX, "other", TestCentre.PASSWORD);
        DeliverSm message = nextDelivery();
        assertEquals("Größe", new String(message.getShortMessage(), UTF_16BE));
        assertEquals(8, message.getDataCoding());
        assertEquals("Info", message.getSourceAddr());
        assertEquals("2000", message.getDestAddress());
        other.unbindAndClose();
    }

    @Test
    void triesAgainWhenTheEsmeHasNoRoom() throws Exception {
        answer = SMPPConstant.STAT_ESME_RMSGQFUL;
        bind(BindType.BIND_TRX);
        submit("1000", 0, 0, 0, new byte[] {'x'});
        answer = SMPPConstant.STAT_ESME_ROK;

        assertEquals('x', nextDelivery().getShortMessage()[0]);
    }

    @Test
    void readsValidityPeriodsAndRefusesScheduling() throws Exception {
        bind(BindType.BIND_TX);
        for (String bad : List.of("991332010000000+", "000000000000000R")) {
            var refused = assertThrows(NegativeResponseException.class, () -> submitTimed("", bad));
            assertEquals(SMPPConstant.STAT_ESME_RINVEXPIRY, refused.getCommandStatus(), bad);
        }
        var scheduled =
                assertThrows(
                        NegativeResponseException.class, () -> submitTimed("000000010000000R", ""));
        assertEquals(SMPPConstant.STAT_ESME_RINVSCHED, scheduled.getCommandStatus());

        submitTimed("", "000001000000000R");
        ShortMessage message = centre.nextArrival();
        assertEquals(
                86_400,
                message.expiresAt().getEpochSecond() - message.acceptedAt().getEpochSecond());
    }

    private void submitTimed(String schedule, String validity) throws Exception {
        esme.submitShortMessage(
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
        bind(BindType.BIND_TRX);
        DataSmResult result =
                esme.dataShortMessage(
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

    @Test
    void answersWhatItDoesNotOffer() throws Exception {
        bind(BindType.BIND_TX);
        var refused =
                assertThrows(
                        NegativeResponseException.class,
                        () ->
                                esme.queryShortMessage(
                                        "1",
                                        org.jsmpp.bean.TypeOfNumber.UNKNOWN,
                                        NumberingPlanIndicator.UNKNOWN,
                                        ""));
        assertEquals(SMPPConstant.STAT_ESME_RINVCMDID, refused.getCommandStatus());
    }
}
