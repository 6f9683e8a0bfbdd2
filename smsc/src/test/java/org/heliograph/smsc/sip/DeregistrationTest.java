// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.heliograph.config.Cidr;
import org.heliograph.config.Listen;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpCause;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.smsc.Smsc;
import org.heliograph.smsc.TestCentre;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that leaves moves what waits for its subscriber, in the whole centre. */
final class DeregistrationTest {
    private static final Duration NEVER = Duration.ofHours(12);

    private static final SmscSettings SETTINGS =
            new SmscSettings(
                    true,
                    "+447700900000",
                    Duration.ofHours(24),
                    Duration.ofHours(1),
                    1_000,
                    SmscSettings.Store.EMBEDDED,
                    TestCentre.retry(NEVER, NEVER),
                    TestCentre.SMPP,
                    new SmscSettings.Sip(
                            Listen.of("127.0.0.1:0"),
                            "ims.example",
                            List.of(Cidr.of("127.0.0.0/8")),
                            100,
                            Duration.ofHours(1),
                            Duration.ofSeconds(5),
                            65_536));

    @TempDir Path directory;

    private void submit(Smsc smsc) throws Exception {
        var session = new SMPPSession();
        session.connectAndBind(
                "127.0.0.1",
                smsc.smppAddress().port(),
                new BindParameter(
                        BindType.BIND_TX,
                        "demo",
                        Files.readString(directory.resolve("demo.password")).strip(),
                        "",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        ""));
        String id =
                session.submitShortMessage(
                                "",
                                TypeOfNumber.UNKNOWN,
                                NumberingPlanIndicator.UNKNOWN,
                                "1000",
                                TypeOfNumber.INTERNATIONAL,
                                NumberingPlanIndicator.ISDN,
                                ALICE,
                                new ESMClass(),
                                (byte) 0,
                                (byte) 0,
                                "",
                                "",
                                new RegisteredDelivery(0),
                                (byte) 0,
                                new RawDataCoding((byte) 0),
                                (byte) 0,
                                "hello".getBytes(US_ASCII))
                        .getMessageId();
        assertNotEquals("", id);
        session.unbindAndClose();
    }

    private static int reference(SipPeer.Received message) {
        return assertInstanceOf(RpMessage.RpData.class, message.relayMessage()).messageReference();
    }

    private static void report(SipPeer phone, SipPeer.Received message, RpMessage report)
            throws IOException {
        phone.respond(message, "200 OK");
        String inReplyTo = "In-Reply-To: " + message.header("Call-ID") + "\r\n";
        phone.send(phone.message(ALICE, RpCodec.encode(report), inReplyTo));
        assertEquals(202, phone.response().status());
    }

    /** Nothing else would try it before twelve hours are over. */
    @Test
    void bringsToTheOtherDeviceAtOnceWhatWaitedForTheOneThatLeaves() throws Exception {
        try (Smsc smsc =
                        Smsc.start(
                                SETTINGS, directory, Clock.systemUTC(), new SimpleMeterRegistry());
                SipPeer tablet = SipPeer.overUdp(smsc.sipAddress().port());
                SipPeer phone = SipPeer.overUdp(smsc.sipAddress().port())) {
            assertEquals(200, tablet.register(ALICE, 600).status());
            assertEquals(200, phone.register(ALICE, 600).status());
            submit(smsc);
            SipPeer.Received first = phone.receive();
            report(
                    phone,
                    first,
                    new RpMessage.RpError(
                            Direction.FROM_MS,
                            reference(first),
                            RpCause.CONGESTION,
                            Octets.EMPTY,
                            Octets.EMPTY));
            assertEquals(200, phone.register(ALICE, 0).status());
            SipPeer.Received second = tablet.receive();
            report(
                    tablet,
                    second,
                    new RpMessage.RpAck(Direction.FROM_MS, reference(second), Octets.EMPTY));
        }
    }
}
