// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.heliograph.config.Listen;
import org.heliograph.config.SmscSettings;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.OutbindRequest;
import org.jsmpp.session.OutboundSMPPServerSessionListener;
import org.jsmpp.session.SMPPOutboundServerSession;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.session.connection.socket.ServerSocketConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** We connect to ESMEs that something waits for (SMPP 3.4 §4.1.7), here to one of jSMPP. */
final class OutbindTest {
    private static final int PATIENCE_MILLIS = 60_000;

    private final BlockingQueue<DeliverSm> delivered = new LinkedBlockingQueue<>();
    private OutboundSMPPServerSessionListener listening;
    private TestCentre centre;

    @BeforeEach
    void start() throws Exception {
        var socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        listening =
                new OutboundSMPPServerSessionListener(
                        socket.getLocalPort(),
                        PATIENCE_MILLIS,
                        new ServerSocketConnectionFactory() {
                            @Override
                            public ServerConnection listen(int port, int timeout) {
                                return new ServerSocketConnection(socket);
                            }
                        });
        listening.setTimeout(PATIENCE_MILLIS);
        listening.setOutboundServerMessageReceiverListener((message, _) -> delivered.add(message));
        centre = new TestCentre(new MemoryMessageStore(), reachableAt(listening.getPort()), 1_000);
    }

    @AfterEach
    void stop() throws Exception {
        listening.close();
        centre.close();
    }

    private static SmscSettings.Smpp reachableAt(int port) {
        SmscSettings.Smpp usual = TestCentre.SMPP;
        SmscSettings.Account plain = usual.accounts().getFirst();
        var demo =
                new SmscSettings.Account(
                        plain.systemId(),
                        plain.passwordFile(),
                        plain.shortCodes(),
                        plain.addresses(),
                        plain.networks(),
                        plain.bindTypes(),
                        plain.maxBinds(),
                        plain.window(),
                        plain.throughput(),
                        plain.dataCoding0(),
                        plain.deliverWindow(),
                        plain.certificates(),
                        List.of(new Listen("127.0.0.1", port)),
                        "");
        return new SmscSettings.Smpp(
                usual.listen(),
                usual.maxPduOctets(),
                usual.responseTimeout(),
                usual.enquireLinkInterval(),
                usual.sessionInitTimeout(),
                usual.maxSessions(),
                usual.deliverWindow(),
                List.of(demo, usual.accounts().getLast()));
    }

    private void submit() throws Exception {
        try (var other = new EsmePeer(centre)) {
            other.bind(other.session, BindType.BIND_TX, "other", TestCentre.PASSWORD);
            other.submit("1000", 0, 0, 0, new byte[] {'x'});
        }
    }

    private SMPPOutboundServerSession connected() throws Exception {
        SMPPOutboundServerSession session = listening.accept();
        OutbindRequest request = session.waitForOutbind(PATIENCE_MILLIS);
        assertEquals("Heliograph", request.getSystemId());
        assertEquals(TestCentre.PASSWORD, request.getPassword());
        return session;
    }

    private static void bind(SMPPOutboundServerSession session, String password) throws Exception {
        session.bind(
                new BindParameter(
                        BindType.BIND_RX,
                        "demo",
                        password,
                        "",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        ""),
                PATIENCE_MILLIS);
    }

    @Test
    void whatWaitsIsDeliveredOverAConnectionOfOurs() throws Exception {
        submit();
        SMPPOutboundServerSession session = connected();
        bind(session, TestCentre.PASSWORD);
        assertNotNull(delivered.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS), "no deliver_sm");
        session.unbindAndClose();
    }

    @Test
    void connectsAgainToWhoDidNotBind() throws Exception {
        submit();
        connected().close();
        SMPPOutboundServerSession session = connected();
        bind(session, TestCentre.PASSWORD);
        assertNotNull(delivered.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS), "no deliver_sm");
        session.unbindAndClose();
    }

    @Test
    void connectsToNobodyForWhomNothingWaits() throws Exception {
        listening.setTimeout(300);
        try (var other = new EsmePeer(centre)) {
            other.bind(other.session, BindType.BIND_TRX, "other", TestCentre.PASSWORD);
            other.submit("2000", 0, 0, 0, new byte[] {'x'}); // to itself
            other.nextDelivery();
        }
        assertThrows(SocketTimeoutException.class, listening::accept);
    }
}
