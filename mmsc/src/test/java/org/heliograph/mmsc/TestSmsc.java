// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.wappush.WspPush;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.util.MessageId;

/** An SMSC that takes what it is given, by jSMPP's server side. */
final class TestSmsc implements AutoCloseable, ServerMessageReceiverListener {
    static final String PASSWORD = "s3cret";

    /** ESME_RINVPASWD. */
    private static final int WRONG_PASSWORD = 0x0E;

    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final BlockingQueue<SubmitSm> submitted = new LinkedBlockingQueue<>();
    private final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();
    private final List<SMPPServerSession> sessions = new ArrayList<>();
    private final ServerSocket socket;
    private final SMPPServerSessionListener listener;

    /**
     * @param port 0 for any
     */
    TestSmsc(int port) throws IOException {
        socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        listener = new SMPPServerSessionListener(0, new OnSocket(socket));
        listener.setMessageReceiverListener(this);
        Thread.ofVirtual().start(this::acceptAll);
    }

    private record OnSocket(ServerSocket socket) implements ServerConnectionFactory {
        @Override
        public ServerConnection listen(int port) {
            return new ServerSocketConnection(socket);
        }

        @Override
        public ServerConnection listen(int port, int timeout) {
            return listen(port);
        }

        @Override
        public ServerConnection listen(int port, int timeout, int backlog) {
            return listen(port);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The next submit_sm is answered with this command_status. */
    void refuseNext(int commandStatus) {
        refusals.add(commandStatus);
    }

    /** Tells everybody who is bound that a handset is there again. */
    void alert(String msisdn) throws Exception {
        List<SMPPServerSession> bound;
        synchronized (sessions) {
            bound = List.copyOf(sessions);
        }
        for (SMPPServerSession session : bound) {
            if (session.getSessionState().isBound()) {
                session.alertNotification(
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        msisdn,
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        "mmsc",
                        new OptionalParameter.Ms_availability_status((byte) 0));
            }
        }
    }

    /** {@return the next submit_sm} */
    SubmitSm nextSubmit() throws InterruptedException {
        SubmitSm next = submitted.poll(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new AssertionError("no submit_sm within " + DEADLINE);
        }
        return next;
    }

    /** {@return whether nothing comes within {@code time}} */
    boolean isQuietFor(Duration time) throws InterruptedException {
        return submitted.poll(time.toMillis(), TimeUnit.MILLISECONDS) == null;
    }

    /** {@return the MMS PDU in a push of one segment} */
    static MmsPdu pdu(SubmitSm submit) throws DecodeException {
        Octets userData = Octets.of(submit.getShortMessage());
        return MmsCodec.decode(WspPush.decode(userData.from(userData.at(0) + 1)).body());
    }

    private void acceptAll() {
        try {
            while (true) {
                SMPPServerSession session = listener.accept();
                synchronized (sessions) {
                    sessions.add(session);
                    if (socket.isClosed()) {
                        session.close();
                    }
                }
                bind(session);
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new AssertionError(e);
            }
        }
    }

    /** A peer that gives up does not end it: on a busy machine it comes again. */
    private static void bind(SMPPServerSession session) {
        try {
            BindRequest bind = session.waitForBind(DEADLINE.toMillis());
            if (bind.getPassword().equals(PASSWORD)) {
                bind.accept("test");
            } else {
                bind.reject(WRONG_PASSWORD);
            }
        } catch (IOException | TimeoutException | PDUStringException e) {
            session.close();
        }
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm submitSm, SMPPServerSession source)
            throws ProcessRequestException {
        Integer refusal = refusals.poll();
        if (refusal != null) {
            throw new ProcessRequestException("as the test wants", refusal);
        }
        submitted.add(submitSm);
        try {
            return new SubmitSmResult(new MessageId("1"), null);
        } catch (PDUStringException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw unserved();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw unserved();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw unserved();
    }

    @Override
    public void onAcceptCancelSm(CancelSm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw unserved();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw unserved();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw unserved();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
            QueryBroadcastSm pdu, SMPPServerSession source) throws ProcessRequestException {
        throw unserved();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm pdu, Session source) throws ProcessRequestException {
        throw unserved();
    }

    private static ProcessRequestException unserved() {
        return new ProcessRequestException("only submit_sm", 3);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        synchronized (sessions) {
            sessions.forEach(SMPPServerSession::close);
        }
    }
}
