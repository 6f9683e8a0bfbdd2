// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsLoaderTest {
    @TempDir private Path directory;

    @Test
    void readsTheShippedDefaults() throws ConfigException {
        Settings settings = SettingsLoader.load(List.of(), List.of());
        assertEquals("127.0.0.1:2775", settings.smsc().smpp().listen().toString());
        assertEquals(65_536, settings.smsc().smpp().maxPduOctets());
        assertEquals(Duration.ofDays(7), settings.mmsc().expiry());
        assertEquals("+447700900999", settings.smsc().serviceCentreAddress());
        assertEquals(
                List.of(
                        new SmscSettings.Account("demo", "esme-demo.password", List.of("1000")),
                        new SmscSettings.Account("mmsc", "esme-mmsc.password", List.of())),
                settings.smsc().smpp().accounts());
        assertEquals(
                List.of(Cidr.of("127.0.0.0/8"), Cidr.of("::1/128")),
                settings.mmsc().identity().trustedProxies());
    }

    @Test
    void listensOnLoopbackAlone() throws ConfigException {
        Settings settings = SettingsLoader.load(List.of(), List.of());
        List.of(
                        settings.smsc().smpp().listen(),
                        settings.smsc().sip().listen(),
                        settings.mmsc().mm1().listen())
                .forEach(
                        listen ->
                                assertTrue(
                                        listen.socketAddress().getAddress().isLoopbackAddress(),
                                        listen.toString()));
    }

    @Test
    void laysFilesAndSingleSettingsOverTheDefaults() throws ConfigException {
        Path first =
                file(
                        "first.yaml",
                        "smsc:\n  retry:\n    absent:\n      first: 1s\n      longest: 1h\n");
        Path second =
                file(
                        "second.yaml",
                        """
                        smsc:
                          retry: {absent: {longest: 30m}}
                          smpp:
                            accounts:
                              - {systemId: bank, passwordFile: /etc/bank, shortCodes: [0800, 12]}
                        """);
        Settings settings =
                SettingsLoader.load(
                        List.of(first, second),
                        List.of(
                                "mmsc.enabled=false",
                                "smsc.smpp.listen=[::1]:0",
                                "mmsc.mm1.publicUrl=",
                                "mmsc.identity.headers=[X-A, X-B]",
                                "mmsc.identity.trustedProxies=[]",
                                "smsc.sip.registerFrom=[::1/128,10.0.0.0/8]",
                                "smsc.sip.maxMessageOctets=8KiB"));
        assertEquals(
                new SmscSettings.Waits(Duration.ofSeconds(1), Duration.ofMinutes(30), 2),
                settings.smsc().retry().absent());
        assertEquals(
                List.of(new SmscSettings.Account("bank", "/etc/bank", List.of("0800", "12"))),
                settings.smsc().smpp().accounts());
        assertFalse(settings.mmsc().enabled());
        assertEquals(new Listen("::1", 0), settings.smsc().smpp().listen());
        assertEquals(List.of("X-A", "X-B"), settings.mmsc().identity().headers());
        assertEquals(List.of(), settings.mmsc().identity().trustedProxies());
        assertEquals(
                List.of(Cidr.of("::1/128"), Cidr.of("10.0.0.0/8")),
                settings.smsc().sip().registerFrom());
        assertEquals(8192, settings.smsc().sip().maxMessageOctets());
        assertEquals("127.0.0.1:5060", settings.smsc().sip().listen().toString());
    }

    @Test
    void takesAnEmptyFileForNoChange() throws ConfigException {
        Settings defaults = SettingsLoader.load(List.of(), List.of());
        assertEquals(
                defaults, SettingsLoader.load(List.of(file("empty.yaml", "# none\n")), List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    smsc.smp=1                    | smsc.smp: unknown key; known here: enabled, serviceCentreAddress, validityPeriod, finalStateRetention, activeMessages, store, retry, smpp, sip, routing, firewall, policy
                    smcs.enabled=true             | smcs: unknown key; known here: smsc, mmsc, subscribers, handsetSetup, charging, console
                    smsc=1                        | smsc: is a section; set one of its keys: enabled, serviceCentreAddress, validityPeriod, finalStateRetention, activeMessages, store, retry, smpp, sip, routing, firewall, policy
                    smsc.enabled=yes              | smsc.enabled: expected true or false, got 'yes'
                    smsc.enabled.now=true         | smsc.enabled: expected one value
                    smsc.activeMessages=many      | smsc.activeMessages: expected a whole number, got 'many'
                    smsc.activeMessages=0         | smsc.activeMessages: expected 1 to 10000000, got '0'
                    smsc.retry.absent.first=10    | smsc.retry.absent.first: expected a time such as 500ms, 30s, 15m, 72h, 7d, got '10'
                    smsc.retry.absent.first=0s    | smsc.retry.absent.first: expected 1ms to 1d, got '0s'
                    smsc.retry.absent.longest=1s  | smsc.retry.absent: first is longer than longest
                    smsc.smpp.maxPduOctets=1kb    | smsc.smpp.maxPduOctets: expected a size such as 65536, 64KiB, 1MiB, got '1kb'
                    smsc.smpp.maxPduOctets=3GiB   | smsc.smpp.maxPduOctets: a size of at most 2147483647 octets is possible, got '3GiB'
                    smsc.smpp.maxPduOctets=1GiB   | smsc.smpp.maxPduOctets: expected 256B to 16MiB, got '1GiB'
                    smsc.smpp.listen=2775         | smsc.smpp.listen: expected host:port or [IPv6]:port, got '2775'
                    smsc.smpp.listen=::1:2775     | smsc.smpp.listen: expected host:port or [IPv6]:port, got '::1:2775'
                    smsc.smpp.listen=a:99999      | smsc.smpp.listen: expected host:port with a port of 0 to 65535, got 'a:99999'
                    smsc.sip.registerFrom=[10.1]  | smsc.sip.registerFrom[0]: expected a network such as 10.0.0.0/8, ::1/128 or one address, got '10.1'
                    smsc.sip.registerFrom=[beef]  | smsc.sip.registerFrom[0]: expected a network such as 10.0.0.0/8, ::1/128 or one address, got 'beef'
                    smsc.sip.registerFrom=[::1/x] | smsc.sip.registerFrom[0]: expected a network such as 10.0.0.0/8, ::1/128 or one address, got '::1/x'
                    smsc.sip.registerFrom=10.0.0.0/8 | smsc.sip.registerFrom: expected a list such as [a, b], got '10.0.0.0/8'
                    smsc.smpp.accounts=[{systemId: a}] | smsc.smpp.accounts[0].passwordFile: is missing
                    mmsc.identity.headers=[]      | mmsc.identity: headers: at least one is needed
                    mmsc.identity.headers=[X Y]   | mmsc.identity.headers: expected a list of HTTP header names
                    mmsc.mm1.listen=0.0.0.0:80    | mmsc.mm1: publicUrl is needed when listen is every address: handsets have to be told one
                    mmsc.mm1.publicUrl=mms.org    | mmsc.mm1.publicUrl: expected an http or https URL without a slash at its end, or "", got 'mms.org'
                    mmsc.mm1.publicUrl=http://a%b | mmsc.mm1: publicUrl: no URL: Malformed escape pair at index 8: http://a%b
                    mmsc.smpp.systemId=           | mmsc.smpp.systemId: expected 1 to 15 ASCII characters, no space, got ''
                    """)
    void saysWhichSettingIsWrongAndWhatWasExpected(String override, String message) {
        var e =
                assertThrows(
                        ConfigException.class,
                        () -> SettingsLoader.load(List.of(), List.of(override)));
        assertTrue(e.getMessage().startsWith("--set " + override), e.getMessage());
        assertTrue(e.getMessage().endsWith(": " + message), e.getMessage());
    }

    /** Beside it stands what tells messages apart, and 255 characters are kept of both. */
    @Test
    void refusesADomainThatLeavesNoRoomInAMessageId() {
        String domain = "a".repeat(201);
        var e =
                assertThrows(
                        ConfigException.class,
                        () -> SettingsLoader.load(List.of(), List.of("mmsc.domain=" + domain)));
        assertTrue(
                e.getMessage().contains("mmsc.domain: expected a host name of at most 200"),
                e.getMessage());
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'smsc:\n  retry:\n    frist: 1s'            | :3: smsc.retry.frist: unknown key; known here: congestion, temporary, absent, jitterPercent
                    'smsc:\n\n  retry:\n    absent: {first: }' | :4: smsc.retry.absent.first: expected a time such as 500ms, 30s, 15m, 72h, 7d, got ''
                    'smsc:\n  enabled: true\n  enabled: false'  | :3: enabled is set twice
                    'smsc: [\n'                                 | :1: not YAML
                    'smsc: &a {enabled: true}\nmmsc: *a'        | :2: aliases (*name) are not supported
                    '- smsc'                                    | :1: expected `key: value`
                    'smsc: {}\n---\nsmsc: {}'                   | :3: a second document in one file
                    """)
    void saysInWhichLine(String text, String message) {
        Path file = file("broken.yaml", text.replace("\\n", "\n"));
        var e =
                assertThrows(
                        ConfigException.class, () -> SettingsLoader.load(List.of(file), List.of()));
        assertTrue(e.getMessage().startsWith(file + message), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"novalue", "=x", "''"})
    void refusesASingleSettingWithoutKeyOrValue(String override) {
        var e =
                assertThrows(
                        ConfigException.class,
                        () -> SettingsLoader.load(List.of(), List.of(override)));
        assertEquals("--set " + override + ": expected key=value", e.getMessage());
    }

    @Test
    void saysWhichFileIsMissing() {
        Path file = directory.resolve("none.yaml");
        var e =
                assertThrows(
                        ConfigException.class, () -> SettingsLoader.load(List.of(file), List.of()));
        assertTrue(e.getMessage().startsWith(file + ": cannot be read"), e.getMessage());
    }

    @Test
    void refusesAFileThatIsFarTooLong() {
        Path file = file("long.yaml", "#".repeat(2 << 20));
        assertThrows(ConfigException.class, () -> SettingsLoader.load(List.of(file), List.of()));
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
