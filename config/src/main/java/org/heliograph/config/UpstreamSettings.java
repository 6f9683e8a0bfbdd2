// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.time.Duration;
import java.util.List;

/** An entry of {@code smsc.smpp.upstreams}: another message centre, to which we bind. */
public record UpstreamSettings(
        boolean enabled,
        // the destination column of the store holds it with a number of 20 digits
        @Allowed(matches = "[a-z0-9-]{1,20}", says = "1 to 20 of a to z, 0 to 9 and -") String name,
        @Allowed(matches = ".+", says = "a list of host:port") List<Listen> hosts,
        @Allowed(matches = "[!-~]{1,15}", says = "1 to 15 ASCII characters, no space")
                String systemId,
        @Allowed(matches = ".+", says = "the name of a file") String passwordFile,
        @Allowed(matches = "[!-~]{0,12}", says = "0 to 12 ASCII characters, no space")
                String systemType,
        @Allowed(matches = "transceiver|pair", says = "transceiver or pair") String bindType,
        @Allowed(min = "1", max = "100") int binds,
        @Allowed(min = "1", max = "10000") int window,
        @Allowed(min = "0", max = "1000000") int throughput,
        @Allowed(min = "1ms", max = "10m") Duration responseTimeout,
        @Allowed(min = "1ms", max = "1h") Duration enquireLinkInterval,
        @Allowed(min = "1ms", max = "1h") Duration reconnectFirst,
        @Allowed(min = "1ms", max = "1d") Duration reconnectLast,
        @Allowed(matches = "|[0-6]/[0-9]{1,2}", says = "type/plan such as 5/0, or nothing")
                String sourceTonNpi,
        @Allowed(matches = "|[0-6]/[0-9]{1,2}", says = "type/plan such as 1/1, or nothing")
                String destinationTonNpi,
        @Allowed(matches = "gsm7|latin1|ascii", says = "gsm7, latin1 or ascii") String alphabet,
        @Allowed(min = "0", max = "255") int dataCoding,
        @Allowed(matches = "auto|same|hex|decimal", says = "auto, same, hex or decimal")
                String receiptIds,
        boolean countHops,
        @Allowed(matches = "[0-9]{1,20}", says = "a list of digits, 1 to 20 each")
                List<String> prefixes,
        @Absent("{}") ClientTlsSettings tls) {

    public UpstreamSettings {
        hosts = List.copyOf(hosts);
        prefixes = List.copyOf(prefixes);
        Limits.check(
                UpstreamSettings.class,
                enabled,
                name,
                hosts,
                systemId,
                passwordFile,
                systemType,
                bindType,
                binds,
                window,
                throughput,
                responseTimeout,
                enquireLinkInterval,
                reconnectFirst,
                reconnectLast,
                sourceTonNpi,
                destinationTonNpi,
                alphabet,
                dataCoding,
                receiptIds,
                countHops,
                prefixes,
                tls);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("hosts: at least one is needed");
        }
        if (reconnectFirst.compareTo(reconnectLast) > 0) {
            throw new IllegalArgumentException("reconnectFirst is longer than reconnectLast");
        }
    }
}
