// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
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
import org.jsmpp.util.MessageId;
import org.junit.jupiter.api.Test;

/** jSMPP's server, which was not written here, as the centre that we bind to. */
final class JsmppUpstreamTest {
    private final BlockingQueue<SubmitSm> submitted = new LinkedBlockingQueue<>();

    @Test
    void jsmppTakesWhatWeHandOverAndTellsOfIt() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort(); // jSMPP does not tell which one it got
        }
        var listening = new SMPPServerSessionListener(port);
        listening.setTimeout(10_000);
        listening.setMessageReceiverListener(new Centre());
        var centre =
                new TestCentre(
                        new MemoryMessageStore(),
                        TestCentre.smpp(
                                0, UpstreamPeer.settings("jsmpp", port, 10, "gsm7", 0, "999")),
                        1_000);
        var esme = new EsmePeer(centre);
        try {
            SMPPServerSession session = listening.accept();
            BindRequest bind = session.waitForBind(5_000);
            assertEquals(BindType.BIND_TRX, bind.getBindType());
            assertEquals("demo", bind.getSystemId());
            assertEquals(TestCentre.PASSWORD, bind.getPassword());
            bind.accept("jsmpp");
            esme.bind(BindType.BIND_TRX);

            String id = esme.submit("999700900123", 0, 0, 1, "hello".getBytes(ISO_8859_1));
            SubmitSm sent = submitted.poll(60, TimeUnit.SECONDS);
            assertEquals("hello", new String(sent.getShortMessage(), ISO_8859_1));
            assertEquals(1, sent.getRegisteredDelivery());
            session.deliverShortMessage(
                    "",
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    "999700900123",
                    TypeOfNumber.ALPHANUMERIC,
                    NumberingPlanIndicator.UNKNOWN,
                    "Info",
                    new ESMClass(0x04),
                    (byte) 0,
                    (byte) 0,
                    new RegisteredDelivery(0),
                    new RawDataCoding((byte) 0),
                    new byte[0],
                    new OptionalParameter.Receipted_message_id("00c0ffee"),
                    new OptionalParameter.Message_state((byte) 2));
            DeliverSm receipt = esme.nextDelivery();
            String text = new String(receipt.getShortMessage(), ISO_8859_1);
            assertTrue(text.startsWith("id:" + id + " "), text);
            assertTrue(text.contains(" stat:DELIVRD "), text);
        } finally {
            esme.close();
            centre.close();
            listening.close();
        }
    }

    /** Takes submit_sm, and nothing else. */
    private final class Centre implements ServerMessageReceiverListener {
        @Override
        public SubmitSmResult onAcceptSubmitSm(SubmitSm submitSm, SMPPServerSession source)
                throws ProcessRequestException {
            submitted.add(submitSm);
            try {
                return new SubmitSmResult(new MessageId("00C0FFEE"), new OptionalParameter[0]);
            } catch (PDUStringException e) {
                throw refused();
            }
        }

        private static ProcessRequestException refused() {
            return new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
        }

        @Override
        public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti pdu, SMPPServerSession source)
                throws ProcessRequestException {
            throw refused();
        }

        @Override
        public QuerySmResult onAcceptQuerySm(QuerySm pdu, SMPPServerSession source)
                throws ProcessRequestException {
            throw refused();
        }

        @Override
        public void onAcceptReplaceSm(ReplaceSm pdu, SMPPServerSession source)
                throws ProcessRequestException {
            throw refused();
        }

        @Override
        public void onAcceptCancelSm(CancelSm pdu, SMPPServerSession source)
                throws ProcessRequestException {
            throw refused();
        }

        @Override
        public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm pdu, SMPPServerSession source)
                throws ProcessRequestException {
            throw refused();
        }

        @Override
        public void onAcceptCancelBroadcastSm(CancelBroadcastSm pdu, SMPPServerSession source)
                throws ProcessRequestException {
            throw refused();
        }

        @Override
        public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
                QueryBroadcastSm pdu, SMPPServerSession source) throws ProcessRequestException {
            throw refused();
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm pdu, Session source)
                throws ProcessRequestException {
            throw refused();
        }
    }
}
