// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.heliograph.config.Cidr;
import org.heliograph.config.MmscSettings;
import org.heliograph.subscribers.CallerIdentity.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CallerIdentityTest {
    private static final InetAddress GATEWAY = InetAddress.ofLiteral("10.1.2.3");
    private static final InetAddress STRANGER = InetAddress.ofLiteral("192.0.2.1");

    private final CallerIdentity identity =
            byHeaders(
                    new MmscSettings.Identity(
                            List.of("X-MSISDN", "X-WAP-Network-Client-MSISDN"),
                            List.of(Cidr.of("10.0.0.0/8"), Cidr.of("2001:db8::/32"))));

    private static CallerIdentity byHeaders(MmscSettings.Identity settings) {
        Subscribers nobody = Subscribers.none();
        return new CallerIdentity(
                List.of(new GatewayHeaders(new IdentityReader(nobody))), settings, nobody);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    447700900001                                   | 447700900001
                    +447700900001                                  | 447700900001
                    00447700900001                                 | 447700900001
                    tel:+447700900001                              | 447700900001
                    TEL:+44-7700-900.001;phone-context=example.org | 447700900001
                    sip:+447700900001@ims.example.org;user=phone   | 447700900001
                    sips:+447700900001;rn=1@ims.example.org        | 447700900001
                    '  447700900001  '                             | 447700900001
                    '447700900001, +447700900001'                  | 447700900001
                    +123456789012345                               | 123456789012345
                    004915151234567                                | 4915151234567
                    1001                                           | 1001
                    """)
    void readsTheMsisdnInEveryForm(String value, String digits) {
        assertEquals(
                new Answer.Known(new Msisdn(digits)),
                identity.of(GATEWAY, Map.of("X-MSISDN", value)::get));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    an IMSI                    | 001010000000001
                    an IMSI of a real network  | 234150000000001
                    a national number          | 07700900001
                    zero after international   | +07700900001
                    too many digits            | +1234567890123456
                    empty                      | ''
                    an empty one among others  | '447700900001,'
                    two that differ            | '447700900001, 447700900002'
                    text                       | anonymous
                    digits of another script   | ٤٤٧٧٠٠٩٠٠٠٠١
                    a line break               | "447700900001\u00a0"
                    a SIP URI without a user   | sip:ims.example.org
                    a SIP URI with a name      | sip:alice@ims.example.org
                    hex of digits              | 3434373730303930303030
                    a gateway's whole record   | 'GPRS,10.1.2.3,447700900001,unsecured'
                    """)
    void refusesWhatIsNotOneMsisdn(String name, String value) {
        assertEquals("bad-identity", refusal(GATEWAY, Map.of("X-MSISDN", value)), name);
    }

    @Test
    void takesTheFirstHeaderPresent() {
        assertEquals(
                new Answer.Known(new Msisdn("447700900001")),
                identity.of(GATEWAY, Map.of("X-WAP-Network-Client-MSISDN", "447700900001")::get));
    }

    @Test
    void refusesHeadersThatContradictEachOther() {
        Map<String, String> headers =
                Map.of("X-MSISDN", "447700900001", "X-WAP-Network-Client-MSISDN", "447700900002");
        assertEquals("bad-identity", refusal(GATEWAY, headers));
    }

    @Test
    void knowsNobodyWithoutAHeader() {
        assertEquals("no-identity", refusal(GATEWAY, Map.of()));
    }

    @Test
    void believesNobodyElse() {
        assertEquals("untrusted-proxy", refusal(STRANGER, Map.of("X-MSISDN", "447700900001")));
        assertEquals("untrusted-proxy", refusal(STRANGER, Map.of()));
    }

    @Test
    void knowsTheGatewayByItsIpv4MappedAddressToo() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 1, 2, 3};
        InetAddress gateway = Inet6Address.getByAddress("gateway", mapped, 0);
        assertEquals(16, gateway.getAddress().length, "the JDK keeps it as IPv6");
        assertInstanceOf(
                Answer.Known.class, identity.of(gateway, Map.of("X-MSISDN", "447700900001")::get));
    }

    @Test
    void neverQuotesTheValue() {
        var answer = identity.of(GATEWAY, Map.of("X-MSISDN", "07700900001")::get);
        assertFalse(answer.toString().contains("7700"), answer.toString());
    }

    /** Every header name that operators were seen to use; only MSISDNs make a caller known. */
    @Test
    void takesEveryHeaderNameSeenOnNetworks() throws IOException {
        Path vectors =
                Path.of(System.getProperty("heliograph.root", ".."))
                        .resolve("../shared/vectors/header-enrichment/headers.json");
        assumeTrue(Files.exists(vectors), "needs ../shared/vectors");
        Map<String, String> values =
                Map.of(
                        "msisdn", "447700900001",
                        "imsi", "001010000000001",
                        "client-ip", "10.1.2.3",
                        "plmn", "00101-",
                        "compound", "GPRS,10.1.2.3,447700900001,unsecured",
                        "uaprof", "\"http://example.org/profile.xml\"",
                        "impu", "sip:alice@ims.example.org");
        for (JsonNode header :
                new JsonMapper().readTree(Files.readString(vectors)).get("headers").values()) {
            String kind = header.get("kind").asString();
            for (String name : header.get("header").asString().split(" / ", -1)) {
                var chosen =
                        byHeaders(
                                new MmscSettings.Identity(
                                        List.of(name), List.of(Cidr.of("10.0.0.0/8"))));
                assertEquals(
                        kind.equals("msisdn"),
                        chosen.of(GATEWAY, Map.of(name, values.get(kind))::get)
                                instanceof Answer.Known,
                        name + ", which carries " + kind);
            }
        }
    }

    private String refusal(InetAddress remote, Map<String, String> headers) {
        return assertInstanceOf(Answer.Unknown.class, identity.of(remote, headers::get)).code();
    }
}
