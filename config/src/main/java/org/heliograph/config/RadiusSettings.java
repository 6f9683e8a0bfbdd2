// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.time.Duration;
import java.util.List;

/** Section {@code mmsc.identity.radius}: the accounting server. */
public record RadiusSettings(
        boolean enabled,
        Listen listen,
        List<Client> clients,
        @Allowed(min = "1", max = "10000000") int maxSessions,
        @Allowed(min = "1ms", max = "30d") Duration expires) {

    /** No server. */
    static final RadiusSettings OFF =
            new RadiusSettings(
                    false, new Listen("127.0.0.1", 0), List.of(), 1, Duration.ofHours(1));

    public RadiusSettings {
        clients = List.copyOf(clients);
        Limits.check(RadiusSettings.class, enabled, listen, clients, maxSessions, expires);
    }

    /** An entry of {@code mmsc.identity.radius.clients}. */
    public record Client(
            List<Cidr> from,
            @Allowed(matches = ".+", says = "the name of a file") String secretFile) {
        public Client {
            from = List.copyOf(from);
            Limits.check(Client.class, from, secretFile);
        }
    }
}
