// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.identity;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.heliograph.config.Settings;
import org.heliograph.config.SettingsLoader;
import org.heliograph.subscribers.CallerIdentity.Answer;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.subscribers.Subscribers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chain from its settings on. */
class IdentityChainTest {
    private static final String SETTINGS =
            """
            subscribers:
              file: subscribers.csv
            mmsc:
              identity:
                headers: [X-MSISDN, X-IMSI]
                trustedProxies: [10.1.0.0/16]
                proxies:
                  - from: [10.2.0.1]
                    headers: [X-Up-Calling-Line-ID]
                    holds: msisdn
                    encoding: hex
                  - from: [10.2.0.2]
                    headers: [X-Id]
                    holds: imsi
                    encoding: base64
                  - from: [10.1.0.8]
                    headers: [X-Own]
                  - from: [10.2.0.3]
                    headers: [X-None]
                    addressHeader: X-Real-IP
                fixed:
                  - networks: [10.45.0.0/24, "2001:db8:45::/64"]
                    msisdn: "447700900002"
                  - networks: [10.45.0.7, 10.1.0.7]
                    msisdn: "447700900001"
                  - networks: [10.45.0.5]
                    msisdn: "447700900005"
                  - networks: ["::/0"]
                    msisdn: "447700900006"
            """;

    private static final String DIRECTORY =
            """
            msisdn,imsi,impu,services,barred
            447700900001,001010000000001,sip:alice@ims.example.org,,
            447700900002,001010000000002,,,
            447700900005,,,sms mms,yes
            447700900006,,,sms,
            """;

    @TempDir private Path data;
    private Subscribers subscribers = Subscribers.none();
    private IdentityChain chain;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(data.resolve("settings.yaml"), SETTINGS);
        Files.writeString(data.resolve("subscribers.csv"), DIRECTORY);
        chain = chain();
    }

    private IdentityChain chain(String... overrides) throws Exception {
        Settings settings =
                SettingsLoader.load(
                        List.of(data.resolve("settings.yaml")), Arrays.asList(overrides));
        subscribers = Subscribers.open(settings.subscribers(), data);
        return IdentityChain.open(settings.mmsc().identity(), data, subscribers, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        chain.close();
        subscribers.close();
    }

    private Answer of(String remote, String headers) {
        Map<String, String> fields =
                headers == null || headers.isEmpty()
                        ? Map.of()
                        : Arrays.stream(headers.split(";", -1))
                                .map(header -> header.split("=", 2))
                                .collect(Collectors.toMap(h -> h[0].strip(), h -> h[1].strip()));
        return chain.identity().of(InetAddress.ofLiteral(remote), fields::get);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    header                         | 10.1.0.1   | X-MSISDN=447700900009               | 447700900009
                    IMSI of the directory          | 10.1.0.1   | X-MSISDN=001010000000002            | 447700900002
                    IMPU of the directory          | 10.1.0.1   | X-MSISDN=sip:alice@IMS.example.org  | 447700900001
                    both, which agree              | 10.1.0.1   | X-MSISDN=+447700900002;X-IMSI=001010000000002 | 447700900002
                    hex of its characters          | 10.2.0.1   | X-Up-Calling-Line-ID=343437373030393030303039 | 447700900009
                    an IMSI in base64              | 10.2.0.2   | X-Id=MDAxMDEwMDAwMDAwMDAy           | 447700900002
                    a gateway's own entry first    | 10.1.0.8   | X-Own=447700900009                  | 447700900009
                    fixed                          | 10.45.0.9  | -                                   | 447700900002
                    fixed, the longest network     | 10.45.0.7  | -                                   | 447700900001
                    fixed, IPv6                    | 2001:db8:45::17 | -                              | 447700900002
                    header and fixed, which agree  | 10.1.0.7   | X-MSISDN=447700900001               | 447700900001
                    header of nobody is not read   | 10.45.0.9  | X-MSISDN=447700900001               | 447700900002
                    the address that a proxy tells | 10.2.0.3   | X-Real-IP=10.45.0.7                 | 447700900001
                    """)
    void knowsWhoCalls(String name, String remote, String headers, String digits) {
        assertEquals(new Answer.Known(new Msisdn(digits)), of(remote, headers), name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    header and fixed differ        | 10.1.0.7   | X-MSISDN=447700900002               | identity-contradiction
                    two headers differ             | 10.1.0.1   | X-MSISDN=447700900001;X-IMSI=001010000000002 | bad-identity
                    an IMSI nobody knows           | 10.1.0.1   | X-IMSI=001010000000009              | bad-identity
                    an IMSI where MSISDNs are      | 10.2.0.1   | X-Up-Calling-Line-ID=303031303130303030303030303031 | bad-identity
                    a SUPI where MSISDNs are       | 10.2.0.1   | X-Up-Calling-Line-ID=696d73692d303031303130303030303030303032 | bad-identity
                    no hex                         | 10.2.0.1   | X-Up-Calling-Line-ID=447700900009x  | bad-identity
                    an MSISDN where IMSIs are      | 10.2.0.2   | X-Id=NDQ3NzAwOTAwMDAx               | bad-identity
                    rubbish from a fixed address   | 10.1.0.7   | X-MSISDN=nobody                     | bad-identity
                    not the header of its entry    | 10.1.0.8   | X-MSISDN=447700900009               | no-identity
                    no header                      | 10.1.0.1   | -                                   | no-identity
                    a stranger                     | 192.0.2.1  | X-MSISDN=447700900001               | untrusted-proxy
                    two addresses                  | 10.2.0.3   | X-Real-IP=10.45.0.7, 10.45.0.9      | bad-identity
                    a network                      | 10.2.0.3   | X-Real-IP=10.45.0.7/32              | bad-identity
                    a name                         | 10.2.0.3   | X-Real-IP=localhost                 | bad-identity
                    IPv4, of no IPv6 network       | 10.46.0.1  | -                                   | untrusted-proxy
                    IPv6, of a wide one            | 2001:db8:46::1 | -                               | not-provisioned
                    barred                         | 10.45.0.5  | -                                   | barred
                    without the service            | 10.1.0.1   | X-MSISDN=447700900006               | not-provisioned
                    """)
    void saysWhyNobodyCanTell(String name, String remote, String headers, String code) {
        var unknown = assertInstanceOf(Answer.Unknown.class, of(remote, headers), name);
        assertEquals(code, unknown.code(), name);
        assertFalse(unknown.reason().contains("7009000"), unknown.reason());
    }

    @Test
    void tellsWhatEachSourceLacked() {
        assertEquals(
                new Answer.Unknown(
                        "untrusted-proxy", "192.0.2.1 is no trusted proxy; no fixed address"),
                of("192.0.2.1", ""));
    }

    @Test
    void asksOnlyWhatTheOrderNames() throws Exception {
        close();
        chain = chain("mmsc.identity.order=[fixed]");
        assertEquals(
                "no-identity",
                assertInstanceOf(Answer.Unknown.class, of("10.1.0.1", "X-MSISDN=447700900001"))
                        .code());
        assertEquals(
                new Answer.Known(new Msisdn("447700900001")),
                of("10.1.0.7", "X-MSISDN=447700900002"));
    }

    @Test
    void asksOthersOnlyWhereNobodyElseKnows() throws Exception {
        close();
        WireMockServer core = new WireMockServer(options().dynamicPort());
        core.stubFor(get(anyUrl()).willReturn(okJson("{\"msisdn\": \"447700900009\"}")));
        core.start();
        try {
            chain = chain("mmsc.identity.lookup.url=" + core.baseUrl() + "/{address}");
            assertEquals(new Answer.Known(new Msisdn("447700900002")), of("10.45.0.9", ""));
            core.verify(0, getRequestedFor(anyUrl()));
            assertEquals(new Answer.Known(new Msisdn("447700900009")), of("192.0.2.1", ""));
        } finally {
            core.stop();
        }
    }

    @Test
    void servesListedSubscribersOnlyWhereToldSo() throws Exception {
        close();
        chain = chain("subscribers.onlyListed=true");
        assertEquals(
                "not-listed",
                assertInstanceOf(Answer.Unknown.class, of("10.1.0.1", "X-MSISDN=447700900009"))
                        .code());
    }

    @Test
    void refusesAnAddressOfTwoSubscribers() throws Exception {
        Files.writeString(
                data.resolve("settings.yaml"),
                """
                mmsc:
                  identity:
                    fixed:
                      - networks: [10.45.0.7]
                        msisdn: "447700900002"
                      - networks: [10.45.0.7/32]
                        msisdn: "447700900001"
                """);
        var e = assertThrows(IOException.class, this::chain);
        assertEquals("mmsc.identity.fixed: 10.45.0.7/32 is of two subscribers", e.getMessage());
        Files.writeString(data.resolve("settings.yaml"), SETTINGS);
    }
}
