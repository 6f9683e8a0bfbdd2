// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench.speed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;

/**
 * The floor: jSMPP's own sessions at both ends, which answer each submit_sm at once and keep
 * nothing. With {@code server PORT} it is the server alone, for others to send to.
 */
public final class JsmppEcho {
    /** Most requests of a session under way. */
    private static final int WINDOW = 100;

    private static final byte[] TEXT = "#00000000 0000000000 0000000000 hello".getBytes(US_ASCII);

    private final SMPPServerSessionListener listener;
    private final AtomicLong received = new AtomicLong();

    private JsmppEcho(int port) throws IOException {
        listener = new SMPPServerSessionListener(port);
        listener.setPduProcessorDegree(3);
        Thread.ofVirtual().start(this::accept);
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("server")) {
            var server = new JsmppEcho(Integer.parseInt(arguments[1]));
            int seen = System.in.read(); // ends with its parent, or when asked how many came
            while (seen >= 0) {
                System.out.println(server.received.get());
                seen = System.in.read();
            }
            System.exit(0);
        }
        var server = new JsmppEcho(Integer.parseInt(arguments[1]));
        System.out.printf(
                "%.0f%n",
                server.measure(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])));
        System.exit(0);
    }

    private void accept() {
        while (true) {
            try {
                SMPPServerSession session = listener.accept();
                session.setMessageReceiverListener(new Echo());
                Thread.ofVirtual().start(() -> bind(session));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void bind(SMPPServerSession session) {
        try {
            session.waitForBind(5_000).accept("echo");
        } catch (Exception e) {
            session.close();
        }
    }

    /** {@return submit_sm answered a second} */
    private double measure(int port, int binds) throws Exception {
        var answered = new AtomicLong();
        var over = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        List<SMPPSession> sessions = new ArrayList<>();
        for (int i = 0; i < binds; i++) {
            var session = new SMPPSession();
            session.setTransactionTimer(10_000);
            session.connectAndBind(
                    "127.0.0.1",
                    port,
                    new BindParameter(
                            BindType.BIND_TX,
                            "echo",
                            "",
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            null));
            sessions.add(session);
            for (int j = 0; j < WINDOW; j++) {
                threads.add(Thread.ofVirtual().start(() -> submit(session, answered, over)));
            }
        }
        Program.pass(Duration.ofSeconds(6));
        long before = answered.get();
        long from = System.nanoTime();
        Program.pass(Duration.ofSeconds(8));
        double rate = (answered.get() - before) * 1e9 / (System.nanoTime() - from);
        over.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        sessions.forEach(SMPPSession::unbindAndClose);
        return rate;
    }

    private static void submit(SMPPSession session, AtomicLong answered, AtomicBoolean over) {
        while (!over.get()) {
            try {
                session.submitShortMessage(
                        "",
                        TypeOfNumber.ALPHANUMERIC,
                        NumberingPlanIndicator.UNKNOWN,
                        "Load",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        "1000",
                        new ESMClass(),
                        (byte) 0,
                        (byte) 0,
                        null,
                        null,
                        new RegisteredDelivery(0),
                        (byte) 0,
                        DataCodings.ZERO,
                        (byte) 0,
                        TEXT);
                answered.incrementAndGet();
            } catch (Exception e) {
                System.err.println(e);
                return;
            }
        }
    }

    private final class Echo implements ServerMessageReceiverListener {
        @Override
        public SubmitSmResult onAcceptSubmitSm(SubmitSm submitSm, SMPPServerSession source)
                throws ProcessRequestException {
            try {
                return new SubmitSmResult(
                        new MessageId(Long.toString(received.incrementAndGet())),
                        new OptionalParameter[0]);
            } catch (PDUStringException e) {
                throw new ProcessRequestException("id", 8, e);
            }
        }

        @Override
        public SubmitMultiResult onAcceptSubmitMulti(
                SubmitMulti submitMulti, SMPPServerSession source) throws ProcessRequestException {
            throw new ProcessRequestException("not here", 3);
        }

        @Override
        public QuerySmResult onAcceptQuerySm(QuerySm querySm, SMPPServerSession source)
                throws ProcessRequestException {
            throw new ProcessRequestException("not here", 3);
        }

        @Override
        public void onAcceptReplaceSm(ReplaceSm replaceSm, SMPPServerSession source)
                throws ProcessRequestException {
            throw new ProcessRequestException("not here", 3);
        }

        @Override
        public void onAcceptCancelSm(CancelSm cancelSm, SMPPServerSession source)
                throws ProcessRequestException {
            throw new ProcessRequestException("not here", 3);
        }

        @Override
        public BroadcastSmResult onAcceptBroadcastSm(
                BroadcastSm broadcastSm, SMPPServerSession source) throws ProcessRequestException {
            throw new ProcessRequestException("not here", 3);
        }

        @Override
        public void onAcceptCancelBroadcastSm(CancelBroadcastSm cancel, SMPPServerSession source)
                throws ProcessRequestException {
            throw new ProcessRequestException("not here", 3);
        }

        @Override
        public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
                QueryBroadcastSm query, SMPPServerSession source) throws ProcessRequestException {
            throw new ProcessRequestException("not here", 3);
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm dataSm, Session source)
                throws ProcessRequestException {
            throw new ProcessRequestException("not here", 3);
        }
    }
}
