// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.Cidr;
import org.heliograph.config.SipDeviceSettings;
import org.heliograph.config.SipNetworkSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the operator's networks a registration is of, and what that says. */
final class SipNetworkTest {
    private static final String OURS = "sip:+447700900999@ims.example;user=phone";

    private static SipNetworkSettings settings(List<Cidr> from, String route, String asserted) {
        return new SipNetworkSettings(
                from, route, "identity", asserted, "*;video", "", true, "off");
    }

    private static Hop from(String host) {
        return new Hop(Hop.Transport.UDP, new InetSocketAddress(host, 5060));
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3, 1", "10.2.2.3, 2", "192.0.2.1, standard"})
    void takesTheFirstThatFits(String host, String which) {
        var table =
                new SipNetwork.Table(
                        List.of(
                                settings(List.of(Cidr.of("10.1.0.0/16")), "none", "tel:+1"),
                                settings(List.of(Cidr.of("10.0.0.0/8")), "none", "tel:+2")),
                        List.of(),
                        OURS);
        String headers = table.of(from(host), Traits.UNKNOWN).headers();
        String asserted = headers.substring(0, headers.indexOf("\r\n"));
        assertEquals(
                which.equals("standard")
                        ? "P-Asserted-Identity: <" + OURS + ">"
                        : "P-Asserted-Identity: <tel:+" + which + ">",
                asserted);
    }

    @Test
    void saysWhatTheStandardSays() {
        SipNetwork standard =
                new SipNetwork.Table(List.of(), List.of(), OURS)
                        .of(from("10.1.2.3"), Traits.UNKNOWN);
        assertEquals(
                new SipNetwork(
                        Optional.empty(),
                        false,
                        false,
                        "P-Asserted-Identity: <"
                                + OURS
                                + ">\r\nAccept-Contact: *;+g.3gpp.smsip;require;explicit\r\n"
                                + "Request-Disposition: no-fork\r\n",
                        "Request-Disposition: no-fork\r\n",
                        false,
                        SipNetwork.PlainText.OFF),
                standard);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sip:scscf.ims.example         | sip:scscf.ims.example;lr
                    sip:10.1.0.1:6060;lr          | sip:10.1.0.1:6060;lr
                    sip:10.1.0.1;LR;transport=tcp | sip:10.1.0.1;LR;transport=tcp
                    """)
    void goesByWayOfAProxyThatLeavesTheRequestUriAlone(String route, String uri) {
        SipNetwork network =
                new SipNetwork.Table(List.of(settings(List.of(), route, "")), List.of(), OURS)
                        .of(from("10.1.2.3"), Traits.UNKNOWN);
        assertEquals(uri, network.proxy().orElseThrow().uri());
        assertEquals("*;video", network.headers().split("\r\n", -1)[1].substring(16));
    }

    private static SipDeviceSettings device(String userAgent, String rpDestination) {
        return new SipDeviceSettings(
                userAgent, "network", "network", "network", rpDestination, "network");
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    iOS/17.5.1 (21F90) iPhone     | false
                    ios/16                        | false
                    not iOS/17                    | true
                    SM-G991B Samsung IMS 6.0      | false
                    Samsung                       | true
                    Acme IMS                      | true
                    ''                            | true
                    """)
    void asksTheDeviceBeforeItsNetwork(String userAgent, boolean rpDestination) {
        var table =
                new SipNetwork.Table(
                        List.of(settings(List.of(), "none", "tel:+1")),
                        List.of(
                                device("", "false"),
                                device("iOS/", "false"),
                                device("sm-*samsung*ims", "false"),
                                device("iOS/17", "true")),
                        OURS);
        SipNetwork network =
                table.of(from("10.1.2.3"), new Traits(Traits.Speaks.UNKNOWN, userAgent));
        assertEquals(rpDestination, network.rpDestination());
        assertEquals(
                "P-Asserted-Identity: <tel:+1>\r\nAccept-Contact: *;video\r\n", network.headers());
    }
}
