// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.smpp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.heliograph.config.ClientTls;
import org.heliograph.config.Listen;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.Segmentation;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.tools.pdu.Summary;
import org.heliograph.tools.wire.EventLog;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.socket.SocketConnection;

/** One bind to an SMSC. */
public final class EsmeClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int UDHI = 0x40;
    private static final int RECEIPT_ON_ANY_OUTCOME = 1;

    private final SMPPSession session = new SMPPSession(this::connect);
    private final Optional<ClientTls> tls;
    private final EventLog<EsmeEvent> log;

    /** What a bind is for. */
    public enum Kind {
        TRANSMITTER(BindType.BIND_TX),
        RECEIVER(BindType.BIND_RX),
        TRANSCEIVER(BindType.BIND_TRX);

        private final BindType type;

        Kind(BindType type) {
            this.type = type;
        }
    }

    /** How a text longer than one SMS travels. */
    public enum LongText {
        /** In segments with a user data header. */
        SEGMENTS,
        /** In one piece, in message_payload. */
        PAYLOAD
    }

    private EsmeClient(Optional<ClientTls> tls, Consumer<EsmeEvent> screen) {
        this.tls = tls;
        log = new EventLog<>(screen);
    }

    /**
     * Connects without TLS and binds.
     *
     * @throws EsmeException if the SMSC refuses, or cannot be reached
     */
    public static EsmeClient bind(
            Listen smsc, Kind kind, String systemId, String password, Consumer<EsmeEvent> screen)
            throws EsmeException {
        return bind(smsc, Optional.empty(), kind, systemId, password, screen);
    }

    /**
     * Connects and binds.
     *
     * @throws EsmeException if the SMSC refuses, or cannot be reached
     */
    public static EsmeClient bind(
            Listen smsc,
            Optional<ClientTls> tls,
            Kind kind,
            String systemId,
            String password,
            Consumer<EsmeEvent> screen)
            throws EsmeException {
        EsmeClient client = new EsmeClient(tls, screen);
        client.session.setTransactionTimer(PATIENCE.toMillis());
        client.session.setPduProcessorDegree(1); // keeps the order of what is delivered
        client.session.setMessageReceiverListener(new EsmeReceiver(client.log));
        try {
            client.session.connectAndBind(
                    smsc.host(),
                    smsc.port(),
                    new BindParameter(
                            kind.type,
                            systemId,
                            password,
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            ""),
                    PATIENCE.toMillis());
            return client;
        } catch (IOException e) {
            client.session.close();
            throw refused(e, smsc);
        }
    }

    private static EsmeException refused(IOException e, Listen smsc) {
        if (e.getCause() instanceof NegativeResponseException negative) {
            int status = negative.getCommandStatus();
            return new EsmeException("bind refused: " + status(status), status, e);
        }
        return new EsmeException("cannot bind to " + smsc + ": " + e.getMessage(), 0, e);
    }

    /** Without Nagle's delay, which costs 40 ms with PDUs this small. */
    private Connection connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        try {
            int patience = Math.toIntExact(PATIENCE.toMillis());
            InetSocketAddress server = new Listen(host, port).socketAddress();
            socket.setTcpNoDelay(true);
            socket.connect(server, patience);
            socket.setSoTimeout(patience);
            return new SocketConnection(tls.isPresent() ? tls.get().over(socket, server) : socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** {@return what has been delivered here, to be waited for} */
    public EventLog<EsmeEvent> log() {
        return log;
    }

    /**
     * Submits a text.
     *
     * @param from number with a plus sign, short code, or anything else: alphanumeric
     * @return the message_ids, one for each submit_sm
     */
    public List<String> submit(
            String from, String to, String text, boolean receipt, LongText longText)
            throws EsmeException {
        Segmentation.Text segments =
                Segmentation.ofText(text, ThreadLocalRandom.current().nextInt(256));
        List<String> ids = new ArrayList<>();
        if (longText == LongText.PAYLOAD && segments.parts().size() > 1) {
            Alphabet alphabet = segments.dataCodingScheme().alphabet();
            UserData whole = UserData.ofText(text, alphabet);
            OptionalParameter payload =
                    new OptionalParameter.Message_payload(whole.payload().toArray());
            ids.add(
                    submit(
                            from,
                            to,
                            segments.dataCodingScheme(),
                            UserData.EMPTY,
                            receipt,
                            payload));
            return ids;
        }
        for (UserData part : segments.parts()) {
            ids.add(submit(from, to, segments.dataCodingScheme(), part, receipt));
        }
        return ids;
    }

    private String submit(
            String from,
            String to,
            DataCodingScheme scheme,
            UserData userData,
            boolean receipt,
            OptionalParameter... parameters)
            throws EsmeException {
        TpAddress source = TpAddress.of(from);
        TpAddress destination = TpAddress.of(to);
        Octets header = userData.headerOctets();
        try {
            return session.submitShortMessage(
                            "",
                            typeOfNumber(source),
                            numberingPlan(source),
                            source.value(),
                            typeOfNumber(destination),
                            numberingPlan(destination),
                            destination.value(),
                            new ESMClass(header.isEmpty() ? 0 : UDHI),
                            (byte) 0,
                            (byte) 0,
                            "",
                            "",
                            new RegisteredDelivery(receipt ? RECEIPT_ON_ANY_OUTCOME : 0),
                            (byte) 0,
                            new RawDataCoding((byte) scheme.octet()),
                            (byte) 0,
                            header.plus(userData.payload()).toArray(),
                            parameters)
                    .getMessageId();
        } catch (NegativeResponseException e) {
            int status = e.getCommandStatus();
            throw new EsmeException("submit_sm refused: " + status(status), status, e);
        } catch (ResponseTimeoutException e) {
            throw new EsmeException("submit_sm not answered", 0, e);
        } catch (PDUException | InvalidResponseException | IOException e) {
            throw new EsmeException("submit_sm failed: " + e.getMessage(), 0, e);
        }
    }

    private static TypeOfNumber typeOfNumber(TpAddress address) {
        return TypeOfNumber.valueOf((byte) address.typeOfNumber().bits());
    }

    private static NumberingPlanIndicator numberingPlan(TpAddress address) {
        return address.isAlphanumeric()
                ? NumberingPlanIndicator.UNKNOWN
                : NumberingPlanIndicator.ISDN;
    }

    private static String status(int commandStatus) {
        return String.format(Locale.ROOT, "%s (0x%08x)", name(commandStatus), commandStatus);
    }

    private static String name(int commandStatus) {
        return Summary.ofCommandStatus(commandStatus);
    }

    @Override
    public void close() {
        session.unbindAndClose();
    }
}
