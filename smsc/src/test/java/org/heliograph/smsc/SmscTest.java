// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.heliograph.config.SmscSettings;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole SMSC, from its settings, on its real store. */
final class SmscTest {
    private final SmscSettings settings = WholeSmsc.settings();

    @TempDir Path directory;
    @TempDir Path elsewhere;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    SmscTest() throws Exception {}

    private SMPPSession bind(Smsc smsc, Path data, String account) throws IOException {
        return WholeSmsc.bind(
                smsc,
                data,
                account,
                pdu -> received.add(new String(pdu.getShortMessage(), US_ASCII)));
    }

    private static String submit(SMPPSession session, String to, String text) throws Exception {
        return WholeSmsc.submit(session, to, 0, text);
    }

    @Test
    void makesPasswordsThatOnlyTheOwnerCanRead() throws Exception {
        try (Smsc smsc = WholeSmsc.start(settings, directory)) {
            assertTrue(smsc.sipAddress().port() > 0);
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory.resolve("demo.password"))));
        }
    }

    @Test
    void deliversAfterARestartWhatWaited() throws Exception {
        try (Smsc smsc = WholeSmsc.start(settings, directory)) {
            SMPPSession demo = bind(smsc, directory, "demo");
            submit(demo, "2000", "for another");
            demo.unbindAndClose();
        }
        try (Smsc smsc = WholeSmsc.start(settings, directory)) {
            SMPPSession other = bind(smsc, directory, "other");
            assertEquals("for another", received.poll(60, TimeUnit.SECONDS));
            other.unbindAndClose();
        }
    }

    @Test
    void losesNothingThatItAcknowledgedWhenItIsKilled() throws Exception {
        long before;
        try (Smsc smsc = WholeSmsc.start(settings, directory)) {
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
        try (Smsc smsc = WholeSmsc.start(settings, elsewhere)) {
            SMPPSession other = bind(smsc, elsewhere, "other");
            assertEquals("kept", received.poll(60, TimeUnit.SECONDS));
            assertTrue(Long.parseLong(submit(other, "2000", "new")) > before);
            assertEquals("new", received.poll(60, TimeUnit.SECONDS));
            other.unbindAndClose();
        }
    }

    @Test
    void saysWhichAddressIsTaken() throws Exception {
        try (Smsc smsc = WholeSmsc.start(settings, directory)) {
            SmscSettings taken = WholeSmsc.settings("smsc.smpp.listen=" + smsc.smppAddress());
            var refused = assertThrows(IOException.class, () -> WholeSmsc.start(taken, elsewhere));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains(smsc.smppAddress().toString()),
                    refused.getMessage());
        }
    }
}
