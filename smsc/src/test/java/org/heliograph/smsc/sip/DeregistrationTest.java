// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpCause;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.smsc.Smsc;
import org.heliograph.smsc.WholeSmsc;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that leaves moves what waits for its subscriber, in the whole centre. */
final class DeregistrationTest {
    @TempDir Path directory;

    /** Nothing is tried twice before twelve hours are over. */
    private Smsc start() throws Exception {
        List<String> never = new ArrayList<>(List.of("smsc.sip.domain=ims.example"));
        for (String after : List.of("congestion", "temporary", "absent")) {
            never.add("smsc.retry." + after + ".first=12h");
            never.add("smsc.retry." + after + ".longest=12h");
        }
        return WholeSmsc.start(WholeSmsc.settings(never.toArray(String[]::new)), directory);
    }

    private void submit(Smsc smsc) throws Exception {
        SMPPSession session = WholeSmsc.bind(smsc, directory, "demo", _ -> {});
        assertNotEquals("", WholeSmsc.submit(session, ALICE, 0, "hello"));
        session.unbindAndClose();
    }

    private static void report(SipPeer phone, SipPeer.Received message, RpMessage report)
            throws IOException {
        phone.respond(message, "200 OK");
        phone.report(message, ALICE, RpCodec.encode(report));
    }

    @Test
    void bringsToTheOtherDeviceAtOnceWhatWaitedForTheOneThatLeaves() throws Exception {
        try (Smsc smsc = start();
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
                            first.reference(),
                            RpCause.CONGESTION,
                            Octets.EMPTY,
                            Octets.EMPTY));
            assertEquals(200, phone.register(ALICE, 0).status());
            SipPeer.Received second = tablet.receive();
            report(
                    tablet,
                    second,
                    new RpMessage.RpAck(Direction.FROM_MS, second.reference(), Octets.EMPTY));
        }
    }
}
