// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.time.Duration;
import java.util.List;

/**
 * Section {@code smsc.sip.transport}: how SIP is carried.
 *
 * @param tls SIP over TLS, on a port of its own
 * @param alsoListenTls more of them, with the same certificate
 * @param peers what TLS is opened with, where we connect
 * @param nameServers those to ask (RFC 3263); none: the system's
 */
public record SipTransportSettings(
        List<Listen> alsoListen,
        @Allowed(min = "200B", max = "65000B") int longestOverUdpOctets,
        @Allowed(min = "1", max = "100000") int maxConnections,
        @Allowed(min = "1s", max = "1d") Duration idle,
        @Allowed(min = "1ms", max = "1m") Duration connectTimeout,
        SmscSettings.Tls tls,
        List<Listen> alsoListenTls,
        ClientTlsSettings peers,
        List<Listen> nameServers,
        @Allowed(min = "1ms", max = "1m") Duration lookupTimeout) {

    /** UDP and TCP on one address, names by the system's servers. */
    public static final SipTransportSettings DEFAULT =
            new SipTransportSettings(
                    List.of(),
                    1_300,
                    8_192,
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(4),
                    SmscSettings.Tls.OFF,
                    List.of(),
                    ClientTlsSettings.OFF,
                    List.of(),
                    Duration.ofSeconds(2));

    public SipTransportSettings {
        alsoListen = List.copyOf(alsoListen);
        alsoListenTls = List.copyOf(alsoListenTls);
        nameServers = List.copyOf(nameServers);
        Limits.check(
                SipTransportSettings.class,
                alsoListen,
                longestOverUdpOctets,
                maxConnections,
                idle,
                connectTimeout,
                tls,
                alsoListenTls,
                peers,
                nameServers,
                lookupTimeout);
    }
}
