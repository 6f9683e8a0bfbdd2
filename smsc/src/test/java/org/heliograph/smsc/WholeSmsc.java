// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.heliograph.config.ConfigException;
import org.heliograph.config.SettingsLoader;
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

/**
 * The whole SMSC from its settings, on free ports and its real store, and jSMPP's client, a peer
 * that was not written here, bound to it.
 */
public final class WholeSmsc {
    private static final List<String> USUAL =
            List.of(
                    "smsc.smpp.listen=127.0.0.1:0",
                    "smsc.sip.listen=127.0.0.1:0",
                    "smsc.firewall.enabled=false",
                    "smsc.retry.congestion.first=50ms",
                    "smsc.retry.temporary.first=50ms",
                    "smsc.retry.absent.first=50ms",
                    "smsc.smpp.accounts=["
                            + "{systemId: demo, passwordFile: demo.password, shortCodes: ['1000']},"
                            + "{systemId: other, passwordFile: other.password, shortCodes: ['2000']}]");

    private WholeSmsc() {}

    /**
     * {@return the settings as shipped, but for its ports, accounts and waits, and without a
     * firewall}
     *
     * @param more such as {@code smsc.retry.absent.first=12h}
     */
    public static SmscSettings settings(String... more) throws ConfigException {
        List<String> all = Stream.concat(USUAL.stream(), Stream.of(more)).toList();
        return SettingsLoader.load(List.of(), all).smsc();
    }

    public static Smsc start(SmscSettings settings, Path data) throws Exception {
        return start(settings, data, new SimpleMeterRegistry());
    }

    public static Smsc start(SmscSettings settings, Path data, MeterRegistry meters)
            throws Exception {
        return Smsc.start(settings, data, Clock.systemUTC(), meters);
    }

    /** Binds as a transceiver with the password that the SMSC made. */
    public static SMPPSession bind(
            Smsc smsc, Path data, String account, Consumer<DeliverSm> received) throws IOException {
        var session = new SMPPSession();
        session.setPduProcessorDegree(1); // several take what arrives in any order
        session.setMessageReceiverListener(
                new MessageReceiverListener() {
                    @Override
                    public void onAcceptDeliverSm(DeliverSm deliverSm) {
                        received.accept(deliverSm);
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

    /**
     * {@return the message_id}
     *
     * @param to a short code, or an E.164 number without its plus
     * @param receipt registered_delivery
     */
    public static String submit(SMPPSession session, String to, int receipt, String text)
            throws Exception {
        return session.submitShortMessage(
                        "",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.ISDN,
                        "1000",
                        to.length() < 6 ? TypeOfNumber.UNKNOWN : TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        to,
                        new ESMClass(),
                        (byte) 0,
                        (byte) 0,
                        "",
                        "",
                        new RegisteredDelivery(receipt),
                        (byte) 0,
                        new RawDataCoding((byte) 0),
                        (byte) 0,
                        text.getBytes(US_ASCII))
                .getMessageId();
    }
}
