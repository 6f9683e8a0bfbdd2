// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.heliograph.config.Cidr;
import org.heliograph.config.Listen;
import org.heliograph.config.SmscSettings;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole SMSC, from its settings, on its real store. */
final class SmscTest {
    private static final SmscSettings SETTINGS =
            new SmscSettings(
                    true,
                    "+447700900000",
                    Duration.ofHours(1),
                    Duration.ofHours(1),
                    1_000,
                    SmscSettings.Store.EMBEDDED,
                    TestCentre.retry(Duration.ofMillis(50), Duration.ofSeconds(1)),
                    TestCentre.SMPP,
                    new SmscSettings.Sip(
                            Listen.of("127.0.0.1:0"),
                            "ims.example.org",
                            List.of(Cidr.of("127.0.0.0/8")),
                            100,
                            Duration.ofHours(1),
                            Duration.ofSeconds(5),
                            65_536));

    @TempDir Path directory;
    @TempDir Path elsewhere;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    private SMPPSession bind(Smsc smsc, Path data, String account) throws IOException {
        var session = new SMPPSession();
        session.setMessageReceiverListener(
                new MessageReceiverListener() {
                    @Override
                    public void onAcceptDeliverSm(DeliverSm deliverSm) {
                        received.add(new String(deliverSm.getShortMessage(), US_ASCII));
                    }

                    @Override
                    public void onAcceptAlertNotification(AlertNotification notification) {}

                    @Override
                    public DataSmResult onAcceptDataSm(DataSm dataSm, Session source) {
                        throw new AssertionError("nobody sends data_sm");
                    }
                });
        session.connectAndBind(
                "127.0.0.1",
                smsc.smppAddress().port(),
                new BindParameter(
                        BindType.BIND_TRX,
                        account,
                        Files.readString(data.resolve(account + ".password")).strip(),
                        "",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        ""));
        return session;
    }

    private static String submit(SMPPSession session, String to, String text) throws Exception {
        return session.submitShortMessage(
                        "",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        "1000",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        to,
                        new ESMClass(),
                        (byte) 0,
                        (byte) 0,
                        "",
                        "",
                        new RegisteredDelivery(0),
                        (byte) 0,
                        new RawDataCoding((byte) 0),
                        (byte) 0,
                        text.getBytes(US_ASCII))
                .getMessageId();
    }

    @Test
    void makesPasswordsThatOnlyTheOwnerCanRead() throws Exception {
        try (Smsc smsc =
                Smsc.start(SETTINGS, directory, Clock.systemUTC(), new SimpleMeterRegistry())) {
            assertTrue(smsc.sipAddress().port() > 0);
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory.resolve("demo.password"))));
        }
    }

    @Test
    void deliversAfterARestartWhatWaited() throws Exception {
        try (Smsc smsc =
                Smsc.start(SETTINGS, directory, Clock.systemUTC(), new SimpleMeterRegistry())) {
            SMPPSession demo = bind(smsc, directory, "demo");
            submit(demo, "2000", "for another");
            demo.unbindAndClose();
        }
        try (Smsc smsc =
                Smsc.start(SETTINGS, directory, Clock.systemUTC(), new SimpleMeterRegistry())) {
            SMPPSession other = bind(smsc, directory, "other");
            assertEquals("for another", received.poll(10, TimeUnit.SECONDS));
            other.unbindAndClose();
        }
    }

    @Test
    void losesNothingThatItAcknowledgedWhenItIsKilled() throws Exception {
        long before;
        try (Smsc smsc =
                Smsc.start(SETTINGS, directory, Clock.systemUTC(), new SimpleMeterRegistry())) {
            SMPPSession demo = bind(smsc, directory, "demo");
            before = Long.parseLong(submit(demo, "2000", "kept"));
            // what is in the files now is what a kill now would leave
            for (String file :
                    List.of(
                            "smsc.mv.db",
                            "smsc.journal0",
                            "smsc.journal1",
                            "demo.password",
                            "other.password")) {
                Files.copy(directory.resolve(file), elsewhere.resolve(file));
            }
            demo.unbindAndClose();
        }
        try (Smsc smsc =
                Smsc.start(SETTINGS, elsewhere, Clock.systemUTC(), new SimpleMeterRegistry())) {
            SMPPSession other = bind(smsc, elsewhere, "other");
            assertEquals("kept", received.poll(10, TimeUnit.SECONDS));
            assertTrue(Long.parseLong(submit(other, "2000", "new")) > before);
            assertEquals("new", received.poll(10, TimeUnit.SECONDS));
            other.unbindAndClose();
        }
    }

    @Test
    void saysWhichAddressIsTaken() throws Exception {
        try (Smsc smsc =
                Smsc.start(SETTINGS, directory, Clock.systemUTC(), new SimpleMeterRegistry())) {
            SmscSettings taken =
                    new SmscSettings(
                            true,
                            SETTINGS.serviceCentreAddress(),
                            SETTINGS.validityPeriod(),
                            SETTINGS.finalStateRetention(),
                            SETTINGS.activeMessages(),
                            SETTINGS.store(),
                            SETTINGS.retry(),
                            new SmscSettings.Smpp(
                                    smsc.smppAddress(),
                                    4_096,
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(1),
                                    1,
                                    1,
                                    List.of()),
                            SETTINGS.sip());
            var refused =
                    assertThrows(
                            IOException.class,
                            () ->
                                    Smsc.start(
                                            taken,
                                            elsewhere,
                                            Clock.systemUTC(),
                                            new SimpleMeterRegistry()));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains(smsc.smppAddress().toString()),
                    refused.getMessage());
        }
    }
}
