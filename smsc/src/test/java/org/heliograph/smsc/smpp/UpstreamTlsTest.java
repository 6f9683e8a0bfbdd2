// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.heliograph.config.ServerTls;
import org.heliograph.config.SettingsLoader;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DeliverSm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our bind to another centre over mutual TLS; the other one is ours too. */
final class UpstreamTlsTest {
    @TempDir private Path directory = Path.of("");

    private static SmscSettings.Smpp load(String... settings) throws Exception {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("smsc.smpp.listen=127.0.0.1:0");
        all.add("smsc.smpp.tls.listen=127.0.0.1:0");
        all.add("smsc.smpp.tls.selfSigned=true");
        all.add("smsc.smpp.accounts=[{systemId: demo, passwordFile: f, shortCodes: []}]");
        return SettingsLoader.load(List.of(), all).smsc().smpp();
    }

    private Path certificates(String name) throws Exception {
        Path made = Files.createDirectory(directory.resolve(name));
        ServerTls.open(made, load().tls(), Clock.systemUTC());
        return made;
    }

    private TestCentre far(Path server, Path client) throws Exception {
        SmscSettings.Smpp smpp =
                load("smsc.smpp.tls.clientCaFile=" + client.resolve("smpp-tls.crt"));
        var tls = ServerTls.open(server, smpp.tls(), Clock.systemUTC());
        return new TestCentre(new MemoryMessageStore(), smpp, 1_000, Optional.of(tls));
    }

    private static TestCentre near(int port, Path trusted, Path own) throws Exception {
        return new TestCentre(
                new MemoryMessageStore(),
                load(
                        ("smsc.smpp.upstreams=[{enabled: true, name: far, hosts: [localhost:%d],"
                                        + " systemId: demo, passwordFile: f, systemType: '',"
                                        + " bindType: pair, binds: 1, window: 10, throughput: 0,"
                                        + " responseTimeout: 2s, enquireLinkInterval: 5s,"
                                        + " reconnectFirst: 20ms, reconnectLast: 50ms,"
                                        + " sourceTonNpi: '', destinationTonNpi: '',"
                                        + " alphabet: gsm7, dataCoding: 0, receiptIds: auto,"
                                        + " countHops: true, prefixes: ['999'], tls: {enabled: true,"
                                        + " caFile: %s, certificateFile: %s, keyFile: %s}}]")
                                .formatted(
                                        port,
                                        trusted.resolve("smpp-tls.crt"),
                                        own.resolve("smpp-tls.crt"),
                                        own.resolve("smpp-tls.key"))),
                1_000);
    }

    @Test
    void carriesMessagesAndReceiptsOverMutualTls() throws Exception {
        Path server = certificates("server");
        Path client = certificates("client");
        try (TestCentre far = far(server, client);
                TestCentre near = near(far.tlsAddress().getPort(), server, client);
                EsmePeer esme = new EsmePeer(near)) {
            esme.bind(BindType.BIND_TRX);
            String id = esme.submit("999700900123", 0, 0, 1, "hello".getBytes(ISO_8859_1));
            assertEquals(
                    Octets.of("hello".getBytes(ISO_8859_1)),
                    far.nextArrival().userData().payload());
            DeliverSm receipt = esme.nextDelivery();
            String text = new String(receipt.getShortMessage(), ISO_8859_1);
            assertTrue(text.startsWith("id:" + id + " "), text);
            assertTrue(text.contains(" stat:DELIVRD "), text);
        }
    }

    @Test
    void saysNothingToACentreWithTheWrongCertificate() throws Exception {
        Path server = certificates("server");
        Path trusted = certificates("trusted");
        var tls = ServerTls.open(server, load().tls(), Clock.systemUTC());
        try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TestCentre near = near(listening.getLocalPort(), trusted, trusted)) {
            for (int i = 0; i < 3; i++) { // it tries again
                try (Socket accepted = listening.accept()) {
                    accepted.setSoTimeout(10_000);
                    SSLSocket shaking = tls.over(accepted);
                    var e = assertThrows(IOException.class, () -> shaking.getInputStream().read());
                    assertTrue(
                            e instanceof SocketException // its end came before its alert was read
                                    || String.valueOf(e.getMessage()).contains("bad_certificate"),
                            e::toString);
                }
            }
            assertEquals(0, near.dispatcher.depth().messages());
        }
    }
}
