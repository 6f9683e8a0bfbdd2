// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.heliograph.config.Listen;
import org.heliograph.config.ServerTls;
import org.heliograph.config.SettingsLoader;
import org.heliograph.tools.Heliograph;
import org.heliograph.tools.serve.Installation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever of ours binds to an SMSC, over mutual TLS: the MMSC, and the commands. */
final class TlsDoorsTest {
    @TempDir private Path directory;

    private final AtomicReference<Listen> bindingTo = new AtomicReference<>();
    private Path data;
    private Installation running;

    @BeforeEach
    void start() throws Exception {
        data = directory.resolve("data");
        Path client = Files.createDirectory(directory.resolve("client"));
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "smsc.smpp.listen=127.0.0.1:0",
                                "smsc.smpp.tls.enabled=true",
                                "smsc.smpp.tls.listen=127.0.0.1:0",
                                "smsc.smpp.tls.selfSigned=true",
                                "smsc.smpp.tls.clientCaFile=" + client.resolve("smpp-tls.crt"),
                                "smsc.sip.listen=127.0.0.1:0",
                                "mmsc.mm1.listen=127.0.0.1:0",
                                "mmsc.smpp.tls.enabled=true",
                                "mmsc.smpp.tls.caFile=smpp-tls.crt",
                                "mmsc.smpp.tls.certificateFile=" + client.resolve("smpp-tls.crt"),
                                "mmsc.smpp.tls.keyFile=" + client.resolve("smpp-tls.key"),
                                "console.listen=127.0.0.1:0"));
        var loaded = SettingsLoader.load(List.of(), settings);
        ServerTls.open(client, loaded.smsc().smpp().tls(), Clock.systemUTC()); // makes the files
        running =
                Installation.start(
                        loaded,
                        data,
                        Clock.systemUTC(),
                        smsc -> {
                            bindingTo.set(smsc);
                            return smsc;
                        });
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private Listen door() {
        return running.smsc().orElseThrow().smppTlsAddress().orElseThrow();
    }

    /** {@return exit status and what was printed} */
    private String run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        var text = new StringWriter();
        int code =
                Heliograph.run(
                        new PrintWriter(text), new PrintWriter(text), all.toArray(String[]::new));
        return code + " " + text;
    }

    private String[] with(String command, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        words.addAll(List.of("--smpp", door().toString(), "--system-id", "demo"));
        words.add("--password");
        words.add(Files.readString(data.resolve("esme-demo.password")).strip());
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private String[] trusted(String command, String... more) throws Exception {
        List<String> tls = new ArrayList<>(List.of("--tls"));
        tls.addAll(List.of("--tls-ca", data.resolve("smpp-tls.crt").toString()));
        tls.addAll(List.of("--tls-cert", directory.resolve("client/smpp-tls.crt").toString()));
        tls.addAll(List.of("--tls-key", directory.resolve("client/smpp-tls.key").toString()));
        tls.addAll(List.of(more));
        return with(command, tls.toArray(String[]::new));
    }

    @Test
    void theMmscBindsOverIt() throws Exception {
        assertEquals(door(), bindingTo.get());
        try (Operator operator =
                new Operator(URI.create("http://" + running.consoleAddress() + "/"), data)) {
            String page = operator.ask("metrics");
            while (!page.contains("heliograph_mmsc_smpp_bound 1")) {
                page = operator.ask("metrics");
            }
        }
    }

    @Test
    void theCommandsBindOverIt() throws Exception {
        String sent = run(trusted("send sms --from 447700900001 --to 1000 --text hello"));
        assertTrue(sent.startsWith("0 accepted "), sent);
        String load =
                run(
                        trusted(
                                "load smpp --to 1000 --count 500 --binds 2",
                                "--receive-system-id",
                                "demo",
                                "--json"));
        assertTrue(load.startsWith("0 "), load);
    }

    @Test
    void theCommandsRefuseAWrongCertificateAndAreRefusedWithoutTheirs() throws Exception {
        String wrong = directory.resolve("client/smpp-tls.crt").toString();
        String right = data.resolve("smpp-tls.crt").toString();
        for (String command :
                List.of("send sms --from 1 --to 1000 --text hello", "load smpp --to 1000")) {
            assertTrue(run(with(command, "--tls", "--tls-ca", wrong)).startsWith("1 "), command);
            assertTrue(run(with(command, "--tls", "--tls-ca", right)).startsWith("1 "), command);
            assertTrue(run(with(command, "--tls-ca", right)).startsWith("2 "), command);
            assertTrue(run(with(command, "--tls", "--tls-key", "k")).startsWith("2 "), command);
        }
    }
}
