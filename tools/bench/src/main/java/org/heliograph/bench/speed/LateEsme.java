// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench.speed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;

/** An ESME on jSMPP that takes whatever waits for it, and looks at the order. */
final class LateEsme implements AutoCloseable {
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(2);

    private final SMPPSession session = new SMPPSession();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong misplaced = new AtomicLong();

    /** Of the last message that was a {@link BacklogFill}'s. */
    private long last = -1;

    /** Binds as a transceiver. One thread reads, so that the order is that of the wire. */
    LateEsme(int port, String systemId, String password) throws IOException {
        session.setPduProcessorDegree(1);
        session.setQueueCapacity(1_000);
        session.setTransactionTimer(30_000);
        session.setMessageReceiverListener(new Receiver());
        session.connectAndBind(
                "127.0.0.1",
                port,
                new BindParameter(
                        BindType.BIND_TRX,
                        systemId,
                        password,
                        "",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        null));
    }

    long received() {
        return received.get();
    }

    /**
     * {@return how many did not follow the one before by number: missing, repeated or reordered}
     */
    long misplaced() {
        return misplaced.get();
    }

    /** Waits until so many have come. */
    boolean await(long messages, long nanos) {
        long end = System.nanoTime() + nanos;
        while (received.get() < messages && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(POLL);
        }
        return received.get() >= messages;
    }

    void submit(String to) throws Exception {
        session.submitShortMessage(
                "",
                TypeOfNumber.ALPHANUMERIC,
                NumberingPlanIndicator.UNKNOWN,
                "Late",
                TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.UNKNOWN,
                to,
                new ESMClass(),
                (byte) 0,
                (byte) 0,
                null,
                null,
                new RegisteredDelivery(0),
                (byte) 0,
                DataCodings.ZERO,
                (byte) 0,
                "served".getBytes(US_ASCII));
    }

    @Override
    public void close() {
        session.unbindAndClose();
    }

    private final class Receiver implements MessageReceiverListener {
        @Override
        public void onAcceptDeliverSm(DeliverSm message) {
            String text = new String(message.getShortMessage(), US_ASCII);
            if (text.matches("\\d{10} .*")) {
                long number = Long.parseLong(text.substring(0, 10));
                if (number != last + 1) {
                    misplaced.incrementAndGet();
                }
                last = number;
            }
            received.incrementAndGet();
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification notification) {
            // none comes
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm dataSm, Session source)
                throws ProcessRequestException {
            throw new ProcessRequestException("not here", 3);
        }
    }
}
