// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.Cidr;
import org.heliograph.config.SipNetworkSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the operator's networks a registration is of, and what that says. */
final class SipNetworkTest {
    private static final String OURS = "sip:+447700900999@ims.example;user=phone";

    private static SipNetworkSettings settings(
            List<Cidr> from, List<String> userAgents, String route, String asserted) {
        return new SipNetworkSettings(
                from, userAgents, route, "identity", asserted, "*;video", "", true);
    }

    private static Hop from(String host) {
        return new Hop(Hop.Transport.UDP, new InetSocketAddress(host, 5060));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, iPhone, 1",
        "10.1.2.3, NOKIA 3310, 2",
        "10.1.2.3, Android, 1",
        "192.0.2.1, Nokia, 2",
        "192.0.2.1, Android, standard"
    })
    void takesTheFirstThatFits(String host, String userAgent, String which) {
        var table =
                new SipNetwork.Table(
                        List.of(
                                settings(List.of(), List.of("nokia"), "none", "tel:+2"),
                                settings(
                                        List.of(Cidr.of("10.1.0.0/16")),
                                        List.of(),
                                        "none",
                                        "tel:+1")),
                        OURS);
        String headers = table.of(from(host), userAgent).headers();
        String asserted = headers.substring(0, headers.indexOf("\r\n"));
        assertEquals(
                which.equals("standard")
                        ? "P-Asserted-Identity: <" + OURS + ">"
                        : "P-Asserted-Identity: <tel:+" + which + ">",
                asserted);
    }

    @Test
    void saysWhatTheStandardSays() {
        SipNetwork standard = new SipNetwork.Table(List.of(), OURS).of(from("10.1.2.3"), "");
        assertEquals(
                new SipNetwork(
                        Optional.empty(),
                        false,
                        false,
                        "P-Asserted-Identity: <"
                                + OURS
                                + ">\r\nAccept-Contact: *;+g.3gpp.smsip;require;explicit\r\n"
                                + "Request-Disposition: no-fork\r\n",
                        false),
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
                new SipNetwork.Table(List.of(settings(List.of(), List.of(), route, "")), OURS)
                        .of(from("10.1.2.3"), "");
        assertEquals(uri, network.proxy().orElseThrow().uri());
        assertEquals("*;video", network.headers().split("\r\n", -1)[1].substring(16));
    }
}
