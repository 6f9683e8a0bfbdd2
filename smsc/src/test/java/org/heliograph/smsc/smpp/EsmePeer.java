// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.heliograph.smsc.TestCentre;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;

/** jSMPP's client, a peer that was not written here, bound to a centre under test. */
final class EsmePeer implements AutoCloseable {
    private final TestCentre centre;
    private final BlockingQueue<DeliverSm> delivered = new LinkedBlockingQueue<>();

    /** alert_notifications that came. */
    final BlockingQueue<AlertNotification> alerted = new LinkedBlockingQueue<>();

    /** What it answers to deliver_sm. */
    volatile int answer = SMPPConstant.STAT_ESME_ROK;

    /** Held at one, it answers nothing to deliver_sm. */
    volatile CountDownLatch held = new CountDownLatch(0);

    final SMPPSession session = new SMPPSession();

    EsmePeer(TestCentre centre) {
        this.centre = centre;
        session.setTransactionTimer(5_000);
    }

    void bind(BindType as) throws Exception {
        bind(session, as, "demo", TestCentre.PASSWORD);
    }

    String bind(SMPPSession opened, BindType as, String systemId, String password)
            throws Exception {
        opened.setMessageReceiverListener(new Listener());
        return opened.connectAndBind(
                "127.0.0.1",
                centre.address().getPort(),
                new BindParameter(
                        as,
                        systemId,
                        password,
                        "",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        ""));
    }

    private final class Listener implements MessageReceiverListener {
        @Override
        public void onAcceptDeliverSm(DeliverSm deliverSm) throws ProcessRequestException {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProcessRequestException("closing", SMPPConstant.STAT_ESME_RSYSERR);
            }
            int status = answer;
            if (status != SMPPConstant.STAT_ESME_ROK) {
                throw new ProcessRequestException("as the test wants it", status);
            }
            delivered.add(deliverSm);
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification alertNotification) {
            alerted.add(alertNotification);
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm dataSm, Session source) {
            throw new AssertionError("nobody sends data_sm");
        }
    }

    String submit(
            String to,
            int esmClass,
            int dataCoding,
            int registered,
            byte[] message,
            OptionalParameter... more)
            throws Exception {
        var rest = new Rest(0, "", "", registered, 0);
        return submit(to, esmClass, dataCoding, rest, message, more);
    }

    /** Fields of submit_sm that most leave at nothing. */
    record Rest(int priority, String schedule, String validity, int registered, int replace) {
        static Rest at(String schedule) {
            return new Rest(0, schedule, "", 1, 0);
        }

        static Rest priority(int priority) {
            return new Rest(priority, "", "", 0, 0);
        }
    }

    String submit(
            String to,
            int esmClass,
            int dataCoding,
            Rest rest,
            byte[] message,
            OptionalParameter... more)
            throws Exception {
        return session.submitShortMessage(
                        "",
                        TypeOfNumber.ALPHANUMERIC,
                        NumberingPlanIndicator.UNKNOWN,
                        "Info",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        to,
                        new ESMClass(esmClass),
                        (byte) 0,
                        (byte) rest.priority(),
                        rest.schedule(),
                        rest.validity(),
                        new RegisteredDelivery(rest.registered()),
                        (byte) rest.replace(),
                        new RawDataCoding((byte) dataCoding),
                        (byte) 0,
                        message,
                        more)
                .getMessageId();
    }

    /** {@return what query_sm tells of one of {@link #submit}} */
    MessageState state(String id) throws Exception {
        return session.queryShortMessage(
                        id, TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, "Info")
                .getMessageState();
    }

    DeliverSm nextDelivery() throws InterruptedException {
        DeliverSm next = delivered.poll(60, TimeUnit.SECONDS);
        assertNotNull(next, "no deliver_sm came");
        return next;
    }

    @Override
    public void close() {
        held.countDown();
        session.unbindAndClose();
    }
}
